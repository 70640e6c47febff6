package dev.deskhours.session.mapping;

import java.util.Map;

import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.mapping.source.SourceException;
import dev.deskhours.session.record.RecordFields;

/** Gives the records of a mapping to the rules of records: the one place where the two meet. */
public final class MappedSource implements RecordReader.Source {
    private final MappedRecords records;
    private final RecordFields fields;
    private boolean ended;

    public MappedSource(MappedRecords records, RecordFields fields) {
        this.records = records;
        this.fields = fields;
    }

    @Override
    public boolean next() {
        fields.clear();
        if (ended) {
            return false;
        }
        try {
            MappedRecords.Next next = records.next();
            if (next != null) {
                give(next);
            }
            return next != null;
        } catch (SourceException wrong) {
            ended = true;
            fields.refuseRecord(wrong.getMessage());
            return true;
        }
    }

    private void give(MappedRecords.Next next) {
        if (next.flaw() != null) {
            fields.refuseRecord(next.flaw());
            return;
        }
        for (Map.Entry<String, String> field : next.fields().entrySet()) {
            int position = fields.position(field.getKey());
            if (position != RecordFields.UNKNOWN) {
                fields.give(position, field.getValue());
            }
        }
    }
}
