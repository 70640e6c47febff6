package dev.deskhours.session.record;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

import dev.deskhours.web.TimeText;

/**
 * Times of records: {@code T} or a blank between day and time; seconds, a fraction and a zone may be there or not, the
 * zone as {@code Z}, {@code +08:00}, {@code +0800} or {@code +08}.
 */
public final class IsoTime {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd['T'][' ']HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .appendPattern("[' ']")
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private IsoTime() {}

    /**
     * Reads a time.
     *
     * @return an {@link Instant}, or a {@link LocalDateTime} if it has no zone
     * @throws java.time.DateTimeException if it is not written so, or is no real date
     */
    public static TemporalAccessor parse(String text) {
        // What nearly every time looks like is read without a formatter.
        return text.endsWith("Z") && text.indexOf('T') > 0
                ? TimeText.parse(text)
                : FORM.parseBest(text, Instant::from, LocalDateTime::from);
    }
}
