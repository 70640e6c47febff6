package dev.deskhours.aggregation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.session.RecordImport;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.testing.DatabaseResource;
import dev.deskhours.testing.FirstColumn;
import dev.deskhours.testing.SettableClock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Runs by hand that come thick and fast (docs/spec/aggregation.md, The nightly run). */
@QuarkusTest
@QuarkusTestResource(value = DatabaseResource.class, restrictToAnnotatedClass = true)
@TestProfile(AskedRunsTest.NothingByItself.class)
class AskedRunsTest {
    private static final LocalDate D1 = LocalDate.of(2026, 9, 1);
    private static final int DAYS = 60;

    /** Nothing happens by itself, and the clock stands still. */
    public static class NothingByItself implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SettableClock.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.scheduler.enabled", "false", "deskhours.roles", "api");
        }
    }

    @Inject
    SettableClock clock;

    @Inject
    AggregationRunner runner;

    @Inject
    RecordImport records;

    @Inject
    MeterRegistry registry;

    @ConfigProperty(name = "deskhours.db.url")
    String url;

    private final String project = "a-" + UUID.randomUUID();
    private final String other = "b-" + UUID.randomUUID();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:" + url, "postgres", "");
        execute(
                "truncate project, session, desktop, usage_segment, running_total, aggregated_day, stale_day, aggregation_run");
        clock.set(Instant.parse("2026-11-01T02:00:00Z"));
        send(project);
        send(other);
        keepLock("runs by hand");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void equalAndCoveredRangesAreJoined() throws SQLException {
        String wide = id(ask(project, 0, 9));
        assertThat(id(ask(project, 0, 9))).isEqualTo(wide);
        assertThat(id(ask(project, 3, 4))).isEqualTo(wide);
        assertThat(id(ask(project, 5, 10))).isNotEqualTo(wide);
        assertThat(id(ask(other, 3, 4))).isNotEqualTo(wide);
        assertThat(column("select count(*) from aggregation_run")).containsExactly("3");
        finishAll();
        assertThat(runs("SUCCESS")).isEqualTo(3);
    }

    @Test
    void onlyAFewAreUnfinished() throws SQLException {
        for (int run = 0; run < RunLog.MAX_ASKED; run++) {
            ask(project, run, run).then().statusCode(202);
        }
        Response refused = ask(project, 20, 20);
        refused.then().statusCode(429).body("error_code", org.hamcrest.Matchers.equalTo("APIGW.0308"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        ask(other, 20, 20).then().statusCode(202);
        ask(project, 1, 1).then().statusCode(202);

        finishAll();
        ask(project, 20, 20).then().statusCode(202);
    }

    /** What came in while its days were being aggregated would be missing. */
    @Test
    void aRunThatHasBegunIsNotJoined() throws SQLException {
        String first = id(ask(project, 0, 9));
        execute("update aggregation_run set begun = true");
        assertThat(id(ask(project, 0, 9))).isNotEqualTo(first);
    }

    @Test
    void projectsTakeTurns() throws SQLException {
        noteTheOrder();
        ask(project, 0, 19);
        ask(project, 20, 39);
        ask(other, 0, 1);
        finishAll();
        assertThat(column("select substr(project_id, 1, 1) from seen order by n limit 6"))
                .containsExactly("a", "a", "b", "a", "a", "b");
        assertThat(column("select count(*) from seen")).containsExactly("42");
    }

    @Test
    void theNightComesFirst() throws Exception {
        ask(project, 0, DAYS - 1);
        execute("select pg_advisory_unlock_all()");
        CompletableFuture<Progress> night;
        try (Connection blocker = DriverManager.getConnection("jdbc:" + url, "postgres", "")) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table aggregated_day in share mode");
            CompletableFuture.runAsync(runner::finishAsked);
            await().until(() -> waiting("with candidate") == 1);
            night = CompletableFuture.supplyAsync(() -> runner.night(RunCause.SCHEDULE));
            await().until(() -> waiting("pg_advisory_xact_lock") >= 1);
            blocker.rollback();
        }
        await().until(() -> runs("SUCCESS") == 2);
        assertThat(night.get(20, TimeUnit.SECONDS).desktopDays()).isPositive();
        assertThat(column("""
                        select night.xmin::text::bigint < manual.xmin::text::bigint
                        from aggregation_run as night, aggregation_run as manual
                        where night.cause = 'schedule' and manual.cause = 'manual'
                        """)).as("its end was noted earlier").containsExactly("t");
    }

    @Test
    void whatEndedLongAgoIsForgotten() throws SQLException {
        execute("select pg_advisory_unlock_all()");
        runner.night(RunCause.SCHEDULE);
        assertThat(runs("SUCCESS")).isEqualTo(1);
        clock.set(Instant.parse("2027-04-30T01:00:00Z"));
        runner.night(RunCause.SCHEDULE);
        assertThat(runs("SUCCESS")).isEqualTo(2);
        clock.set(Instant.parse("2027-05-01T02:00:00Z"));
        runner.night(RunCause.SCHEDULE);
        assertThat(column("select start_time::date::text from aggregation_run order by 1"))
                .containsExactly("2027-04-30", "2027-05-01");
    }

    @Test
    void runsAreCountedByTriggerAndOutcome() throws SQLException {
        double good = counted("success");
        double bad = counted("fail");
        ask(project, 0, 1).then().statusCode(202);
        ask("nobody", 0, 1).then().statusCode(202);
        finishAll();
        assertThat(counted("success") - good).isEqualTo(1);
        assertThat(counted("fail") - bad).isEqualTo(1);
    }

    private double counted(String outcome) {
        return registry.counter("deskhours.aggregation.runs", "trigger", "manual", "outcome", outcome)
                .count();
    }

    /** The thread that carries out what is asked for comes too late, or waits as another process would. */
    private void finishAll() throws SQLException {
        execute("select pg_advisory_unlock_all()");
        runner.finishAsked();
        await().until(() -> runs("RUNNING") == 0);
    }

    private void keepLock(String name) throws SQLException {
        execute("select pg_advisory_lock(hashtextextended('" + name + "', 0))");
    }

    private void noteTheOrder() throws SQLException {
        execute("""
                drop table if exists seen;
                create table seen (n serial, project_id text);
                create or replace function note() returns trigger language plpgsql security definer as
                    'begin insert into public.seen (project_id) values (new.project_id); return new; end';
                create or replace trigger note before insert on aggregated_day for each row execute function note();
                """);
    }

    private static Response ask(String projectId, int first, int last) {
        return given().contentType("application/json")
                .body(Map.of(
                        "project_id", projectId,
                        "first_day", D1.plusDays(first).toString(),
                        "last_day", D1.plusDays(last).toString()))
                .post("/v1/aggregation-runs");
    }

    private static String id(Response answer) {
        return answer.then().statusCode(202).extract().path("run_id");
    }

    private void send(String projectId) {
        records.sessions(
                projectId, IntStream.range(0, DAYS).mapToObj(D1::plusDays).flatMap(day -> Stream.of(session(day))));
    }

    private static SessionRecord session(LocalDate day) {
        Instant start = Instant.parse(day + "T09:00:00Z");
        return new SessionRecord(
                "s" + day, "a", start, start.plusSeconds(60), null, "ann", null, null, null, null, null, null);
    }

    private int runs(String status) throws SQLException {
        return column("select run_id from aggregation_run where status = '" + status + "'")
                .size();
    }

    private int waiting(String statement) throws SQLException {
        return column("select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%" + statement
                        + "%'")
                .size();
    }

    private List<String> column(String sql) throws SQLException {
        return FirstColumn.of(connection, sql);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
