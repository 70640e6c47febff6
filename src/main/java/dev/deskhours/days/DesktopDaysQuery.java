package dev.deskhours.days;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.project.CoveredDays;
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
    public record Day(LocalDate day, long usageSeconds, long logins, Instant lastUsedAt, List<SessionPart> sessions) {
        private Day with(List<SessionParts.Part> parts) {
            return new Day(
                    day,
                    usageSeconds,
                    logins,
                    lastUsedAt,
                    parts.stream().map(SessionPart::of).toList());
        }
    }

    /** The part of a session that lies in a day. */
    public record SessionPart(String sessionId, String userName, Instant from, Instant to) {
        private static SessionPart of(SessionParts.Part part) {
            return new SessionPart(part.sessionId(), part.other(), part.from(), part.to());
        }
    }

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
    private static final String CANDIDATES = """
            select session_id, user_name, started_at, ends_at, seen_at, heartbeat from session
            where project_id = :project and desktop_id = :desktop and failure_reason is null
                and started_at < :end and (ends_at is null or ends_at >= :start)
            """;

    private final SessionParts parts;

    public DesktopDaysQuery(ProjectStore projects) {
        parts = new SessionParts(projects, "user_name", CANDIDATES);
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
        return days(snapshot, projectId, desktopId, covered).chain(days -> parts.read(
                        snapshot,
                        projectId,
                        calendar,
                        covered,
                        days.stream().map(Day::day).toList(),
                        Map.of("desktop", desktopId))
                .map(found -> days.stream()
                        .map(day -> day.with(found.getOrDefault(day.day(), List.of())))
                        .toList()));
    }

    private static Day day(Row row) {
        return row.getOffsetDateTime("last_used_at") == null
                ? new Day(row.getLocalDate("day"), 0, 0, null, null)
                : new Day(
                        row.getLocalDate("day"),
                        row.getInteger("usage_seconds"),
                        row.getInteger("logins"),
                        // Kept to half a second, which says no more than that it was not a whole one.
                        row.getOffsetDateTime("last_used_at").toInstant().truncatedTo(ChronoUnit.SECONDS),
                        null);
    }
}
