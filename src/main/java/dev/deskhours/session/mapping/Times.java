package dev.deskhours.session.mapping;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import com.google.re2j.Pattern;

import dev.deskhours.session.mapping.Mapping.TimeForms;
import dev.deskhours.session.record.CallerText;
import dev.deskhours.session.record.IsoTime;
import dev.deskhours.session.record.LocalTimes;
import dev.deskhours.session.record.Wording;

/** Reads the times of one import, and counts those that the change of the clock made unclear. */
final class Times {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final List<TimePattern> patterns;
    private final Set<String> none = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final LocalTimes localTimes;
    private final List<String> forms;

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

    /** @param zone of times without one where the mapping names none; {@code null} = such times are refused */
    Times(TimeForms forms, ZoneId zone, Wording wording) {
        this.patterns = forms.patterns().stream()
                .map(pattern -> TimePattern.of(pattern, forms.locale()))
                .toList();
        this.forms = forms.patterns();
        this.none.addAll(forms.none());
        this.localTimes = new LocalTimes(forms.zone() == null ? zone : forms.zone(), wording);
    }

    /** A time at which something begins: the earlier one where the clock shows it twice. */
    Instant start(String text) {
        return time(text, false);
    }

    /** A time at which something ends: the later one where the clock shows it twice. */
    Instant end(String text) {
        return time(text, true);
    }

    boolean isNone(String text) {
        return text == null || none.contains(text);
    }

    /** How many times were moved out of a gap or stand for two instants. */
    long adjusted() {
        return localTimes.adjusted();
    }

    /** Of times without one; {@code null} if nobody said. */
    ZoneId zone() {
        return localTimes.zone();
    }

    private Instant time(String text, boolean later) {
        if (isNone(text)) {
            return null;
        }
        TemporalAccessor time = parsed(text);
        Instant instant =
                time instanceof LocalDateTime local ? localTimes.instant(local, text, later) : Instant.from(time);
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private TemporalAccessor parsed(String text) {
        String plain = text.length() < 100 ? BLANKS.matcher(text).replaceAll(" ") : text;
        for (TimePattern pattern : patterns) {
            try {
                return pattern.parse(plain);
            } catch (RuntimeException notSo) {
                // The next one may fit.
            }
        }
        throw new IllegalArgumentException(
                CallerText.shown(text) + " is no time of the form " + String.join(" or ", forms));
    }
}
