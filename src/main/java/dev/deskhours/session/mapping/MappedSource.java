package dev.deskhours.session.mapping;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.mapping.source.SourceException;
import dev.deskhours.session.record.RecordFields;

/** Gives the records of a mapping to the rules of records: the one place where the two meet. */
public final class MappedSource implements RecordReader.Source {
    private final MappedRecords records;
    private final Supplier<MappedRecords.Next> nextRecord;
    private final RecordFields fields;
    private final Instant oldestKept;
    private boolean ended;

    /** @param oldestKept sessions that ended before it are left out: logs tell of more than is kept */
    public MappedSource(MappedRecords records, RecordFields fields, Instant oldestKept) {
        this(records, records::next, fields, oldestKept);
    }

    /**
     * Gives records of another origin.
     *
     * @param records counts what is left out; {@code null} = nobody does
     */
    public MappedSource(
            MappedRecords records, Supplier<MappedRecords.Next> next, RecordFields fields, Instant oldestKept) {
        this.records = records;
        this.nextRecord = next;
        this.fields = fields;
        this.oldestKept = oldestKept;
    }

    @Override
    public boolean next() {
        fields.clear();
        if (ended) {
            return false;
        }
        try {
            MappedRecords.Next next = nextRecord.get();
            while (next != null && isLeftOut(next.fields())) {
                next = nextRecord.get();
            }
            if (next != null) {
                give(next);
            }
            return next != null;
        } catch (SourceException wrong) {
            ended = true;
            // It says itself where it is.
            fields.standsAt("");
            fields.refuseRecord(wrong.getMessage());
            return true;
        }
    }

    private boolean isLeftOut(Map<String, String> record) {
        String end = record.get(MappingFields.END);
        if (end != null && Instant.parse(end).isBefore(oldestKept)) {
            return leaveOut("sessions that ended before the oldest that are kept");
        }
        // A login that failed before it had reached a desktop.
        return record.containsKey(MappingFields.FAILURE)
                && !record.containsKey(MappingFields.DESKTOP)
                && fields.required().contains(MappingFields.DESKTOP)
                && leaveOut("failed logins that reached no desktop");
    }

    private boolean leaveOut(String reason) {
        if (records != null) {
            records.leaveOut(reason);
        }
        return true;
    }

    private void give(MappedRecords.Next next) {
        fields.standsAt(next.place());
        if (next.flaw() != null) {
            fields.refuseRecord(next.flaw());
        }
        next.fields().forEach(this::give);
    }

    private void give(String name, String value) {
        int position = fields.position(name);
        if (position == RecordFields.UNKNOWN) {
            leaveOut("values of " + name + ", which is not counted yet");
        } else {
            fields.give(position, value);
        }
    }
}
