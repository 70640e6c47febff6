package dev.deskhours.days;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectDays;

/** The days of one desktop, and the sessions behind them. */
@ApplicationScoped
public class DesktopDaysQuery {
    /**
     * A day on which a desktop was used.
     *
     * @param lastUsedAt in whole seconds
     * @param sessions the parts of sessions that lie in the day; {@code null} = not asked for
     */
    public record Day(LocalDate day, long usageSeconds, long logins, Instant lastUsedAt, List<SessionPart> sessions) {}

    /** The part of a session that lies in a day. */
    public record SessionPart(String sessionId, String userName, Instant from, Instant to) {}

    private static final String NUMBER = "select number from desktop where project_id = $1 and desktop_id = $2";
    private static final String DAYS = StoredDay.sql("""
            select day, usage_seconds[entry] as usage_seconds, logins[entry] as logins,
                day::timestamp at time zone 'UTC' + interval_of(last_uses[entry]) as last_used_at
            from usage_segment, array_position(positions, position_of(:number::integer)::smallint) as entry
            where project_id = :project and segment = :segment and day between :first_day and :last_day
                and entry is not null
            order by day
            """);
    private static final String SESSIONS = """
            select session_id, user_name, started_at, ended_at, last_seen_at
            from session
            where project_id = :project and desktop_id = :desktop
                and started_at < :end and (ended_at is null or ended_at >= :start)
                and failure_reason is null
            order by started_at, session_id collate "C"
            """;

    private final Duration staleAfter;

    public DesktopDaysQuery(ProjectConfig config) {
        this.staleAfter = config.sessions().staleAfter();
    }

    public Uni<List<Day>> days(SqlConnection snapshot, String projectId, String desktopId, CoveredDays covered) {
        return snapshot.preparedQuery(NUMBER)
                .execute(Tuple.of(projectId, desktopId))
                .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getInteger("number") : null)
                .onItem()
                .ifNotNull()
                .transformToUni(number -> days(snapshot, projectId, number, covered))
                .onItem()
                .ifNull()
                .continueWith(List.of());
    }

    private static Uni<List<Day>> days(SqlConnection snapshot, String projectId, int number, CoveredDays covered) {
        BoundStatement days = BoundStatement.of(
                DAYS,
                Map.of(
                        "project", projectId,
                        "number", number,
                        "segment", StoredDay.segmentOf(number),
                        "first_day", covered.first(),
                        "last_day", covered.last()));
        return snapshot.preparedQuery(days.sql()).execute(days.values()).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(DesktopDaysQuery::day)
                .toList());
    }

    /** The same days, each with the parts of sessions that lie in it. */
    public Uni<List<Day>> daysWithSessions(
            SqlConnection snapshot, String projectId, String desktopId, ProjectDays calendar, CoveredDays covered) {
        return days(snapshot, projectId, desktopId, covered)
                .chain(days -> sessions(snapshot, projectId, desktopId, covered).map(sessions -> days.stream()
                        .map(day ->
                                with(day, clipped(sessions, calendar.startOf(day.day()), calendar.endOf(day.day()))))
                        .toList()));
    }

    private static Uni<List<RawSession>> sessions(
            SqlConnection snapshot, String projectId, String desktopId, CoveredDays covered) {
        BoundStatement sessions = BoundStatement.of(
                SESSIONS,
                Map.of(
                        "project",
                        projectId,
                        "desktop",
                        desktopId,
                        "start",
                        DesktopUsageQuery.databaseTime(covered.start()),
                        "end",
                        DesktopUsageQuery.databaseTime(covered.end())));
        return snapshot.preparedQuery(sessions.sql()).execute(sessions.values()).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(DesktopDaysQuery::session)
                .toList());
    }

    private static Day with(Day day, List<SessionPart> sessions) {
        return new Day(day.day(), day.usageSeconds(), day.logins(), day.lastUsedAt(), sessions);
    }

    private List<SessionPart> clipped(List<RawSession> sessions, Instant dayStart, Instant dayEnd) {
        return sessions.stream()
                .map(session -> session.clipped(dayStart, dayEnd, staleAfter))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Day day(Row row) {
        return new Day(
                row.getLocalDate("day"),
                row.getInteger("usage_seconds"),
                row.getInteger("logins"),
                // Kept to half a second, which says no more than that it was not a whole one.
                instant(row, "last_used_at").truncatedTo(ChronoUnit.SECONDS),
                null);
    }

    private static RawSession session(Row row) {
        return new RawSession(
                row.getString("session_id"),
                row.getString("user_name"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                instant(row, "last_seen_at"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
