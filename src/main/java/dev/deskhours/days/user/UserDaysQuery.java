package dev.deskhours.days.user;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.StoredDay;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.presence.EffectiveEnd;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.Patience;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/** The days of one user, and the sessions behind them. */
@ApplicationScoped
public class UserDaysQuery {
    /**
     * A day on which a user had a session or failed to log in.
     *
     * @param sessions the parts of sessions that lie in the day; {@code null} = not asked for
     */
    public record Day(LocalDate day, long usageSeconds, long logins, long failures, List<Part> sessions) {}

    /** The part of a session that lies in a day. */
    public record Part(String sessionId, String desktopId, Instant from, Instant to) {}

    // A user has a number in each group; each is looked up in the days of its segment.
    private static final String DAYS = StoredDay.sql("""
            select day, coalesce(sum(usage_seconds[entry]), 0)::bigint as usage_seconds,
                sum(logins[entry])::bigint as logins, sum(failures[entry])::bigint as failures
            from (
                    select segment_of(number) as segment, position_of(number)::smallint as position
                    from user_in_group
                    where project_id = :project and user_name = :user
                ) as place
                join user_segment on user_segment.project_id = :project and user_segment.segment = place.segment,
                array_position(positions, place.position) as entry
            where day between :first_day and :last_day and entry is not null
            group by day
            order by day
            """);
    // In: days, starts, ends: the days that are asked for. Out: the parts of sessions in each, as they were counted.
    // The
    // sessions are found as the aggregation finds those of a day.
    private static final String PARTS = """
            with counted as (
                select asked.day, start_time, end_time, aggregated_at
                from unnest(:days::date[], :starts::timestamptz[], :ends::timestamptz[])
                        as asked (day, start_time, end_time)
                    join aggregated_day on aggregated_day.project_id = :project and aggregated_day.day = asked.day
            ), candidate as (
                select session_id, desktop_id, started_at, ends_at, seen_at, heartbeat from session
                where project_id = :project and failure_reason is null and started_at >= :day_before
                    and started_at < :end and user_name = :user
                union all
                select session_id, desktop_id, started_at, ends_at, seen_at, heartbeat from session
                where project_id = :project and failure_reason is null and started_at < :day_before
                    and ends_at - started_at > interval '24 hours' and ends_at > :start and user_name = :user
                union all
                select session_id, desktop_id, started_at, ends_at, seen_at, heartbeat from session
                where project_id = :project and failure_reason is null and started_at < :day_before
                    and ends_at is null and user_name = :user
            ), effective as (
                select counted.*, session_id, desktop_id, started_at, @end as ended_at
                from counted join candidate on started_at < end_time
            )
            select day, session_id, desktop_id, greatest(started_at, start_time) as from_time,
                least(ended_at, end_time) as to_time
            from effective
            where started_at >= start_time or ended_at > start_time
            order by day, started_at, session_id collate "C"
            """.replace("@end", EffectiveEnd.of("candidate.", "end_time", "aggregated_at"));

    private final ProjectStore projects;

    public UserDaysQuery(ProjectStore projects) {
        this.projects = projects;
    }

    public Uni<List<Day>> days(SqlConnection snapshot, String projectId, String user, CoveredDays covered) {
        BoundStatement days = BoundStatement.of(
                DAYS,
                Map.of("project", projectId, "user", user, "first_day", covered.first(), "last_day", covered.last()));
        return snapshot.preparedQuery(days.sql()).execute(days.values()).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(UserDaysQuery::day)
                .toList());
    }

    /** The same days, each with the parts of sessions that lie in it. */
    public Uni<List<Day>> daysWithSessions(
            SqlConnection snapshot, String projectId, String user, ProjectDays calendar, CoveredDays covered) {
        return days(snapshot, projectId, user, covered).chain(days -> projects.patience(snapshot, projectId)
                .map(patience -> values(projectId, user, calendar, covered, patience, days))
                .map(values -> BoundStatement.of(PARTS, values))
                .chain(parts -> snapshot.preparedQuery(parts.sql()).execute(parts.values()))
                .map(rows -> withParts(days, rows)));
    }

    private static Map<String, Object> values(
            String projectId,
            String user,
            ProjectDays calendar,
            CoveredDays covered,
            Patience patience,
            List<Day> days) {
        Map<String, Object> values = new HashMap<>(EffectiveEnd.values(patience));
        values.put("project", projectId);
        values.put("user", user);
        values.put("start", DesktopUsageQuery.databaseTime(covered.start()));
        values.put("day_before", DesktopUsageQuery.databaseTime(covered.start().minus(Duration.ofDays(1))));
        values.put("end", DesktopUsageQuery.databaseTime(covered.end()));
        values.put("days", days.stream().map(Day::day).toArray(LocalDate[]::new));
        values.put("starts", times(days, calendar::startOf));
        values.put("ends", times(days, calendar::endOf));
        return values;
    }

    private static OffsetDateTime[] times(List<Day> days, Function<LocalDate, Instant> time) {
        return days.stream()
                .map(day -> DesktopUsageQuery.databaseTime(time.apply(day.day())))
                .toArray(OffsetDateTime[]::new);
    }

    private static List<Day> withParts(List<Day> days, RowSet<Row> rows) {
        Map<LocalDate, List<Part>> parts = StreamSupport.stream(rows.spliterator(), false)
                .collect(Collectors.groupingBy(
                        row -> row.getLocalDate("day"), Collectors.mapping(UserDaysQuery::part, Collectors.toList())));
        return days.stream()
                .map(day -> new Day(
                        day.day(),
                        day.usageSeconds(),
                        day.logins(),
                        day.failures(),
                        parts.getOrDefault(day.day(), List.of())))
                .toList();
    }

    private static Part part(Row row) {
        return new Part(
                row.getString("session_id"),
                row.getString("desktop_id"),
                row.getOffsetDateTime("from_time").toInstant(),
                row.getOffsetDateTime("to_time").toInstant());
    }

    private static Day day(Row row) {
        return new Day(
                row.getLocalDate("day"),
                row.getLong("usage_seconds"),
                row.getLong("logins"),
                row.getLong("failures"),
                null);
    }
}
