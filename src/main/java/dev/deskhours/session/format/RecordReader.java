package dev.deskhours.session.format;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.record.IgnoredFields;
import dev.deskhours.session.record.RecordFields;
import dev.deskhours.session.record.RecordRules;

/**
 * Reads the records of a body one by one in constant memory. The bad ones are skipped and collected: whoever reads takes
 * all, and then asks {@link #badRecords()}, since a body is taken whole or not at all.
 */
public final class RecordReader<T> {
    private final RecordRules<T> rules;
    private final RecordFields fields;
    private final Source source;
    private final BadRecords badRecords = new BadRecords();
    private long received;

    /** The records of one body, one after the other, in whatever format. */
    public interface Source {
        /**
         * Puts the next record into the {@link RecordFields} the source was made with; one that cannot be read is put
         * there as {@link RecordFields#refuseRecord unreadable}, and reading goes on with the next one where the format
         * allows it.
         *
         * @return false at the end of the body
         * @throws dev.deskhours.web.ApiException if the body as a whole is not of the format
         * @throws java.io.UncheckedIOException if the body's stream fails
         */
        boolean next();
    }

    private RecordReader(RecordRules<T> rules, IgnoredFields ignored, Function<RecordFields, Source> opened) {
        this.rules = rules;
        this.fields = new RecordFields(rules.fields(), rules.required(), ignored);
        this.source = opened.apply(fields);
    }

    /**
     * @param body plain bytes; the caller closes it
     * @param rules for this reader only
     */
    public static <T> RecordReader<T> open(BodyFormat format, InputStream body, RecordRules<T> rules) {
        return open(format, body, rules, null);
    }

    /** @param ignored where the names of fields that there are not go; {@code null} = such fields are refused */
    public static <T> RecordReader<T> open(
            BodyFormat format, InputStream body, RecordRules<T> rules, IgnoredFields ignored) {
        return new RecordReader<>(rules, ignored, fields -> format.open(body, fields));
    }

    /**
     * Reads records of another source.
     *
     * @param opened makes the source that fills the fields
     * @param rules for this reader only
     */
    public static <T> RecordReader<T> of(RecordRules<T> rules, Function<RecordFields, Source> opened) {
        return new RecordReader<>(rules, null, opened);
    }

    /**
     * The next good record, or empty at the end of the body or after {@link BadRecords#MAX} bad ones.
     *
     * @throws dev.deskhours.web.ApiException if the body as a whole is not of the format: no JSON array, no header row
     * @throws java.io.UncheckedIOException if the body's stream fails
     */
    public Optional<T> next() {
        while (!badRecords.isFull() && source.next()) {
            received++;
            T record = fields.isUnreadable() ? null : rules.read(fields);
            if (!fields.isBroken()) {
                return Optional.of(record);
            }
            badRecords.add(fields.place(), fields.brokenRules());
        }
        return Optional.empty();
    }

    /** How many records were read so far, good and bad. */
    public long received() {
        return received;
    }

    /** The bad records among those read so far. */
    public BadRecords badRecords() {
        return badRecords;
    }
}
