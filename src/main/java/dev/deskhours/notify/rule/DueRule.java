package dev.deskhours.notify.rule;

import java.time.Duration;
import java.time.LocalDate;

import dev.deskhours.project.ProjectDays;

/**
 * A rule that is evaluated for a day.
 *
 * @param before the day for which it was evaluated before; {@code null} = none
 * @param isNew whether it was made or changed since
 */
record DueRule(NotifyRule rule, LocalDate before, boolean isNew) {
    private static final long SECONDS_PER_DAY = 86_400;

    /** How much time has passed from the day of before to this one. */
    long secondsSince(ProjectDays calendar, LocalDate day) {
        return before == null
                ? 0
                : Duration.between(calendar.endOf(before), calendar.endOf(day)).toSeconds();
    }

    /**
     * Whether a desktop is to be told: it matches for the first time, or an interval is over since it did.
     *
     * @param idleSeconds at the end of the day
     * @param since what {@link #secondsSince} says
     */
    boolean tells(long idleSeconds, long since) {
        int told = timesToldAt(Math.floorDiv(idleSeconds, SECONDS_PER_DAY));
        return isNew || before == null
                ? told > 0
                : told > timesToldAt(Math.floorDiv(idleSeconds - since, SECONDS_PER_DAY));
    }

    /** How often somebody who evaluated the rule every day would have told a desktop by then. */
    private int timesToldAt(long idleDays) {
        return idleDays < rule.threshold() ? 0 : (int) (idleDays - rule.threshold()) / rule.repeatDays() + 1;
    }
}
