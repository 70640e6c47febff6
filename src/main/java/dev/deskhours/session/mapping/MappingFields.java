package dev.deskhours.session.mapping;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.deskhours.session.mapping.source.Source;
import dev.deskhours.session.record.DesktopRules;
import dev.deskhours.session.record.PresenceRules;
import dev.deskhours.session.record.SessionRules;

/** The fields a mapping may fill. */
final class MappingFields {
    static final String SESSION = "session_id";
    static final String DESKTOP = "desktop_id";
    static final String USER = "user_name";
    static final String START = "started_at";
    static final String END = "ended_at";
    static final String FAILURE = "failure_reason";
    static final String RECONNECT = "reconnect";
    static final String SEEN = "last_seen_at";
    /** When a presence sign was noticed. */
    static final String AT = "at";
    /** How long a session lasted, where a row says that instead of its end. */
    static final String DURATION = "duration";

    /** Of presence signs, and those that each of them has. */
    static final List<String> SIGNS = new PresenceRules(Instant.EPOCH, Instant.EPOCH).fields();

    static final List<String> SIGNS_REQUIRED = new PresenceRules(Instant.EPOCH, Instant.EPOCH).required();

    private static final List<String> SESSIONS = new SessionRules(Instant.EPOCH, Instant.EPOCH).fields();
    private static final List<String> DESKTOPS = new DesktopRules(Instant.EPOCH).fields();

    private MappingFields() {}

    static Set<String> of(Mapping.Kind kind) {
        Set<String> fields = new LinkedHashSet<>(kind == Mapping.Kind.DESKTOPS ? List.of() : SESSIONS);
        switch (kind) {
            case SESSIONS -> fields.add(DURATION);
            case EVENTS -> {
                fields.removeAll(List.of(START, END));
                fields.add(DURATION);
            }
            case SAMPLES -> fields.removeAll(List.of(START, END, FAILURE));
            case DESKTOPS -> fields.addAll(DESKTOPS);
        }
        return fields;
    }

    static boolean isTime(String field) {
        return field.endsWith("_at") || field.equals(AT);
    }

    /** The columns that a file must have, or may lack where the source says so. A field of ours may be said by the import, or
     * be made of other columns. */
    static Set<String> columns(Mapping mapping, Source source) {
        Set<String> columns = mapping.columns();
        columns.removeIf(column -> isSaidBeside(column, mapping, source));
        if (mapping.parts().presence() != null) {
            mapping.parts().presence().addColumns(columns);
        }
        return columns;
    }

    private static boolean isSaidBeside(String column, Mapping mapping, Source source) {
        return !source.closed()
                && !source.recognisedBy().contains(column)
                && !source.optional().contains(column)
                && of(mapping.kind()).contains(column)
                && !isOwnColumn(column, mapping.parts().fields().get(column));
    }

    private static boolean isOwnColumn(String column, Expression field) {
        Set<String> columns = new LinkedHashSet<>();
        if (field != null) {
            field.addColumns(columns);
        }
        return columns.contains(column);
    }

    /**
     * The id of a session whose source has none, the same in every file: its parts with {@code /} between them, without
     * those that are absent or empty.
     */
    static String sessionId(String... parts) {
        return Arrays.stream(parts)
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining("/"));
    }
}
