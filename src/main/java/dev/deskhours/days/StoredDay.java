package dev.deskhours.days;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;

import dev.deskhours.project.CoveredDays;

/**
 * The form in which days and running totals are stored (docs/adr/0009): the one place that knows its numbers. Statements
 * call by name what depends on them.
 */
public final class StoredDay {
    /** Of the running totals those stay whose days are so far apart. */
    public static final int DAYS_APART = 4;

    /** A day of no total. A null would keep a cluster from finding the project's place. */
    static final LocalDate NO_DAY = LocalDate.of(1, 1, 1);

    private static final int SEGMENT_BITS = 10;
    private static final int LAST_POSITION = (1 << SEGMENT_BITS) - 1;
    private static final int HALF_SECONDS_PER_DAY = 2 * 86_400;
    private static final int NEVER_USED = Integer.MIN_VALUE;

    private static final Map<String, String> FRAGMENTS = Map.of(
            "segment_of", "(%s >> " + SEGMENT_BITS + ")",
            "position_of", "(%s & " + LAST_POSITION + ")",
            "first_number_of", "((%s) << " + SEGMENT_BITS + ")",
            "last_position", LAST_POSITION + "%s",
            "never_used", NEVER_USED + "%s",
            "half_seconds_of_days", "((%s) * " + HALF_SECONDS_PER_DAY + ")",
            "half_seconds_of_seconds", "(floor(%1$s) + ceil(%1$s))::integer",
            "seconds_of", "((%s) / 2)",
            "interval_of", "(%s * interval '0.5 seconds')",
            "is_kept", "((%s - date '1970-01-01') %% " + DAYS_APART + " = 0)");
    private static final Pattern CALL =
            Pattern.compile("\\b(" + String.join("|", FRAGMENTS.keySet()) + ")\\(([^()]*)\\)");

    private StoredDay() {}

    /** The statement with {@code segment_of(number)} and all such calls written out. */
    public static String sql(String template) {
        return CALL.matcher(template)
                .replaceAll(call -> FRAGMENTS.get(call.group(1)).formatted(call.group(2)));
    }

    static int segmentOf(int number) {
        return number >> SEGMENT_BITS;
    }

    /** Whether the running total up to the day stays when there is a newer one. */
    static boolean isKept(LocalDate day) {
        return day.toEpochDay() % DAYS_APART == 0;
    }

    static int halfSecondsBetween(LocalDate earlier, LocalDate later) {
        return Math.toIntExact((later.toEpochDay() - earlier.toEpochDay()) * HALF_SECONDS_PER_DAY);
    }

    /** From 00:00 UTC of the last covered day to the end of the covered days. */
    static int halfSecondsToEnd(CoveredDays covered) {
        return Math.toIntExact(
                2 * Duration.between(midnight(covered), covered.end()).toSeconds());
    }

    /**
     * When a desktop was last used, the later of two; {@code null} if neither is there.
     *
     * @param halfSeconds from 00:00 UTC of the last covered day; {@code null} = not on a day that is kept
     * @param before on a day that is no longer kept
     */
    static Instant lastUsedAt(CoveredDays covered, Integer halfSeconds, OffsetDateTime before) {
        Instant earlier = before == null ? null : before.toInstant();
        if (halfSeconds == null) {
            return earlier;
        }
        Instant used = midnight(covered).plusMillis(500L * halfSeconds);
        return earlier == null || used.isAfter(earlier) ? used : earlier;
    }

    private static Instant midnight(CoveredDays covered) {
        return covered.last().atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
