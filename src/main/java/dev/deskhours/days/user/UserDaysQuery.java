package dev.deskhours.days.user;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.days.SessionParts;
import dev.deskhours.days.StoredDay;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.project.CoveredDays;
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
    public record Day(LocalDate day, long usageSeconds, long logins, long failures, List<Part> sessions) {
        private Day with(List<SessionParts.Part> parts) {
            return new Day(
                    day,
                    usageSeconds,
                    logins,
                    failures,
                    parts.stream().map(Part::of).toList());
        }
    }

    /** The part of a session that lies in a day. */
    public record Part(String sessionId, String desktopId, Instant from, Instant to) {
        private static Part of(SessionParts.Part part) {
            return new Part(part.sessionId(), part.other(), part.from(), part.to());
        }
    }

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
    // They are found as the aggregation finds those of a day.
    private static final String CANDIDATES = """
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
            """;

    private final SessionParts parts;

    public UserDaysQuery(ProjectStore projects) {
        parts = new SessionParts(projects, "desktop_id", CANDIDATES);
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
        return days(snapshot, projectId, user, covered).chain(days -> parts.read(
                        snapshot,
                        projectId,
                        calendar,
                        covered,
                        days.stream().map(Day::day).toList(),
                        Map.of("user", user))
                .map(found -> days.stream()
                        .map(day -> day.with(found.getOrDefault(day.day(), List.of())))
                        .toList()));
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
