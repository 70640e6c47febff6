package dev.deskhours.days.count;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.deskhours.days.GroupKind;
import dev.deskhours.db.BoundStatement;

/** What a day of a project, of a pool or of an enterprise project comes to: a row of {@code group_day}. */
final class GroupTally {
    private static final String INSERT = """
            insert into group_day (project_id, kind, day, group_id, desktops_used, usage_seconds, logins, logins_failed,
                users, user_seconds, desktop_peaks, desktop_peak_times, desktop_usage, user_peaks, user_peak_times,
                user_usage)
            values (:project, :kind, :day, :group_id, :desktops_used, :usage_seconds, :logins, :logins_failed,
                :users, :user_seconds, :desktop_peaks, :desktop_peak_times, :desktop_usage, :user_peaks, :user_peak_times,
                :user_usage)
            """;

    final HourSweep desktops;
    final HourSweep users;
    private final GroupKind kind;
    private final String groupId;
    private long desktopsUsed;
    private long usageSeconds;
    private long logins;
    private long loginsFailed;
    private long userSeconds;
    private int uniqueUsers;

    GroupTally(GroupKind kind, String groupId, long[] hours) {
        this.kind = kind;
        this.groupId = groupId;
        this.desktops = new HourSweep(hours);
        this.users = new HourSweep(hours);
    }

    /** Adds what desktops of one pool and one enterprise project come to. */
    void add(GroupDays.Figures figures) {
        desktopsUsed += figures.desktopsUsed();
        usageSeconds += figures.usageSeconds();
        logins += figures.logins();
        loginsFailed += figures.loginsFailed();
        userSeconds += figures.userSeconds();
    }

    void addUser() {
        uniqueUsers++;
    }

    int uniqueUsers() {
        return uniqueUsers;
    }

    /** The row, when all of the day has been added. */
    BoundStatement insert(String projectId, LocalDate day, Instant start) {
        desktops.end();
        users.end();
        Map<String, Object> values = new HashMap<>();
        values.put("project", projectId);
        values.put("kind", (short) kind.code());
        values.put("day", day);
        values.put("group_id", groupId);
        values.put("desktops_used", (int) desktopsUsed);
        values.put("usage_seconds", usageSeconds);
        values.put("logins", logins);
        values.put("logins_failed", loginsFailed);
        values.put("users", uniqueUsers);
        values.put("user_seconds", userSeconds);
        putHours(values, "desktop", desktops, start);
        putHours(values, "user", users, start);
        return BoundStatement.of(INSERT, values);
    }

    /** Where no desktop was in use there are no hours. */
    private void putHours(Map<String, Object> values, String who, HourSweep sweep, Instant start) {
        boolean used = desktops.isUsed();
        values.put(who + "_peaks", used ? sweep.peaks() : new Integer[0]);
        values.put(who + "_peak_times", used ? times(sweep.peakTimes(), start) : new OffsetDateTime[0]);
        values.put(who + "_usage", used ? sweep.usage() : new Long[0]);
    }

    private static OffsetDateTime[] times(Long[] offsets, Instant start) {
        return Arrays.stream(offsets)
                .map(offset -> offset == null
                        ? null
                        : start.plus(offset, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
