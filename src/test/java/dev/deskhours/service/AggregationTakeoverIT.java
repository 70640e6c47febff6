package dev.deskhours.service;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.PgBouncer;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A process that aggregates, or takes records in, and stands still in the middle of it: another one goes on within 30 s. */
@Tag("trouble")
class AggregationTakeoverIT {
    private static final Duration TAKEOVER = Duration.ofSeconds(30);
    private static final Office OFFICE = new Office(60, 12);
    private static final long DESKTOP_DAYS = 60 * 12;

    /** So many of them are counted before the gate. */
    private static final int DAYS_BEFORE = 3;

    private SharedDatabase database;
    /** Its transaction keeps the gate shut: no day behind it is counted until it ends. */
    private Connection gate;

    @BeforeEach
    void start() throws Exception {
        database = new SharedDatabase();
        try (ServiceProcess intake = launch("api").serve()) {
            send(intake);
        }
        database.execute("""
                create table gate ();
                grant select on gate to public;
                create function pass_gate() returns trigger language plpgsql as
                    'begin if new.day >= date ''%s'' then lock table gate in access share mode; end if; return new; end';
                create trigger pass_gate before insert on aggregated_day for each row execute function pass_gate();
                """.formatted(OFFICE.firstDay().plusDays(DAYS_BEFORE)));
        gate = database.connect();
        gate.setAutoCommit(false);
        try (Statement shut = gate.createStatement()) {
            shut.execute("lock table gate in access exclusive mode");
        }
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        database.close();
    }

    @Test
    void frozenInTheMiddleOfANight() throws Exception {
        isTakenOverAfter(ServiceProcess::freeze);
    }

    @Test
    void killedInTheMiddleOfANight() throws Exception {
        isTakenOverAfter(ServiceProcess::kill);
    }

    @Test
    void frozenBehindAPooler() throws Exception {
        assumeTrue(PgBouncer.program().isPresent(), "PgBouncer is not installed (Debian's package pgbouncer)");
        try (PgBouncer pooler = PgBouncer.start(database.port(), List.of("postgres"));
                ServiceProcess first = launch("api,scheduler", pooler).serve()) {
            takeOver(first, ServiceProcess::freeze, launch("scheduler", pooler));
        }
    }

    @Test
    void frozenInTheMiddleOfARunByHand() throws Exception {
        try (ServiceProcess first = launch("api").serve();
                ServiceProcess second = launch("api").serve()) {
            ask(first);
            awaitGate();
            first.freeze();
            try {
                gate.rollback();
                ask(second);
                Awaitility.await("the other carries out both")
                        .atMost(TAKEOVER)
                        .until(() -> database.number("""
                                select count(*) from aggregation_run
                                where status = 'SUCCESS' and desktop_days_written = %d
                                """.formatted(DESKTOP_DAYS)) == 2);
            } finally {
                first.thaw();
            }
        }
    }

    @Test
    void frozenInTheMiddleOfAnUpload() throws Exception {
        database.execute("""
                create function take_more_time() returns trigger language plpgsql as
                    'begin perform pg_sleep(2); return new; end';
                create trigger take_time before update on project_change for each row execute function take_more_time();
                """);
        try (ServiceProcess first = launch("api").serve();
                ServiceProcess second = launch("api").serve()) {
            CompletableFuture.runAsync(() -> send(first));
            Awaitility.await("it has the lock").until(() -> database.number("""
                            select count(*) from pg_stat_activity
                            where wait_event = 'PgSleep' and query like '%project_change%'
                            """) == 1);
            first.freeze();
            long begin = System.nanoTime();
            try {
                send(second);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TAKEOVER);
            } finally {
                first.thaw();
            }
        }
    }

    private void isTakenOverAfter(Consumer<ServiceProcess> end) throws Exception {
        try (ServiceProcess first = launch("api,scheduler").serve()) {
            takeOver(first, end, launch("scheduler"));
        }
    }

    private void takeOver(ServiceProcess first, Consumer<ServiceProcess> end, ServiceProcess.Launch next)
            throws Exception {
        awaitGate();
        try (ServiceProcess second = next.start()) {
            Awaitility.await("it waits")
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            database.number("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                    == 1);
            end.accept(first);
            gate.rollback();
            Awaitility.await("the other has begun")
                    .atMost(TAKEOVER)
                    .until(() -> database.number("select count(*) from aggregation_run") == 2);
            wake(first);
            Awaitility.await("the other has done the rest")
                    .atMost(TAKEOVER)
                    .until(() -> database.number("select count(*) from aggregation_run where status = 'SUCCESS'") == 1);
            assertThat(database.number("select count(*) from usage_day")).isEqualTo(DESKTOP_DAYS);
            assertThat(database.column("select cause || ' ' || status || ' ' || coalesce(fail_reason, '')"
                            + " from aggregation_run order by start_time"))
                    .containsExactly(
                            "catch_up FAIL the process stopped; the next run makes up for it", "catch_up SUCCESS ");
            second.assertAlive();
        } finally {
            wake(first);
        }
    }

    private static void wake(ServiceProcess service) {
        ProcessHandle.of(service.pid()).filter(ProcessHandle::isAlive).ifPresent(frozen -> service.thaw());
    }

    private void awaitGate() {
        Awaitility.await("in the middle of it").atMost(Duration.ofSeconds(60)).until(() -> database.number("""
                        select count(*) from pg_locks where relation = 'gate'::regclass and not granted
                        """) == 1);
    }

    private static void ask(ServiceProcess service) {
        service.client().postJson("/v1/aggregation-runs", """
                {"first_day": "%s", "last_day": "%s"}""".formatted(OFFICE.firstDay(), Office.yesterday()));
    }

    private static void send(ServiceProcess service) {
        ProcessClient.good(service.client().post("/v1/office/sessions", "application/x-ndjson", OFFICE.ndjson()));
    }

    private ServiceProcess.Launch launch(String roles) {
        return database.launch().with("deskhours.roles", roles);
    }

    private ServiceProcess.Launch launch(String roles, PgBouncer pooler) {
        return launch(roles).with("deskhours.db.url", "postgresql://127.0.0.1:" + pooler.port() + "/postgres");
    }
}
