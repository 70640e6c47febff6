package dev.deskhours.service;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.PgBouncer;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.Tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The main way behind a transaction-mode pooler, on which two projects share server connections (data rule 8). */
class PoolerIT {
    private static final Office OFFICE = new Office(60, 3);
    /** More records than go without a temporary table. */
    private static final Office LARGE = new Office(3000, 2);

    private static final int ROUNDS = 8;

    @Test
    void twoProjectsShareServerConnectionsAndNothingElse() throws Exception {
        assumeTrue(PgBouncer.program().isPresent(), "PgBouncer is not installed (Debian's package pgbouncer)");
        try (SharedDatabase database = new SharedDatabase()) {
            database.execute("create role desk_owner login createrole; create role desk_member login");
            database.execute("create database desk owner desk_owner");
            database.execute("create role deskhours_service; grant deskhours_service to desk_member");
            try (PgBouncer pooler = PgBouncer.start(database.port(), List.of("desk_member"));
                    ServiceProcess service = launch(database, pooler).serve()) {
                Tenant first = new Tenant(service.client(), "first", OFFICE);
                Tenant second = new Tenant(service.client(), "second", OFFICE);
                Tenant large = new Tenant(service.client(), "large", LARGE);
                atOnce(List.of(first::goTheMainWay, second::goTheMainWay, large::goTheMainWay));

                atOnce(Stream.of(first, second)
                        .flatMap(tenant -> Stream.<Runnable>of(
                                () -> rounds(() -> tenant.send(OFFICE)),
                                () -> rounds(tenant::look),
                                () -> rounds(tenant::export)))
                        .toList());
                assertThat(unscopedRows(pooler)).isZero();
                assertThat(database.number("select count(*) from pg_stat_activity where usename = 'desk_member'"))
                        .isBetween(1L, (long) PgBouncer.SERVER_CONNECTIONS);
                service.assertAlive();
                assertThat(service.count("ERROR")).isZero();
            }
        }
    }

    /** Migrations go to the server itself: a session of theirs holds settings of its own. */
    private static ServiceProcess.Launch launch(SharedDatabase database, PgBouncer pooler) {
        return database.launch()
                .with("deskhours.db.url", "postgresql://127.0.0.1:" + pooler.port() + "/desk")
                .with("deskhours.db.user", "desk_member")
                .with("deskhours.db.owner-url", "postgresql://127.0.0.1:" + database.port() + "/desk")
                .with("deskhours.db.owner-user", "desk_owner")
                .with("deskhours.db.owner-password", "trusted");
    }

    private static void rounds(Runnable round) {
        for (int number = 0; number < ROUNDS; number++) {
            round.run();
        }
    }

    private static void atOnce(List<Runnable> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<Callable<Object>> calls =
                    work.stream().map(Executors::callable).toList();
            for (Future<Object> done : threads.invokeAll(calls)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What a client finds who says nothing, on each of the server connections that the service has used. */
    private static long unscopedRows(PgBouncer pooler) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + pooler.port() + "/desk?preferQueryMode=simple";
        long found = 0;
        try (Connection connection = DriverManager.getConnection(url, "desk_member", "trusted");
                Statement statement = connection.createStatement()) {
            for (int look = 0; look < ROUNDS * PgBouncer.SERVER_CONNECTIONS; look++) {
                try (ResultSet row = statement.executeQuery("""
                        select (select count(*) from session) + (select count(*) from project)
                            + (select count(*) from export_task)
                        """)) {
                    row.next();
                    found += row.getLong(1);
                }
            }
        }
        return found;
    }
}
