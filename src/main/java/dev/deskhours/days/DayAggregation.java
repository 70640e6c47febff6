package dev.deskhours.days;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.ConflictException;
import dev.deskhours.db.Transactions;
import dev.deskhours.presence.EffectiveEnd;
import dev.deskhours.presence.LostSessions;
import dev.deskhours.project.Patience;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/**
 * One day of one project: its rows are replaced in one transaction (docs/spec/aggregation.md, Usage of a desktop on a
 * day).
 */
@ApplicationScoped
public class DayAggregation {
    private static final String FORGET = "delete from usage_segment where project_id = $1 and day = $2";

    // In: start, end: of the day; day_before: 24 h before its start; as_of: the moment of counting, which tells open
    //     sessions from lost ones, with the patience; silent_since: no session without an end that was last heard of
    //     before can reach into the day.
    // Out: the segments of the day, its totals, and how many desktops have no number, with which it must not stay.
    // Sessions that began on the day or the 24 h before come from one index range, longer ones from their own indexes.
    // The length of a union is what each interval adds beyond the latest end so far.
    private static final String COUNT = StoredDay.sql("""
            with candidate as (
                select desktop_id, started_at, ends_at, seen_at, heartbeat, reconnect from session
                where project_id = :project and failure_reason is null and started_at >= :day_before and started_at < :end
                union all
                select desktop_id, started_at, ends_at, seen_at, heartbeat, reconnect from session
                where project_id = :project and failure_reason is null and started_at < :day_before
                    and ends_at - started_at > interval '24 hours' and ends_at > :start
                union all
                select desktop_id, started_at, ends_at, seen_at, heartbeat, reconnect from session
                where project_id = :project and failure_reason is null and started_at < :day_before
                    and ends_at is null and seen_at >= :silent_since
            ), effective as (
                select desktop_id, started_at, reconnect, @end as ended_at
                from candidate
            ), clipped as (
                select desktop_id, greatest(started_at, :start) as from_time, least(ended_at, :end) as to_time,
                    started_at >= :start and not reconnect as login
                from effective
                where started_at >= :start or ended_at > :start
            ), ordered as (
                select *, max(to_time) over (
                    partition by desktop_id order by from_time, to_time
                    rows between unbounded preceding and 1 preceding) as covered_until
                from clipped
            ), used as (
                select desktop_id,
                    floor(extract(epoch from sum(
                        greatest(to_time - greatest(from_time, covered_until), interval '0'))))::integer as usage_seconds,
                    (count(*) filter (where login))::integer as logins,
                    extract(epoch from max(to_time) - :day::date::timestamp at time zone 'UTC') as last_use,
                    count(*) as sessions
                from ordered
                group by desktop_id
            ), segmented as (
                select segment_of(number) as segment,
                    array_agg(position_of(number)::smallint) as positions,
                    array_agg(used.usage_seconds) as usage_seconds,
                    array_agg(used.logins) as logins,
                    array_agg(half_seconds_of_seconds(last_use)) as last_uses,
                    count(*) as desktops_used,
                    sum(used.usage_seconds) as sum_of_usage,
                    sum(used.logins) as sum_of_logins,
                    sum(sessions) as sessions
                from used left join desktop on desktop.project_id = :project and desktop.desktop_id = used.desktop_id
                group by segment_of(number)
            ), written as (
                insert into usage_segment (project_id, day, segment, positions, usage_seconds, logins, last_uses)
                select :project, :day, segment, positions, usage_seconds, logins, last_uses
                from segmented
                where segment is not null
            )
            insert into aggregated_day (project_id, day, desktops_used, usage_seconds, logins, sessions_read,
                aggregated_at)
            select :project, :day::date, coalesce(sum(desktops_used), 0), coalesce(sum(sum_of_usage), 0),
                coalesce(sum(sum_of_logins), 0), coalesce(sum(sessions), 0), :as_of::timestamptz
            from segmented
            on conflict (project_id, day) do update set
                desktops_used = excluded.desktops_used,
                usage_seconds = excluded.usage_seconds,
                logins = excluded.logins,
                sessions_read = excluded.sessions_read,
                aggregated_at = excluded.aggregated_at
            returning desktops_used, sessions_read,
                (select count(*) from segmented where segment is null) as unnumbered
            """)
            .replace("@end", EffectiveEnd.of("candidate.", ":end::timestamptz", ":as_of::timestamptz"));

    // The statistics know nothing of a project on its first day: by their estimates each desktop that was used would be
    // looked
    // for among all. The one join of the statement is hashed instead. It ends with the transaction.
    private static final String HASH_JOINS = "set local enable_nestloop = off";
    private static final String AGGREGATED_AFTER =
            "select day from aggregated_day where project_id = $1 and day > $2 order by day";
    private static final String UNMARK = "delete from stale_day where project_id = $1 and day = $2";

    private final Transactions transactions;
    private final ProjectStore projects;
    private final DesktopNumbers numbers;
    private final LostSessions lost;
    private final RunningTotals totals;
    private final FirstDay firstDay;
    private final Clock clock;

    public DayAggregation(
            Transactions transactions,
            ProjectStore projects,
            RunningTotals totals,
            FirstDay firstDay,
            ProjectConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.numbers = new DesktopNumbers(transactions, projects);
        this.lost = new LostSessions(transactions, projects, config, clock);
        this.totals = totals;
        this.firstDay = firstDay;
        this.clock = clock;
    }

    /** What was read and written for one day. */
    public record Counted(long sessionsRead, long desktopDays) {}

    /**
     * Replaces the day and takes back the running totals that hold it. If the project changed under it (its zone, new
     * desktops, another aggregation) it is done once more.
     */
    public Uni<Counted> replace(String projectId, LocalDate day) {
        return lost.settle(projectId)
                .chain(() -> numbers.complete(projectId))
                .chain(() -> transactions.writeSnapshot(projectId, transaction -> replace(transaction, projectId, day)))
                .onFailure(ConflictException::isCauseOf)
                .retry()
                .atMost(ConflictException.MAX_RETRIES);
    }

    private Uni<Counted> replace(SqlConnection transaction, String projectId, LocalDate day) {
        return totals.forgetFrom(transaction, projectId, day)
                .chain(() -> projects.read(transaction, projectId))
                .chain(calendar -> transaction
                        .preparedQuery(FORGET)
                        .execute(Tuple.of(projectId, day))
                        .chain(() -> count(transaction, projectId, day, calendar))
                        .call(() -> transaction.preparedQuery(UNMARK).execute(Tuple.of(projectId, day)))
                        .call(() -> advance(transaction, projectId, day, calendar)));
    }

    private Uni<Counted> count(SqlConnection transaction, String projectId, LocalDate day, ProjectDays calendar) {
        return Uni.combine()
                .all()
                .unis(
                        projects.patience(transaction, projectId),
                        LostSessions.asOf(transaction, projectId, clock.instant()),
                        transaction.query(HASH_JOINS).execute())
                .with((patience, asOf, set) -> values(projectId, day, calendar, patience, asOf))
                .map(values -> BoundStatement.of(COUNT, values))
                .chain(count -> transaction.preparedQuery(count.sql()).execute(count.values()))
                .map(rows -> counted(projectId, rows.iterator().next()));
    }

    private static Map<String, Object> values(
            String projectId, LocalDate day, ProjectDays calendar, Patience patience, Instant asOf) {
        Instant start = calendar.startOf(day);
        Instant reachedFrom = start.minus(patience.lostCounts());
        Instant openFrom = asOf.minus(patience.longest());
        Map<String, Object> values = new HashMap<>(EffectiveEnd.values(patience));
        values.put("project", projectId);
        values.put("day", day);
        values.put("start", DesktopUsageQuery.databaseTime(start));
        values.put("end", DesktopUsageQuery.databaseTime(calendar.endOf(day)));
        values.put("day_before", DesktopUsageQuery.databaseTime(start.minus(Duration.ofDays(1))));
        values.put("as_of", DesktopUsageQuery.databaseTime(asOf));
        values.put(
                "silent_since",
                DesktopUsageQuery.databaseTime(openFrom.isBefore(reachedFrom) ? openFrom : reachedFrom));
        return values;
    }

    private static Counted counted(String projectId, Row row) {
        if (row.getLong("unnumbered") > 0) {
            throw new ConflictException("desktops of project " + projectId + " have come up meanwhile");
        }
        return new Counted(row.getLong("sessions_read"), row.getInteger("desktops_used"));
    }

    private Uni<Void> advance(SqlConnection transaction, String projectId, LocalDate day, ProjectDays calendar) {
        return firstDay.notAggregated(transaction, projectId, calendar)
                .chain(next -> next.filter(day::equals).isPresent()
                        ? lastWithoutGap(transaction, projectId, day, calendar)
                                .chain(last -> projects.setWatermark(transaction, projectId, last))
                        : Uni.createFrom().voidItem());
    }

    /** What has changed since on a day that was aggregated ahead of others is marked, as on any other. */
    private static Uni<LocalDate> lastWithoutGap(
            SqlConnection transaction, String projectId, LocalDate day, ProjectDays calendar) {
        return transaction
                .preparedQuery(AGGREGATED_AFTER)
                .execute(Tuple.of(projectId, day))
                .map(rows -> {
                    LocalDate last = day;
                    for (Row row : rows) {
                        LocalDate next = row.getLocalDate("day");
                        if (!next.equals(calendar.thisOrNext(last.plusDays(1)))) {
                            break;
                        }
                        last = next;
                    }
                    return last;
                });
    }
}
