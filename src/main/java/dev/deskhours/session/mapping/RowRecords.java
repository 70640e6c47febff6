package dev.deskhours.session.mapping;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.deskhours.session.mapping.pairing.PairingState;

/** Records of which each is a row. */
final class RowRecords implements MappedRecords.Maker {
    private final Mapping.Kind kind;
    private final MappedRow row;
    private final Map<String, Expression> fields;
    private final Expression duration;
    private final Expression id;
    private Map<String, String> made;

    RowRecords(Mapping mapping, MappedRow row) {
        this.kind = mapping.kind();
        this.row = row;
        this.fields = new LinkedHashMap<>(mapping.parts().fields());
        this.duration = fields.remove(MappingFields.DURATION);
        this.id = fields.remove(MappingFields.SESSION);
    }

    @Override
    public void take() {
        Instant start = fields.containsKey(MappingFields.START)
                ? row.start(MappingFields.START, fields.get(MappingFields.START))
                : null;
        makeTime(MappingFields.START, start);
        makeTime(MappingFields.END, row.endAfter(start, duration));
        fields.forEach(this::make);
        if (kind == Mapping.Kind.SESSIONS) {
            row.make(MappingFields.SESSION, id == null ? ownId() : row.text(MappingFields.SESSION, id));
        }
        made = row.fields();
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
    public PairingState state() {
        return PairingState.NOTHING;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private void make(String field, Expression expression) {
        if (field.equals(MappingFields.START)) {
            return;
        }
        if (MappingFields.isTime(field)) {
            makeTime(field, row.end(field, expression));
        } else {
            row.make(field, row.text(field, expression));
        }
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
