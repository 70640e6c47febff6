package dev.deskhours.service;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Office;
import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What befalls a database while the service runs: callers are told to come again, and once it is over all goes on. */
@Tag("trouble")
class DatabaseTroubleIT {
    private static final Office OFFICE = new Office(3, 2);
    private static final String SEND_ALL_AWAY = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where usename = 'desk_member' and pid <> pg_backend_pid()
            """;

    private static SharedDatabase database;
    private static ServiceProcess service;
    private static ProcessClient client;

    /** Each reads or writes in another way. */
    private static final Map<String, Supplier<HttpResponse<String>>> WRITES = new LinkedHashMap<>();

    private static final Map<String, Supplier<HttpResponse<String>>> READS = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        database = new SharedDatabase();
        database.execute("create role desk_owner login createrole; create role desk_member login");
        database.execute("create database desk owner desk_owner");
        database.execute("create role deskhours_service; grant deskhours_service to desk_member");
        String url = "postgresql://127.0.0.1:" + database.port() + "/desk";
        service = database.launch()
                .with("deskhours.db.url", url)
                .with("deskhours.db.user", "desk_member")
                .with("deskhours.db.owner-url", url)
                .with("deskhours.db.owner-user", "desk_owner")
                .with("deskhours.db.owner-password", "trusted")
                .serve();
        client = service.client();
        WRITES.put("sessions", () -> client.post("/v1/office/sessions", "application/x-ndjson", OFFICE.ndjson()));
        WRITES.put(
                "runs",
                () -> client.post("/v1/aggregation-runs", "application/json", """
                {"project_id": "office", "first_day": "%s", "last_day": "%s"}""".formatted(
                                OFFICE.firstDay(), Office.yesterday())));
        WRITES.put("export", () -> client.get("/v3/office/statistics/metrics/desktops/export?" + OFFICE.period()));
        READS.put("list", () -> client.get("/v2/office/statistics/metrics/desktops?" + OFFICE.period()));
        READS.put("tasks", () -> client.get("/v2/office/export-tasks"));
        READS.put("settings", () -> client.get("/v1/office/settings"));
        assertAllIsWell();
    }

    @AfterEach
    void mend() throws SQLException {
        database.execute("alter system reset default_transaction_read_only");
        reload("off");
        database.execute("alter role desk_member login connection limit -1; grant deskhours_service to desk_member");
        assertAllIsWell();
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        database.close();
    }

    @Test
    void aServerThatIsReadOnlyAfterAFailover() throws SQLException {
        database.execute("alter system set default_transaction_read_only = on");
        reload("on");
        assertUnavailable(WRITES);
        READS.forEach((name, request) ->
                assertThat(request.get().statusCode()).as(name).isEqualTo(200));
    }

    @Test
    void aRoleThatWasTakenAway() throws SQLException {
        database.execute("revoke deskhours_service from desk_member");
        assertUnavailable(WRITES);
        assertUnavailable(READS);
    }

    @Test
    void aLoginThatIsRefused() throws SQLException {
        database.execute("alter role desk_member nologin");
        database.execute(SEND_ALL_AWAY);
        assertUnavailable(WRITES);
        assertUnavailable(READS);
    }

    @Test
    void noConnectionIsLeft() throws SQLException {
        database.execute("alter role desk_member connection limit 0");
        database.execute(SEND_ALL_AWAY);
        assertUnavailable(WRITES);
        assertUnavailable(READS);
    }

    @Test
    void aServerThatIsStoppedAndStarted() throws Exception {
        database.stop();
        assertUnavailable(WRITES);
        assertUnavailable(READS);
        database.startAgain();
    }

    /** A server that reads its settings again does so sooner or later, and so does each connection. */
    private static void reload(String readOnly) throws SQLException {
        database.execute("select pg_reload_conf()");
        Awaitility.await("read-only " + readOnly).until(() -> database.column("show default_transaction_read_only")
                .equals(List.of(readOnly)));
        database.execute(SEND_ALL_AWAY);
    }

    private static void assertUnavailable(Map<String, Supplier<HttpResponse<String>>> requests) {
        Awaitility.await("not ready")
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.get("/q/health/ready").statusCode() == 503);
        for (int time = 0; time < 3; time++) {
            requests.forEach((name, request) -> {
                HttpResponse<String> answer = request.get();
                assertThat(answer.statusCode())
                        .as("%s: %s", name, answer.body())
                        .isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).as(name).isPresent();
                assertThat(answer.body()).contains("WKS.00000003");
            });
        }
        assertThat(client.get("/q/health/live").statusCode()).isEqualTo(200);
    }

    private static void assertAllIsWell() {
        Awaitility.await("ready")
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.get("/q/health/ready").statusCode() == 200);
        WRITES.forEach((name, request) ->
                assertThat(request.get().statusCode()).as(name).isIn(200, 202, 429));
        READS.forEach((name, request) ->
                assertThat(request.get().statusCode()).as(name).isEqualTo(200));
        // What is asked for again while it is unfinished is joined to it, for which nothing is written.
        Awaitility.await("no run is left")
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.json("/v1/aggregation-runs?status=RUNNING")
                                .get("count")
                                .asInt()
                        == 0);
        service.assertAlive();
    }
}
