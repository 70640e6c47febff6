package dev.deskhours.session.mapping;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

import dev.deskhours.session.record.IsoTime;

/** One way in which times are written. */
interface TimePattern {
    String ISO = "iso";

    /**
     * Reads a time.
     *
     * @return an {@link Instant}, or a {@link LocalDateTime} if it has no zone
     * @throws RuntimeException if it is not written so
     */
    TemporalAccessor parse(String text);

    /**
     * The way that a mapping names.
     *
     * @param pattern {@code iso}, {@code epoch-s}, {@code epoch-ms}, or letters as in {@link DateTimeFormatter}
     * @throws IllegalArgumentException for anything else
     */
    static TimePattern of(String pattern, String locale) {
        return switch (pattern) {
            case ISO -> IsoTime::parse;
            case "epoch-s" -> text -> epoch(text, 9);
            case "epoch-ms" -> text -> epoch(text, 6);
            default -> formatted(letters(pattern).toFormatter(Locale.forLanguageTag(locale)));
        };
    }

    private static TimePattern formatted(DateTimeFormatter form) {
        DateTimeFormatter strict = form.withResolverStyle(ResolverStyle.STRICT);
        return text -> strict.parseBest(text, Instant::from, LocalDateTime::from);
    }

    private static Instant epoch(String text, int scale) {
        long nanos = new BigDecimal(text).movePointRight(scale).longValueExact();
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /** A year of era is a year: nobody writes the era, and without one a strict reading has no date. */
    private static DateTimeFormatterBuilder letters(String pattern) {
        boolean quoted = false;
        StringBuilder letters = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char letter = pattern.charAt(at);
            quoted ^= letter == '\'';
            letters.append(letter == 'y' && !quoted ? 'u' : letter);
        }
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(letters.toString());
    }
}
