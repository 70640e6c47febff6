package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.RunningTotals;
import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectStore;

/** Removes what is no longer kept, one project after the other (docs/spec/aggregation.md, Retention). */
@ApplicationScoped
public class Retention {
    /** For how long a day is kept beyond the oldest: another zone may make the day before it the oldest. */
    private static final int SPARE_DAYS = 2;

    private static final String REMOVE_TOTALS = "delete from aggregated_day where project_id = $1 and day < $2";
    private static final String REMOVE_USERS = "delete from user_segment where project_id = $1 and day < $2";
    private static final String REMOVE_GROUPS = "delete from group_day where project_id = $1 and day < $2";
    private static final String REMOVE_RECORDS = "delete from notify_record where project_id = $1 and day < $2";
    private static final String REMOVE_MARKS = "delete from stale_day where project_id = $1 and day < $2";
    // A project's first session outlives it.
    private static final String REMOVE_SESSIONS = """
            with removed as (
                delete from session
                where project_id = $1 and failure_reason is null and started_at < $2 and coalesce(ends_at, seen_at) < $2
                returning started_at
            )
            update project set first_session_before = least(first_session_before, removed.first)
            from (select min(started_at) as first from removed) as removed
            where project_id = $1 and removed.first is not null
            """;
    private static final String REMOVE_FAILED =
            "delete from session where project_id = $1 and failure_reason is not null and started_at < $2";
    private static final String REMOVE_SIGNS = "delete from presence where project_id = $1 and at < $2";

    // What sessions were paired from is kept as long as they are (docs/adr/0016).
    private static final String REMOVE_EVENTS = "delete from paired_event where project_id = $1 and happened_at < $2";

    private static final String REMOVE_RUNS = "delete from aggregation_run where end_time < $1";

    private final Transactions transactions;
    private final ProjectStore projects;
    private final RunningTotals totals;
    private final ProjectConfig config;
    private final Clock clock;

    public Retention(
            Transactions transactions, ProjectStore projects, RunningTotals totals, ProjectConfig config, Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.totals = totals;
        this.config = config;
        this.clock = clock;
    }

    /** Removes old days and sessions of one project. What idleness needs of them stays in a running total. */
    public Uni<Void> removeOld(String projectId) {
        return transactions.write(projectId, transaction -> projects.lock(transaction, projectId)
                .chain(() -> projects.read(transaction, projectId))
                .map(calendar ->
                        calendar.oldestKept(clock.instant(), config.retention().days()))
                .chain(oldest -> remove(transaction, projectId, oldest)));
    }

    /** Removes from the run log what ended before the oldest day. */
    Uni<Void> removeOldRuns() {
        OffsetDateTime oldest = before(config.retention().days());
        return transactions
                .serviceWide(
                        transaction -> transaction.preparedQuery(REMOVE_RUNS).execute(Tuple.of(oldest)))
                .replaceWithVoid();
    }

    private OffsetDateTime before(int days) {
        return clock.instant().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
    }

    private Uni<Void> remove(SqlConnection transaction, String projectId, LocalDate oldest) {
        Tuple days = Tuple.of(projectId, oldest);
        Tuple sessions = Tuple.of(projectId, before(config.retention().sessionsDays()));
        Stream<Removal> ofDays = Stream.of(REMOVE_TOTALS, REMOVE_USERS, REMOVE_GROUPS, REMOVE_RECORDS, REMOVE_MARKS)
                .map(statement -> new Removal(statement, days));
        Stream<Removal> ofSessions = Stream.of(REMOVE_SESSIONS, REMOVE_EVENTS, REMOVE_FAILED, REMOVE_SIGNS)
                .map(statement -> new Removal(statement, sessions));
        return totals.forgetBefore(transaction, projectId, oldest.minusDays(SPARE_DAYS))
                .chain(() -> removed(transaction, Stream.concat(ofDays, ofSessions)))
                // A project that lost nothing is not looked into again.
                .chain(rows -> rows == 0 ? Uni.createFrom().voidItem() : projects.countChange(transaction, projectId));
    }

    private static Uni<Integer> removed(SqlConnection transaction, Stream<Removal> removals) {
        return Multi.createFrom()
                .items(removals)
                .onItem()
                .transformToUniAndConcatenate(removal ->
                        transaction.preparedQuery(removal.statement()).execute(removal.values()))
                .map(SqlResult::rowCount)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private record Removal(String statement, Tuple values) {}
}
