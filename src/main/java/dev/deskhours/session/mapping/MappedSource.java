package dev.deskhours.session.mapping;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.mapping.source.SourceException;
import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.record.RecordFields;
import dev.deskhours.session.record.RecordRules;

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

    /**
     * Has the presence signs that stand among the rows taken as they are met, on the way to the records beside them.
     *
     * @param good takes those that keep the rules
     * @return those that do not, so far
     */
    public static <T> BadRecords signs(
            MappedRecords records, RecordRules<T> rules, Instant oldestKept, Consumer<T> good) {
        Deque<MappedRecords.Next> met = new ArrayDeque<>();
        RecordReader<T> reader =
                RecordReader.of(rules, fields -> new MappedSource(records, met::poll, fields, oldestKept));
        records.giveSigns(sign -> {
            met.add(sign);
            reader.next().ifPresent(good);
            met.clear();
        });
        return reader.badRecords();
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
        String at = record.get(MappingFields.AT);
        return at != null
                && Instant.parse(at).isBefore(oldestKept)
                && leaveOut("presence signs of before the oldest that are kept");
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
        fields.give(fields.position(name), value);
    }
}
