package dev.deskhours.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/**
 * Times as callers write them (docs/spec/api.md, Parameters): {@code 2026-11-01T00:00:00Z}, also without seconds, with
 * a fraction of a second, with an offset, or without a zone, which means GMT.
 */
public final class TimeText {
    public static final String EXAMPLE = "2026-11-01T00:00:00Z";

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            // exactly four digits: the pattern letters would take a signed year of any length
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd'T'HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private TimeText() {}

    /**
     * Reads a time.
     *
     * @return the instant, of a year 0000..9999 in the zone it is written in, with the microseconds a database keeps
     * @throws DateTimeException if the text has another form or names no real date
     */
    public static Instant parse(String text) {
        Instant plain = PlainTime.parse(text);
        return plain != null ? plain : parseAnyForm(text);
    }

    private static Instant parseAnyForm(String text) {
        TemporalAccessor parsed = FORM.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        Instant instant = parsed instanceof OffsetDateTime withOffset
                ? withOffset.toInstant()
                : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
