package dev.deskhours.days.report;

import java.util.List;

/**
 * A day of a group of desktops (docs/spec/aggregation.md, Groups, peaks and people).
 *
 * @param groupId empty = the whole project, or the desktops that are in no group
 * @param usageSeconds of desktops
 * @param logins that succeeded
 * @param users distinct ones with a session that touches the day
 * @param userSeconds usage of all users, each desktop of a user apart
 * @param desktopHours desktops in use at once, hour by hour; empty = none all day
 * @param userHours users at once, likewise
 */
public record GroupDay(
        String groupId,
        long desktopsUsed,
        long usageSeconds,
        long logins,
        long loginsFailed,
        long users,
        long userSeconds,
        List<Concurrency> desktopHours,
        List<Concurrency> userHours) {

    public static GroupDay unused(String groupId) {
        return new GroupDay(groupId, 0, 0, 0, 0, 0, 0, List.of(), List.of());
    }

    /** Of the hour with this index, from 0 on. */
    public Concurrency desktopsIn(int hour) {
        return desktopHours.isEmpty() ? Concurrency.NONE : desktopHours.get(hour);
    }

    /** Of the hour with this index, from 0 on. */
    public Concurrency usersIn(int hour) {
        return userHours.isEmpty() ? Concurrency.NONE : userHours.get(hour);
    }

    public Concurrency desktops() {
        return Concurrency.over(desktopHours);
    }

    public Concurrency people() {
        return Concurrency.over(userHours);
    }
}
