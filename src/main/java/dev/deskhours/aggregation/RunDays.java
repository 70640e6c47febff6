package dev.deskhours.aggregation;

import java.time.LocalDate;

/**
 * The days that a run is for, or for which it holds.
 *
 * @param last not before {@code first}, but where all that is due is meant
 */
record RunDays(LocalDate first, LocalDate last) {
    /** What a night would aggregate; kept as a range that has no days. */
    static final RunDays ALL_DUE = new RunDays(LocalDate.EPOCH.plusDays(1), LocalDate.EPOCH);

    /** From the earlier of both beginnings to the later of both ends. */
    RunDays and(RunDays others) {
        return new RunDays(
                first.isBefore(others.first) ? first : others.first, last.isAfter(others.last) ? last : others.last);
    }

    boolean areAllDue() {
        return equals(ALL_DUE);
    }

    @Override
    public String toString() {
        return first + ".." + last;
    }
}
