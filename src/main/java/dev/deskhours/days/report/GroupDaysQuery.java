package dev.deskhours.days.report;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.GroupKind;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.web.ApiException;

/** The days of a project or of its groups, with their hours. */
@ApplicationScoped
public class GroupDaysQuery {
    /** A year of days of a hundred pools, which is some tens of megabytes. */
    private static final int MAX_GROUP_DAYS = 40_000;

    // A day without use has no row of a group. The totals of a project are also there for days that were aggregated
    // before
    // groups were counted.
    private static final String DAYS = """
            select aggregated_day.day, group_id,
                case :kind::integer when 0 then aggregated_day.desktops_used else of_group.desktops_used end
                    as desktops_used,
                case :kind when 0 then aggregated_day.usage_seconds else of_group.usage_seconds end as usage_seconds,
                case :kind when 0 then aggregated_day.logins else of_group.logins end as logins,
                coalesce(logins_failed, 0) as logins_failed, coalesce(users, 0) as users,
                coalesce(user_seconds, 0) as user_seconds,
                desktop_peaks, desktop_peak_times, desktop_usage, user_peaks, user_peak_times, user_usage
            from aggregated_day left join group_day as of_group
                on of_group.project_id = :project and of_group.kind = :kind::smallint
                    and of_group.day = aggregated_day.day
            where aggregated_day.project_id = :project and aggregated_day.day between :first_day and :last_day
            order by aggregated_day.day, group_id collate "C"
            limit :max_rows
            """;
    private static final String NAMES = """
            select coalesce(pool_id, '') as group_id, max(pool_name) as name from desktop
            where project_id = $1
            group by pool_id
            """;

    /** The days that are aggregated, oldest first, each with its groups in the order of their ids. */
    public Uni<Map<LocalDate, List<GroupDay>>> read(
            SqlConnection snapshot, String projectId, CoveredDays covered, GroupKind kind) {
        BoundStatement days = BoundStatement.of(
                DAYS,
                Map.of(
                        "project", projectId,
                        "kind", kind.code(),
                        "first_day", covered.first(),
                        "last_day", covered.last(),
                        "max_rows", MAX_GROUP_DAYS + 1));
        return snapshot.preparedQuery(days.sql()).execute(days.values()).map(GroupDaysQuery::byDay);
    }

    /** The names of groups by their ids, as far as they are known; enterprise projects have none. */
    public Uni<Map<String, String>> names(SqlConnection snapshot, String projectId, GroupKind kind) {
        if (kind != GroupKind.POOL) {
            return Uni.createFrom().item(Map.of());
        }
        return snapshot.preparedQuery(NAMES).execute(Tuple.of(projectId)).map(rows -> {
            Map<String, String> names = new HashMap<>();
            rows.forEach(row -> names.put(row.getString("group_id"), row.getString("name")));
            return names;
        });
    }

    private static Map<LocalDate, List<GroupDay>> byDay(RowSet<Row> rows) {
        if (rows.size() > MAX_GROUP_DAYS) {
            throw ApiException.brokenRule("start_time..end_time has more than " + MAX_GROUP_DAYS
                    + " days of groups; ask for a shorter time or without group_by");
        }
        Map<LocalDate, List<GroupDay>> days = new TreeMap<>();
        for (Row row : rows) {
            List<GroupDay> groups = days.computeIfAbsent(row.getLocalDate("day"), day -> new ArrayList<>());
            if (row.getLong("desktops_used") != null) {
                groups.add(groupDay(row));
            }
        }
        return days;
    }

    private static GroupDay groupDay(Row row) {
        String groupId = row.getString("group_id");
        return new GroupDay(
                groupId == null ? "" : groupId,
                row.getInteger("desktops_used"),
                row.getLong("usage_seconds"),
                row.getLong("logins"),
                row.getLong("logins_failed"),
                row.getInteger("users"),
                row.getLong("user_seconds"),
                hours(row, "desktop"),
                hours(row, "user"));
    }

    private static List<Concurrency> hours(Row row, String prefix) {
        Integer[] peaks = row.getArrayOfIntegers(prefix + "_peaks");
        if (peaks == null) {
            return Collections.emptyList();
        }
        OffsetDateTime[] times = row.getArrayOfOffsetDateTimes(prefix + "_peak_times");
        Long[] usage = row.getArrayOfLongs(prefix + "_usage");
        return IntStream.range(0, peaks.length)
                .mapToObj(hour ->
                        new Concurrency(peaks[hour], times[hour] == null ? null : times[hour].toInstant(), usage[hour]))
                .toList();
    }
}
