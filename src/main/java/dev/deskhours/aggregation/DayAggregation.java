package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.project.ServiceConfig;

/** One day of one project: its rows are replaced in one transaction (aggregation.md, Usage of a desktop on a day). */
@ApplicationScoped
public class DayAggregation {
    private static final String SERIALIZATION_FAILURE = "40001";

    /** What the later of two gets that write a day at once which neither has found there. */
    private static final String UNIQUE_VIOLATION = "23505";

    private static final String FORGET = "delete from usage_day where project_id = $1 and day = $2";

    // $3 and $4 bound the day, $5 is 24 h before it, $6 the last sign of life from which an open session still counts.
    // Sessions that began on the day or the 24 h before come from one index range, longer ones from their own indexes.
    // The length of a union is what each interval adds beyond the latest end so far.
    private static final String COUNT = """
            with candidate as (
                select desktop_id, started_at, ended_at, last_seen_at from session
                where project_id = $1 and failure_reason is null and started_at >= $5 and started_at < $4
                union all
                select desktop_id, started_at, ended_at, last_seen_at from session
                where project_id = $1 and failure_reason is null and started_at < $5
                    and ended_at - started_at > interval '24 hours' and ended_at > $3
                union all
                select desktop_id, started_at, ended_at, last_seen_at from session
                where project_id = $1 and failure_reason is null and started_at < $5 and ended_at is null
            ), effective as (
                select desktop_id, started_at,
                    case
                        when ended_at is not null then ended_at
                        when coalesce(last_seen_at, started_at) >= $6 then $4
                        else coalesce(last_seen_at, started_at)
                    end as ended_at
                from candidate
            ), clipped as (
                select desktop_id, greatest(started_at, $3) as from_time, least(ended_at, $4) as to_time,
                    started_at >= $3 as login
                from effective
                where started_at >= $3 or ended_at > $3
            ), ordered as (
                select *, max(to_time) over (
                    partition by desktop_id order by from_time, to_time
                    rows between unbounded preceding and 1 preceding) as covered_until
                from clipped
            ), written as (
                insert into usage_day (project_id, day, desktop_id, usage_seconds, logins, last_used_at)
                select $1, $2, desktop_id,
                    floor(sum(extract(epoch from
                        greatest(to_time - greatest(from_time, covered_until), interval '0'))))::integer,
                    count(*) filter (where login),
                    max(to_time)
                from ordered
                group by desktop_id
                returning usage_seconds, logins
            ), day as (
                insert into aggregated_day (project_id, day, desktops_used, usage_seconds, logins, sessions_read,
                    aggregated_at)
                select $1, $2, count(*), coalesce(sum(usage_seconds), 0), coalesce(sum(logins), 0),
                    (select count(*) from clipped), $7
                from written
                on conflict (project_id, day) do update set
                    desktops_used = excluded.desktops_used,
                    usage_seconds = excluded.usage_seconds,
                    logins = excluded.logins,
                    sessions_read = excluded.sessions_read,
                    aggregated_at = excluded.aggregated_at
                returning desktops_used, sessions_read
            )
            select desktops_used, sessions_read from day
            """;

    private static final String UNMARK = "delete from stale_day where project_id = $1 and day = $2";

    private final Transactions transactions;
    private final ProjectStore projects;
    private final FirstDay firstDay;
    private final ServiceConfig config;
    private final Clock clock;

    public DayAggregation(
            Transactions transactions, ProjectStore projects, FirstDay firstDay, ServiceConfig config, Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.firstDay = firstDay;
        this.config = config;
        this.clock = clock;
    }

    /** What was read and written for one day. */
    public record Counted(long sessionsRead, long desktopDays) {}

    /** Replaces the day. If the project changed under it (its zone, another aggregation) it is done once more. */
    public Uni<Counted> replace(String projectId, LocalDate day) {
        return transactions
                .writeSnapshot(projectId, transaction -> replace(transaction, projectId, day))
                .onFailure(DayAggregation::isOvertaken)
                .retry()
                .atMost(2);
    }

    private Uni<Counted> replace(SqlConnection transaction, String projectId, LocalDate day) {
        return projects.read(transaction, projectId).chain(calendar -> transaction
                .preparedQuery(FORGET)
                .execute(Tuple.of(projectId, day))
                .chain(() -> count(transaction, projectId, day, calendar))
                .call(() -> transaction.preparedQuery(UNMARK).execute(Tuple.of(projectId, day)))
                .call(() -> advance(transaction, projectId, day, calendar)));
    }

    private Uni<Counted> count(SqlConnection transaction, String projectId, LocalDate day, ProjectDays calendar) {
        Instant start = calendar.startOf(day);
        Instant end = calendar.endOf(day);
        Tuple parameters = Tuple.tuple()
                .addString(projectId)
                .addLocalDate(day)
                .addOffsetDateTime(utc(start))
                .addOffsetDateTime(utc(end))
                .addOffsetDateTime(utc(start.minusSeconds(86_400)))
                .addOffsetDateTime(utc(end.minus(config.sessions().staleAfter())))
                .addOffsetDateTime(utc(clock.instant()));
        return transaction.preparedQuery(COUNT).execute(parameters).map(rows -> {
            Row row = rows.iterator().next();
            return new Counted(row.getLong("sessions_read"), row.getInteger("desktops_used"));
        });
    }

    private Uni<Void> advance(SqlConnection transaction, String projectId, LocalDate day, ProjectDays calendar) {
        return firstDay.notAggregated(transaction, projectId, calendar)
                .chain(next -> next.filter(day::equals).isPresent()
                        ? projects.setWatermark(transaction, projectId, day)
                        : Uni.createFrom().voidItem());
    }

    private static boolean isOvertaken(Throwable failure) {
        return failure instanceof PgException refused
                && (SERIALIZATION_FAILURE.equals(refused.getSqlState())
                        || UNIQUE_VIOLATION.equals(refused.getSqlState()));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
