package dev.deskhours.session.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.deskhours.session.mapping.source.FileHead;
import dev.deskhours.session.mapping.source.SourceException;
import dev.deskhours.session.record.Wording;
import dev.deskhours.web.strict.NearestName;

/** The mappings that come with the program: documents, each by its name (docs/imports/README.md, Presets). */
public final class Presets {
    private static final List<String> NAMES = List.of(
            "aws-appstream-sessions",
            "aws-workspaces-access",
            "aws-workspaces-status",
            "azure-wvdconnections",
            "citrix-monitor",
            "cloud-pc",
            "excel",
            "guacamole-history",
            "guacamole-ui",
            "horizon-events",
            "huawei-login-records",
            "last",
            "remote-access-sessions",
            "slurm-sacct",
            "windows-rds",
            "windows-security",
            "wtmp",
            "xrdp-sesman");

    private Presets() {}

    public static List<String> names() {
        return NAMES;
    }

    /** The document of a preset; empty if there is none of that name. */
    public static Optional<String> document(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream document = Presets.class.getResourceAsStream("presets/" + name + ".yaml")) {
            return Optional.of(new String(document.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @throws SourceException if there is none of that name, with the nearest one */
    public static Mapping mapping(String name) {
        return document(name)
                .map(Mapping::parse)
                .orElseThrow(() -> new SourceException("no preset is called '" + name
                        + "'; 'deskhours mappings' lists them" + NearestName.hint(name, NAMES)));
    }

    /**
     * The preset that a file looks like; empty if none, or if it is one of our own formats.
     *
     * @throws SourceException if it looks like two
     */
    public static Optional<String> recognise(FileHead head) {
        return recognise(head, Wording.COMMAND);
    }

    /** As {@link #recognise(FileHead)}, in these words. */
    public static Optional<String> recognise(FileHead head, Wording wording) {
        List<String> fitting =
                NAMES.stream().filter(name -> mapping(name).fits(head)).toList();
        if (fitting.size() > 1) {
            throw new SourceException("a file may be " + String.join(" or ", fitting) + "; say which, as in "
                    + wording.mapping(fitting.get(0)));
        }
        return fitting.stream().filter(name -> !head.isOwnTable()).findFirst();
    }
}
