package dev.deskhours.days;

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

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.presence.EffectiveEnd;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.Patience;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/**
 * The sessions behind days, cut at the borders of each and with the ends that they had when it was counted
 * (docs/spec/aggregation.md, Usage of a desktop on a day).
 */
public final class SessionParts {
    // In: days, starts, ends: the days that are asked for. Out: the parts of sessions in each, as they were counted.
    private static final String PARTS = """
            with counted as (
                select asked.day, start_time, end_time, aggregated_at
                from unnest(:days::date[], :starts::timestamptz[], :ends::timestamptz[])
                        as asked (day, start_time, end_time)
                    join aggregated_day on aggregated_day.project_id = :project and aggregated_day.day = asked.day
            ), candidate as (
                @candidates
            ), effective as (
                select counted.*, session_id, @other, started_at, @end as ended_at
                from counted join candidate on started_at < end_time
            )
            select day, session_id, @other, greatest(started_at, start_time) as from_time,
                least(ended_at, end_time) as to_time
            from effective
            where started_at >= start_time or ended_at > start_time
            order by day, started_at, session_id collate "C"
            """.replace("@end", EffectiveEnd.of("candidate.", "end_time", "aggregated_at"));

    private final ProjectStore projects;
    private final String statement;
    private final String other;

    /**
     * The part of a session that lies in a day.
     *
     * @param other the user of a desktop's session, or the desktop of a user's
     */
    public record Part(String sessionId, String other, Instant from, Instant to) {}

    /**
     * @param other the column of what is told of a session beside its times
     * @param candidates a query for the sessions that may lie in the period, with all columns that tell their ends; beside
     *     its own values it may name project, start and end, and day_before, 24 hours before the start
     */
    public SessionParts(ProjectStore projects, String other, String candidates) {
        this.projects = projects;
        this.other = other;
        this.statement = PARTS.replace("@candidates", candidates).replace("@other", other);
    }

    /**
     * Those of each of the days, in the order of their starts.
     *
     * @param own the values that the candidates name beside those of the period
     */
    public Uni<Map<LocalDate, List<Part>>> read(
            SqlConnection snapshot,
            String projectId,
            ProjectDays calendar,
            CoveredDays covered,
            List<LocalDate> days,
            Map<String, ?> own) {
        return projects.patience(snapshot, projectId)
                .map(patience ->
                        BoundStatement.of(statement, values(projectId, calendar, covered, patience, days, own)))
                .chain(parts -> snapshot.preparedQuery(parts.sql()).execute(parts.values()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.groupingBy(
                                row -> row.getLocalDate("day"), Collectors.mapping(this::part, Collectors.toList()))));
    }

    private static Map<String, Object> values(
            String projectId,
            ProjectDays calendar,
            CoveredDays covered,
            Patience patience,
            List<LocalDate> days,
            Map<String, ?> own) {
        Map<String, Object> values = new HashMap<>(EffectiveEnd.values(patience));
        values.putAll(own);
        values.put("project", projectId);
        values.put("start", DesktopUsageQuery.databaseTime(covered.start()));
        values.put("day_before", DesktopUsageQuery.databaseTime(covered.start().minus(Duration.ofDays(1))));
        values.put("end", DesktopUsageQuery.databaseTime(covered.end()));
        values.put("days", days.toArray(LocalDate[]::new));
        values.put("starts", times(days, calendar::startOf));
        values.put("ends", times(days, calendar::endOf));
        return values;
    }

    private static OffsetDateTime[] times(List<LocalDate> days, Function<LocalDate, Instant> time) {
        return days.stream()
                .map(day -> DesktopUsageQuery.databaseTime(time.apply(day)))
                .toArray(OffsetDateTime[]::new);
    }

    private Part part(Row row) {
        return new Part(
                row.getString("session_id"),
                row.getString(other),
                row.getOffsetDateTime("from_time").toInstant(),
                row.getOffsetDateTime("to_time").toInstant());
    }
}
