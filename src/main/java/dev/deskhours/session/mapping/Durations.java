package dev.deskhours.session.mapping;

import java.time.Duration;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** Durations as systems write them: seconds, {@code HH:mm}, {@code HH:mm:ss}, {@code 1-02:03:04}, {@code PT1H}. */
final class Durations {
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,10}(\\.[0-9]{1,9})?");
    private static final Pattern CLOCK =
            Pattern.compile("(?:([0-9]{1,6})[-+])?([0-9]{1,6}):([0-9]{2})(?::([0-9]{2}(?:\\.[0-9]{1,9})?))?");

    private Durations() {}

    /** @throws IllegalArgumentException for another form */
    static Duration parse(String text) {
        if (SECONDS.matches(text)) {
            return Duration.parse("PT" + text + "S");
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return Duration.parse(
                    "P" + part(clock, 1) + "DT" + part(clock, 2) + "H" + part(clock, 3) + "M" + part(clock, 4) + "S");
        }
        try {
            return Duration.parse(text);
        } catch (java.time.DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration like 3600, 01:00:00 or 1-01:00:00", wrong);
        }
    }

    private static String part(Matcher clock, int group) {
        return clock.group(group) == null ? "0" : clock.group(group);
    }
}
