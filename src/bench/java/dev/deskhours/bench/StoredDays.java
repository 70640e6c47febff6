package dev.deskhours.bench;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vertx.mutiny.sqlclient.Pool;

import dev.deskhours.days.RunningTotals;
import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.testing.Settings;

/**
 * The tables of days: the one class here that knows how they are laid out. The service has aggregated one week; older days
 * repeat it, weeks earlier.
 */
final class StoredDays {
    private static final String TABLES =
            "'usage_segment'::regclass, 'running_total'::regclass, 'aggregated_day'::regclass";

    private final Database database;
    private final Timeline timeline;

    StoredDays(Database database, Timeline timeline) {
        this.database = database;
        this.timeline = timeline;
    }

    /** Keeps what the service has made of the week, to be repeated. */
    void keepPattern() throws SQLException {
        database.execute(
                "create unlogged table bench_day as select * from usage_segment",
                "create index on bench_day (day)",
                "create unlogged table bench_total as select * from aggregated_day",
                "vacuum (analyze) bench_day",
                "vacuum (analyze) bench_total");
    }

    /** Leaves so many days stored, oldest first, up to the last one before the nights, which becomes the watermark. */
    void fill(int days) throws SQLException {
        database.execute("truncate usage_segment, running_total, aggregated_day, stale_day");
        LocalDate last = timeline.lastStored();
        List<String> statements = new ArrayList<>();
        for (LocalDate day = last.minusDays(days - 1L); !day.isAfter(last); day = day.plusDays(1)) {
            statements.add(repeated(day));
            statements.add(repeatedTotal(day));
        }
        statements.add("update project set aggregated_through = '%s'".formatted(last));
        statements.add("vacuum (analyze) usage_segment, aggregated_day, project");
        database.execute(statements.toArray(String[]::new));
        writeTotals();
        vacuum();
    }

    void vacuum() throws SQLException {
        database.execute("vacuum (analyze) usage_segment, running_total, aggregated_day");
    }

    /** Bytes on disk, with indexes and all. */
    long size() throws SQLException {
        return database.number(
                "select sum(pg_total_relation_size(oid))::bigint from pg_class where oid in (" + TABLES + ")");
    }

    /** As the service does after a night. */
    private void writeTotals() throws SQLException {
        Pool pool = database.pool();
        try {
            RunningTotals totals = new RunningTotals(
                    new Transactions(pool), new ProjectStore(Settings.of(ProjectConfig.class, Map.of())));
            for (String projectId : database.column("select project_id from project order by project_id")) {
                totals.renew(projectId).await().indefinitely();
            }
        } finally {
            pool.closeAndAwait();
        }
    }

    private String repeated(LocalDate day) {
        return """
                insert into usage_segment (project_id, day, segment, positions, usage_seconds, logins, last_uses)
                select project_id, '%s', segment, positions, usage_seconds, logins, last_uses
                from bench_day where day = '%s' order by project_id, segment
                """.formatted(day, timeline.likeness(day));
    }

    private String repeatedTotal(LocalDate day) {
        return """
                insert into aggregated_day (project_id, day, desktops_used, usage_seconds, logins, sessions_read,
                    aggregated_at)
                select project_id, '%s', desktops_used, usage_seconds, logins, sessions_read, aggregated_at
                from bench_total where day = '%s'
                """.formatted(day, timeline.likeness(day));
    }
}
