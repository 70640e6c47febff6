package dev.deskhours.export.render;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Days and times in ISO 8601, written digit by digit; years outside 0000..9999 in the longer form of {@code java.time}. */
final class IsoText {
    private static final int SECONDS_OF_DAY = 86_400;
    private static final long FIRST =
            LocalDate.of(0, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    private static final long AFTER_LAST =
            LocalDate.of(10_000, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();

    private IsoText() {}

    static void date(LocalDate value, Utf8Buffer out) throws IOException {
        if (value.getYear() < 0 || value.getYear() > 9999) {
            out.ascii(value.toString());
            return;
        }
        out.twoDigits(value.getYear() / 100);
        out.twoDigits(value.getYear() % 100);
        out.ascii('-');
        out.twoDigits(value.getMonthValue());
        out.ascii('-');
        out.twoDigits(value.getDayOfMonth());
    }

    /** Writes the instant in UTC without its fraction of a second. */
    static void instant(Instant value, Utf8Buffer out) throws IOException {
        long seconds = value.getEpochSecond();
        if (seconds < FIRST || seconds >= AFTER_LAST) {
            out.ascii(value.truncatedTo(ChronoUnit.SECONDS).toString());
            return;
        }
        date(LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_OF_DAY)), out);
        timeOfDay(Math.floorMod(seconds, SECONDS_OF_DAY), out);
    }

    private static void timeOfDay(int second, Utf8Buffer out) throws IOException {
        out.ascii('T');
        out.twoDigits(second / 3600);
        out.ascii(':');
        out.twoDigits(second / 60 % 60);
        out.ascii(':');
        out.twoDigits(second % 60);
        out.ascii('Z');
    }
}
