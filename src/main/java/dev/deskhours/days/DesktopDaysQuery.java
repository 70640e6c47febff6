package dev.deskhours.days;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
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
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.presence.EffectiveEnd;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.Patience;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/** The days of one desktop, and the sessions behind them (docs/spec/api.md, Shapes). */
@ApplicationScoped
public class DesktopDaysQuery {
    /**
     * An aggregated day of a desktop.
     *
     * @param lastUsedAt in whole seconds; {@code null} = not used on the day
     * @param sessions the parts of sessions that lie in the day; {@code null} = not asked for
     */
    public record Day(LocalDate day, long usageSeconds, long logins, Instant lastUsedAt, List<SessionPart> sessions) {}

    /** The part of a session that lies in a day. */
    public record SessionPart(String sessionId, String userName, Instant from, Instant to) {}

    private static final String NUMBER = "select number from desktop where project_id = $1 and desktop_id = $2";

    // In: the desktop by its number, which it has not before a day was aggregated with it (null). Out: each aggregated
    // day of the range, with nulls where the desktop was not used.
    private static final String DAYS = StoredDay.sql("""
            with used as (
                select day, usage_seconds[entry] as usage_seconds, logins[entry] as logins,
                    day::timestamp at time zone 'UTC' + interval_of(last_uses[entry]) as last_used_at
                from usage_segment, array_position(positions, position_of(:number::integer)::smallint) as entry
                where project_id = :project and segment = :segment and day between :first_day and :last_day
                    and entry is not null
            )
            select aggregated_day.day, used.usage_seconds, used.logins, used.last_used_at
            from aggregated_day left join used on used.day = aggregated_day.day
            where aggregated_day.project_id = :project and aggregated_day.day between :first_day and :last_day
            order by aggregated_day.day
            """);
    // In: days, starts, ends: the days that are asked for. Out: the parts of sessions in each, as they were counted.
    private static final String PARTS = """
            with counted as (
                select asked.day, start_time, end_time, aggregated_at
                from unnest(:days::date[], :starts::timestamptz[], :ends::timestamptz[])
                        as asked (day, start_time, end_time)
                    join aggregated_day on aggregated_day.project_id = :project and aggregated_day.day = asked.day
            ), candidate as (
                select session_id, user_name, started_at, ends_at, seen_at, heartbeat from session
                where project_id = :project and desktop_id = :desktop and failure_reason is null
                    and started_at < :end and (ends_at is null or ends_at >= :start)
            ), effective as (
                select counted.*, session_id, user_name, started_at, @end as ended_at
                from counted join candidate on started_at < end_time
            )
            select day, session_id, user_name, greatest(started_at, start_time) as from_time,
                least(ended_at, end_time) as to_time
            from effective
            where started_at >= start_time or ended_at > start_time
            order by day, started_at, session_id collate "C"
            """.replace("@end", EffectiveEnd.of("candidate.", "end_time", "aggregated_at"));

    private final ProjectStore projects;

    public DesktopDaysQuery(ProjectStore projects) {
        this.projects = projects;
    }

    public Uni<List<Day>> days(SqlConnection snapshot, String projectId, String desktopId, CoveredDays covered) {
        return snapshot.preparedQuery(NUMBER)
                .execute(Tuple.of(projectId, desktopId))
                .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getInteger("number") : null)
                .chain(number -> days(snapshot, projectId, number, covered));
    }

    /** Whether anybody has heard of the desktop. */
    public Uni<Boolean> isKnown(SqlConnection snapshot, String projectId, String desktopId) {
        return snapshot.preparedQuery(NUMBER)
                .execute(Tuple.of(projectId, desktopId))
                .map(rows -> rows.iterator().hasNext());
    }

    private static Uni<List<Day>> days(SqlConnection snapshot, String projectId, Integer number, CoveredDays covered) {
        Map<String, Object> values = new HashMap<>();
        values.put("project", projectId);
        values.put("number", number);
        values.put("segment", number == null ? null : StoredDay.segmentOf(number));
        values.put("first_day", covered.first());
        values.put("last_day", covered.last());
        BoundStatement days = BoundStatement.of(DAYS, values);
        return snapshot.preparedQuery(days.sql()).execute(days.values()).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(DesktopDaysQuery::day)
                .toList());
    }

    /** The same days, each with the parts of sessions that lie in it. */
    public Uni<List<Day>> daysWithSessions(
            SqlConnection snapshot, String projectId, String desktopId, ProjectDays calendar, CoveredDays covered) {
        return days(snapshot, projectId, desktopId, covered).chain(days -> projects.patience(snapshot, projectId)
                .map(patience -> values(projectId, desktopId, calendar, covered, patience, days))
                .map(values -> BoundStatement.of(PARTS, values))
                .chain(parts -> snapshot.preparedQuery(parts.sql()).execute(parts.values()))
                .map(rows -> withParts(days, rows)));
    }

    private static Map<String, Object> values(
            String projectId,
            String desktopId,
            ProjectDays calendar,
            CoveredDays covered,
            Patience patience,
            List<Day> days) {
        Map<String, Object> values = new HashMap<>(EffectiveEnd.values(patience));
        values.put("project", projectId);
        values.put("desktop", desktopId);
        values.put("start", DesktopUsageQuery.databaseTime(covered.start()));
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
        Map<LocalDate, List<SessionPart>> parts = StreamSupport.stream(rows.spliterator(), false)
                .collect(Collectors.groupingBy(
                        row -> row.getLocalDate("day"),
                        Collectors.mapping(DesktopDaysQuery::part, Collectors.toList())));
        return days.stream()
                .map(day -> new Day(
                        day.day(),
                        day.usageSeconds(),
                        day.logins(),
                        day.lastUsedAt(),
                        parts.getOrDefault(day.day(), List.of())))
                .toList();
    }

    private static SessionPart part(Row row) {
        return new SessionPart(
                row.getString("session_id"),
                row.getString("user_name"),
                instant(row, "from_time"),
                instant(row, "to_time"));
    }

    private static Day day(Row row) {
        return row.getOffsetDateTime("last_used_at") == null
                ? new Day(row.getLocalDate("day"), 0, 0, null, null)
                : new Day(
                        row.getLocalDate("day"),
                        row.getInteger("usage_seconds"),
                        row.getInteger("logins"),
                        // Kept to half a second, which says no more than that it was not a whole one.
                        instant(row, "last_used_at").truncatedTo(ChronoUnit.SECONDS),
                        null);
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
