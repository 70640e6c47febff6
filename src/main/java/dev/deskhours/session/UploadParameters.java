package dev.deskhours.session;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.session.mapping.MappingSettings;
import dev.deskhours.session.record.ReadOptions;
import dev.deskhours.session.record.Wording;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/** How the records of an upload are to be read: as the document shows it, and as it is read. */
class UploadParameters {
    private static final String TIME_ZONE = "time_zone";
    private static final String IGNORE_UNKNOWN = "ignore_unknown";
    private static final String DRY_RUN = "dry_run";
    private static final String OF_PROJECT = "project";

    @RestQuery(TIME_ZONE)
    @Parameter(
            name = TIME_ZONE,
            description =
                    "The zone of times that have none: an IANA name, or `project` for that of the project. Without"
                            + " it such times are refused.",
            example = "Europe/Oslo",
            schema = @Schema(implementation = String.class))
    List<String> timeZone;

    @RestQuery(IGNORE_UNKNOWN)
    @Parameter(
            name = IGNORE_UNKNOWN,
            description =
                    "`true` leaves fields out that there are not, and lists them in `ignored_fields`. Without it they"
                            + " are refused.",
            example = "false",
            schema = @Schema(implementation = Boolean.class))
    List<String> ignoreUnknown;

    @RestQuery(DRY_RUN)
    @Parameter(
            name = DRY_RUN,
            description =
                    "`true` stores nothing: the answer says what would become of the records, and has the first ten"
                            + " as they would be taken.",
            example = "false",
            schema = @Schema(implementation = Boolean.class))
    List<String> dryRun;

    /** What uploads of sessions may say as well. */
    public static class WithMapping extends UploadParameters {
        private static final String MAPPING = "mapping";
        private static final String SET = "set.";

        @RestQuery(MAPPING)
        @Parameter(
                name = MAPPING,
                description =
                        "What another system wrote: a preset, a mapping of the project, or `auto` for the preset that"
                                + " the body looks like. The `Content-Type` does not matter then.",
                example = "azure-wvdconnections",
                schema = @Schema(implementation = String.class))
        List<String> mapping;

        @RestQuery(SET + "FIELD")
        @Parameter(
                name = SET + "FIELD",
                description =
                        "With a mapping: a field that the body does not say, as `set.desktop_id=h1`. FIELD is its name.",
                example = "h1",
                schema = @Schema(implementation = String.class))
        List<String> set;

        /** @throws dev.deskhours.web.ApiException 400 with every rule that is broken */
        static Options read(UriInfo uri) {
            ParameterReader reader = ParameterReader.ofQuery(uri);
            Map<String, String> set = new TreeMap<>();
            for (String name : uri.getQueryParameters().keySet()) {
                if (name.startsWith(SET)) {
                    reader.single(name, List.of()).ifPresent(value -> set.put(name.substring(SET.length()), value));
                }
            }
            Optional<String> mapping = reader.text(MAPPING, List.of(), 64);
            if (!set.isEmpty() && mapping.isEmpty()) {
                reader.breaches().add(MAPPING, "is required with set.FIELD");
            }
            return UploadParameters.read(reader, mapping.orElse(null), set);
        }
    }

    /**
     * What the query says.
     *
     * @param zone {@code null} if it says none, or {@code ofProject}
     * @param mapping {@code null} for our own records
     */
    record Options(
            ZoneId zone,
            boolean ofProject,
            boolean ignoreUnknown,
            boolean dryRun,
            String mapping,
            Map<String, String> set) {
        /** With the zone of the project, if that was asked for; blocks. */
        ReadOptions of(String projectId, RecordImport records) {
            return new ReadOptions(ofProject ? records.zoneOf(projectId) : zone, ignoreUnknown, dryRun, Wording.UPLOAD);
        }

        MappingSettings settings(ReadOptions reading) {
            return MappingSettings.of(reading.zone(), set).ofUpload();
        }
    }

    private enum Truth {
        TRUE,
        FALSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws dev.deskhours.web.ApiException 400 with every rule that is broken */
    static Options read(UriInfo uri) {
        return read(ParameterReader.ofQuery(uri), null, Map.of());
    }

    private static Options read(ParameterReader reader, String mapping, Map<String, String> set) {
        Optional<String> zone = reader.single(TIME_ZONE, List.of());
        boolean ofProject = zone.filter(OF_PROJECT::equals).isPresent();
        Options options = new Options(
                ofProject
                        ? null
                        : zone.map(name -> zone(reader.breaches(), name)).orElse(null),
                ofProject,
                isTrue(reader, IGNORE_UNKNOWN),
                isTrue(reader, DRY_RUN),
                mapping,
                set);
        reader.breaches().throwIfAny();
        return options;
    }

    private static boolean isTrue(ParameterReader reader, String name) {
        return reader.choice(name, List.of(), Truth.class).orElse(Truth.FALSE) == Truth.TRUE;
    }

    private static ZoneId zone(Breaches breaches, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException wrong) {
            breaches.add(TIME_ZONE, Breaches.shown(name) + " is no IANA name as Europe/Oslo, and not 'project'");
            return null;
        }
    }
}
