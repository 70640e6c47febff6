package dev.deskhours.project;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The days a query covers (docs/spec/aggregation.md, Which days a query covers): at least one, without a gap, all
 * aggregated.
 *
 * @param start the start of the first day
 * @param end the end of the last day, which is the evaluation point of idleness
 */
public record CoveredDays(LocalDate first, LocalDate last, Instant start, Instant end) {
    /**
     * The days whose boundary lies in {@code [start, end]}, as far as they are kept and aggregated. The time it takes
     * does not depend on how far apart the two are.
     *
     * @param oldest the oldest exportable day
     * @return nothing if no day is covered
     */
    public static Optional<CoveredDays> of(ProjectDays days, Instant start, Instant end, LocalDate oldest) {
        return days.watermark()
                // Also keeps the calendar away from instants that are no date in the zone.
                .filter(watermark -> !start.isAfter(days.boundaryOf(watermark)))
                .flatMap(watermark -> between(
                        days,
                        start.isBefore(days.startOf(oldest)) ? oldest : firstFrom(days, start),
                        end.isBefore(days.boundaryOf(watermark)) ? lastUntil(days, end, oldest) : watermark));
    }

    private static Optional<CoveredDays> between(ProjectDays days, LocalDate from, LocalDate until) {
        LocalDate first = days.thisOrNext(from);
        LocalDate last = days.thisOrPrevious(until);
        return last.isBefore(first)
                ? Optional.empty()
                : Optional.of(new CoveredDays(first, last, days.startOf(first), days.endOf(last)));
    }

    // Where the clocks change at midnight the boundary of a day may lie an hour before or after the day's end: hence
    // the steps, of which there are never more than two.

    private static LocalDate firstFrom(ProjectDays days, Instant start) {
        LocalDate day = days.dayOf(start).minusDays(1);
        while (!days.exists(day) || days.boundaryOf(day).isBefore(start)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static LocalDate lastUntil(ProjectDays days, Instant end, LocalDate oldest) {
        if (end.isBefore(days.startOf(oldest))) {
            return oldest.minusDays(1);
        }
        LocalDate day = days.dayOf(end);
        while (days.boundaryOf(day).isAfter(end)) {
            day = day.minusDays(1);
        }
        return day;
    }
}
