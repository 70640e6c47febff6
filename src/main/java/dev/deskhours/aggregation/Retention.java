package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
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

    // What the days up to a total have been, it knows: the days go, and the totals before it.
    private static final String NEWEST_TOTAL = """
            select max(through_day) from running_total
            where project_id = $1 and segment = 0 and through_day < $2
                and (through_day - date '1970-01-01') %% %d = 0
            """.formatted(RunningTotals.DAYS_APART);
    private static final String REMOVE_DAYS = "delete from usage_segment where project_id = $1 and day <= $2";
    private static final String REMOVE_RUNNING_TOTALS =
            "delete from running_total where project_id = $1 and through_day < $2";
    private static final String REMOVE_TOTALS = "delete from aggregated_day where project_id = $1 and day < $2";
    private static final String REMOVE_MARKS = "delete from stale_day where project_id = $1 and day < $2";
    private static final String REMOVE_SESSIONS = """
            delete from session
            where project_id = $1 and started_at < $2 and coalesce(ended_at, last_seen_at, started_at) < $2
            """;

    private static final String REMOVE_RUNS = "delete from aggregation_run where end_time < $1";

    private final Transactions transactions;
    private final ProjectStore projects;
    private final ProjectConfig config;
    private final Clock clock;

    public Retention(Transactions transactions, ProjectStore projects, ProjectConfig config, Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.config = config;
        this.clock = clock;
    }

    /** Removes old days and sessions of one project. What idleness needs of them stays in a running total. */
    public Uni<Void> removeOld(String projectId) {
        return transactions.write(projectId, transaction -> projects.lockForChange(transaction, projectId)
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
        return removeTotalled(transaction, projectId, oldest.minusDays(SPARE_DAYS))
                .chain(() -> transaction.preparedQuery(REMOVE_TOTALS).execute(days))
                .chain(() -> transaction.preparedQuery(REMOVE_MARKS).execute(days))
                .chain(() -> transaction.preparedQuery(REMOVE_SESSIONS).execute(sessions))
                .replaceWithVoid();
    }

    private static Uni<Void> removeTotalled(SqlConnection transaction, String projectId, LocalDate before) {
        return transaction
                .preparedQuery(NEWEST_TOTAL)
                .execute(Tuple.of(projectId, before))
                .map(rows -> rows.iterator().next().getLocalDate(0))
                .chain(total -> total == null
                        ? Uni.createFrom().voidItem()
                        : transaction
                                .preparedQuery(REMOVE_DAYS)
                                .execute(Tuple.of(projectId, total))
                                .chain(() -> transaction
                                        .preparedQuery(REMOVE_RUNNING_TOTALS)
                                        .execute(Tuple.of(projectId, total)))
                                .replaceWithVoid());
    }
}
