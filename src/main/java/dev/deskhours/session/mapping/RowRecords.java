package dev.deskhours.session.mapping;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Records of which each is a row. */
final class RowRecords implements MappedRecords.Maker {
    private final MappedRow row;
    private final Set<String> known;
    private final Map<String, Expression> fields;
    private final Expression duration;
    private final Expression id;
    private final boolean areSessions;
    private final boolean heartbeatsAfterStart;
    private Map<String, String> made;

    private RowRecords(
            MappedRow row, Set<String> known, Map<String, Expression> fields, Mapping mapping, boolean areSessions) {
        this.row = row;
        this.known = known;
        this.fields = new LinkedHashMap<>(fields);
        this.duration = this.fields.remove(MappingFields.DURATION);
        this.id = areSessions ? this.fields.remove(MappingFields.SESSION) : null;
        this.areSessions = areSessions;
        this.heartbeatsAfterStart = mapping.parts().times().heartbeatsAfterStart();
    }

    /** Sessions or desktops. */
    static RowRecords of(Mapping mapping, MappedRow row) {
        Set<String> known = new LinkedHashSet<>(MappingFields.of(mapping.kind()));
        known.remove(MappingFields.DURATION);
        return new RowRecords(row, known, mapping.parts().fields(), mapping, mapping.kind() == Mapping.Kind.SESSIONS);
    }

    /** The presence signs beside them; {@code null} if the mapping has none. */
    static RowRecords signs(Mapping mapping, MappedRow row) {
        Mapping.Presence presence = mapping.parts().presence();
        return presence == null
                ? null
                : new RowRecords(row, Set.copyOf(MappingFields.SIGNS), presence.fields(), mapping, false);
    }

    @Override
    public void take() {
        Instant start = fields.containsKey(MappingFields.START)
                ? row.start(MappingFields.START, fields.get(MappingFields.START))
                : null;
        makeTime(MappingFields.START, start);
        makeTime(MappingFields.END, row.endAfter(start, duration));
        fields.forEach((field, expression) -> make(field, expression, start));
        if (areSessions) {
            row.make(MappingFields.SESSION, id == null ? ownId() : row.text(MappingFields.SESSION, id));
        }
        made = row.fields();
        made.keySet().retainAll(known);
    }

    @Override
    public void end() {
        // Nothing waits for another row.
    }

    @Override
    public Map<String, String> made() {
        Map<String, String> next = made;
        made = null;
        return next;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private void make(String field, Expression expression, Instant start) {
        if (field.equals(MappingFields.START)) {
            return;
        }
        if (MappingFields.isTime(field)) {
            Instant time = row.end(field, expression);
            makeTime(field, isNoHeartbeat(field, time, start) ? null : time);
        } else {
            row.make(field, row.text(field, expression));
        }
    }

    private boolean isNoHeartbeat(String field, Instant time, Instant start) {
        return heartbeatsAfterStart && field.equals(MappingFields.SEEN) && time != null && time.equals(start);
    }

    private void makeTime(String field, Instant time) {
        row.make(field, time == null ? null : time.toString());
    }

    private String ownId() {
        Map<String, String> fields = row.fields();
        return MappingFields.sessionId(
                fields.get(MappingFields.DESKTOP), fields.get(MappingFields.USER), fields.get(MappingFields.START));
    }
}
