package dev.deskhours.project;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How far the numbers of an answer go (docs/spec/api.md, How far numbers go).
 *
 * @param aggregatedThrough the last day that is in them; empty = none is
 * @param note why a period has no numbers, in one ASCII sentence; empty = it has some
 */
public record PeriodReach(Optional<LocalDate> aggregatedThrough, Optional<String> note) {
    /** @param day the last day in the numbers; {@code null} = none is */
    public static PeriodReach through(LocalDate day) {
        return new PeriodReach(Optional.ofNullable(day), Optional.empty());
    }

    /**
     * Of the numbers of a period.
     *
     * @param oldest the oldest exportable day
     */
    static PeriodReach of(ProjectDays days, Instant start, Instant end, LocalDate oldest, Instant now) {
        return CoveredDays.of(days, start, end, oldest).isPresent()
                ? through(days.aggregatedThrough())
                : new PeriodReach(days.watermark(), Optional.of(note(days, start, end, oldest, now)));
    }

    private static String note(ProjectDays days, Instant start, Instant end, LocalDate oldest, Instant now) {
        LocalDate today = days.dayOf(now);
        // As if today and all before it were aggregated.
        Optional<CoveredDays> asked =
                CoveredDays.of(new ProjectDays(days.zone(), days.ownZone(), today), start, end, oldest);
        if (asked.isEmpty()) {
            return start.isBefore(days.startOf(today)) ? noWholeDay(days) : notOver(days, today);
        }
        return asked.get().first().equals(today) ? notOver(days, today) : notAggregated(days);
    }

    private static String noWholeDay(ProjectDays days) {
        return "the period covers no whole day: a day counts if its 23:59:59 (" + days.zone() + ") lies in it";
    }

    private static String notOver(ProjectDays days, LocalDate today) {
        return "the period has no day that is over: " + today + " (" + days.zone()
                + ") is counted in the night that follows it";
    }

    private static String notAggregated(ProjectDays days) {
        return days.watermark()
                .map(through -> "no day of the period is aggregated yet: the project is aggregated through " + through)
                .orElse("no day of the project is aggregated yet: the next refresh begins with it, or the command"
                        + " aggregate, or POST /v1/aggregation-runs");
    }
}
