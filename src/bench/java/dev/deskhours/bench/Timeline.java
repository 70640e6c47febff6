package dev.deskhours.bench;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The days of the benchmark, which are the same whenever it runs. The last ones are the measured nights, when every desktop
 * was used; the week before them is what all older days repeat.
 *
 * @param today the day on which the service is asked
 * @param nights how many days before it are left to be aggregated
 */
record Timeline(LocalDate today, int nights) {
    static final int PATTERN_DAYS = 7;

    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    static Timeline of(BenchSettings settings) {
        return new Timeline(LocalDate.of(2026, 6, 12), settings.runs());
    }

    /** Where the clock of the service stands when it starts: far from both midnights. */
    Instant start() {
        return today.atTime(8, 0).toInstant(ZoneOffset.UTC);
    }

    /** @param number from 0 */
    LocalDate night(int number) {
        return today.minusDays(nights - number);
    }

    /** The last day before the nights. */
    LocalDate lastStored() {
        return night(0).minusDays(1);
    }

    List<LocalDate> pattern() {
        LocalDate first = night(0).minusDays(PATTERN_DAYS);
        return Stream.iterate(first, day -> day.plusDays(1)).limit(PATTERN_DAYS).toList();
    }

    List<LocalDate> allNights() {
        return Stream.iterate(night(0), day -> day.plusDays(1)).limit(nights).toList();
    }

    /** The days whose sessions there are. */
    Set<LocalDate> withSessions() {
        return Stream.concat(pattern().stream(), allNights().stream()).collect(Collectors.toSet());
    }

    /** The day of the pattern week that a day repeats; a night is itself. */
    LocalDate likeness(LocalDate day) {
        LocalDate like = day;
        while (like.isBefore(pattern().get(0))) {
            like = like.plusWeeks(1);
        }
        return like;
    }

    /** How many of a hundred desktops are used. */
    int percentUsed(LocalDate day) {
        if (!day.isBefore(night(0))) {
            return 100;
        }
        return WEEKEND.contains(day.getDayOfWeek()) ? 15 : 70;
    }

    /** The period that covers the last days before today, as query parameters. */
    String period(int days) {
        return "start_time=" + today.minusDays(days) + "T00:00:00Z&end_time=" + today.minusDays(1) + "T23:59:59Z";
    }
}
