package dev.deskhours.days.report;

import dev.deskhours.days.DesktopUsageQuery.GroupTotals;

/**
 * A group over some days as a whole.
 *
 * @param uniqueUsers distinct users with a session that touches one of the days
 * @param userSeconds usage of all users, each desktop of a user apart
 */
public record PeriodFigures(
        GroupTotals totals,
        long loginsFailed,
        long uniqueUsers,
        long userSeconds,
        Concurrency desktops,
        Concurrency people) {
    public static final PeriodFigures NONE =
            new PeriodFigures(GroupTotals.NONE, 0, 0, 0, Concurrency.NONE, Concurrency.NONE);

    public long desktopsIdle() {
        return totals.known() - totals.used();
    }
}
