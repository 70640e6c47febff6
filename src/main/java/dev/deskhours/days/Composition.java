package dev.deskhours.days;

import java.time.LocalDate;
import java.util.NavigableSet;

import dev.deskhours.project.CoveredDays;

/**
 * How the figures of the covered days are put together (docs/adr/0009): what all days up to the last covered one add up
 * to, less what all days before the first one do. Either sum is a running total and the few days by which it differs.
 *
 * @param lastTotal the newest running total without a day after the covered ones; {@code null} = none
 * @param addedFrom the first of the days that are added to it, up to the last covered one
 * @param firstTotal the running total nearest to the day before the covered ones; {@code null} = none
 * @param correctedFrom the first of the days by which {@code firstTotal} differs from that day
 * @param correctedTo the last of them; before {@code correctedFrom} if there are none
 * @param correction what those days count in the end: -1 if {@code firstTotal} lacks them, 1 if it has them too much
 */
record Composition(
        LocalDate lastTotal,
        LocalDate addedFrom,
        LocalDate firstTotal,
        LocalDate correctedFrom,
        LocalDate correctedTo,
        int correction) {
    private static final LocalDate BEFORE_ALL = LocalDate.of(1, 1, 1);

    /** @param totals the days up to which there are running totals */
    static Composition of(NavigableSet<LocalDate> totals, CoveredDays covered) {
        LocalDate last = totals.floor(covered.last());
        LocalDate before = covered.first().minusDays(1);
        LocalDate earlier = totals.floor(before);
        LocalDate later = totals.higher(before);
        return isNearer(later, before, earlier)
                ? new Composition(last, after(last), later, covered.first(), later, 1)
                : new Composition(last, after(last), earlier, after(earlier), before, -1);
    }

    /** Whether there is a day that may have to be added or corrected. */
    boolean hasSingleDays(CoveredDays covered) {
        return !addedFrom.isAfter(covered.last()) || !correctedFrom.isAfter(correctedTo);
    }

    private static boolean isNearer(LocalDate later, LocalDate before, LocalDate earlier) {
        return later != null
                && earlier != null
                && later.toEpochDay() - before.toEpochDay() < before.toEpochDay() - earlier.toEpochDay();
    }

    private static LocalDate after(LocalDate total) {
        return total == null ? BEFORE_ALL : total.plusDays(1);
    }
}
