package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.project.ServiceConfig;

/** Removes what is no longer kept, one project after the other (aggregation.md, Retention). */
@ApplicationScoped
public class Retention {
    private static final String KEEP_LAST_USE = """
            update desktop set last_used_before = greatest(desktop.last_used_before, removed.last_used_at)
            from (
                select desktop_id, max(last_used_at) as last_used_at from usage_day
                where project_id = $1 and day < $2
                group by desktop_id
            ) as removed
            where desktop.project_id = $1 and desktop.desktop_id = removed.desktop_id
            """;
    private static final String FORGET_DAYS = "delete from usage_day where project_id = $1 and day < $2";
    private static final String FORGET_TOTALS = "delete from aggregated_day where project_id = $1 and day < $2";
    private static final String FORGET_MARKS = "delete from stale_day where project_id = $1 and day < $2";
    private static final String FORGET_SESSIONS = """
            delete from session
            where project_id = $1 and started_at < $2 and coalesce(ended_at, last_seen_at, started_at) < $2
            """;

    private final Transactions transactions;
    private final ProjectStore projects;
    private final ServiceConfig config;
    private final Clock clock;

    public Retention(Transactions transactions, ProjectStore projects, ServiceConfig config, Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.config = config;
        this.clock = clock;
    }

    /** Removes old days and sessions of one project. What idleness needs of them stays with the desktop. */
    public Uni<Void> apply(String projectId) {
        return transactions.write(projectId, transaction -> projects.lockForChange(transaction, projectId)
                .chain(() -> projects.read(transaction, projectId))
                .map(calendar ->
                        calendar.oldestKept(clock.instant(), config.retention().days()))
                .chain(oldest -> forget(transaction, projectId, oldest)));
    }

    private Uni<Void> forget(SqlConnection transaction, String projectId, LocalDate oldest) {
        Tuple days = Tuple.of(projectId, oldest);
        Tuple sessions = Tuple.of(
                projectId,
                clock.instant()
                        .minus(Duration.ofDays(config.retention().sessionsDays()))
                        .atOffset(ZoneOffset.UTC));
        return transaction
                .preparedQuery(KEEP_LAST_USE)
                .execute(days)
                .chain(() -> transaction.preparedQuery(FORGET_DAYS).execute(days))
                .chain(() -> transaction.preparedQuery(FORGET_TOTALS).execute(days))
                .chain(() -> transaction.preparedQuery(FORGET_MARKS).execute(days))
                .chain(() -> transaction.preparedQuery(FORGET_SESSIONS).execute(sessions))
                .replaceWithVoid();
    }
}
