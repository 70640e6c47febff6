package dev.deskhours.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
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
        Instant plain = Plain.parse(text);
        return plain != null ? plain : parseAnyForm(text);
    }

    private static Instant parseAnyForm(String text) {
        TemporalAccessor parsed = FORM.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        Instant instant = parsed instanceof OffsetDateTime withOffset
                ? withOffset.toInstant()
                : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Reads the one form nearly every time has, {@code 2026-11-01T00:00:00Z}, without a formatter: bodies hold millions of
     * them.
     */
    static final class Plain {
        private static final String FORM = "dddd-dd-ddTdd:dd:ddZ";

        private Plain() {}

        /** The instant, or {@code null} for a text of any other form, right or wrong. */
        static Instant parse(String text) {
            if (!hasForm(text)) {
                return null;
            }
            int year = number(text, 0) * 100 + number(text, 2);
            int month = number(text, 5);
            int day = number(text, 8);
            int hour = number(text, 11);
            int minute = number(text, 14);
            int second = number(text, 17);
            if (!isDate(year, month, day) || hour > 23 || minute > 59 || second > 59) {
                return null;
            }
            long days = LocalDate.of(year, month, day).toEpochDay();
            return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second);
        }

        private static boolean hasForm(String text) {
            if (text.length() != FORM.length()) {
                return false;
            }
            for (int i = 0; i < FORM.length(); i++) {
                char form = FORM.charAt(i);
                char next = text.charAt(i);
                if (form == 'd' ? next < '0' || next > '9' : next != form) {
                    return false;
                }
            }
            return true;
        }

        private static int number(String text, int position) {
            return (text.charAt(position) - '0') * 10 + text.charAt(position + 1) - '0';
        }

        private static boolean isDate(int year, int month, int day) {
            return month >= 1
                    && month <= 12
                    && day >= 1
                    && day <= YearMonth.of(year, month).lengthOfMonth();
        }
    }
}
