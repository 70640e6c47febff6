package dev.deskhours.export.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.export.ExportConfig;
import dev.deskhours.export.worker.TaskRunner.Outcome;
import dev.deskhours.testing.DatabaseResource;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

/** What becomes of exports when something breaks. No worker runs but what a test starts, and the clock stands still. */
@QuarkusTest
@QuarkusTestResource(
        value = DatabaseResource.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "deskhours.roles", value = "api"),
            @ResourceArg(name = "deskhours.export.max-stored-per-project", value = "100")
        })
@TestProfile(ExportWorkerTest.StandingClock.class)
class ExportWorkerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    public static class StandingClock implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SettableClock.class);
        }
    }

    @Inject
    SettableClock clock;

    @Inject
    ExportConfig config;

    @Inject
    ExportWorker worker;

    @Inject
    TaskRunner runner;

    @Inject
    ExportSweep sweep;

    @Inject
    MeterRegistry registry;

    @Inject
    Pool pool;

    @BeforeEach
    void startWithAnEmptyQueue() {
        clock.set(NOW);
        execute("delete from export_task");
    }

    @Test
    void aFailedAttemptIsTriedAgainTenSecondsLaterTheNextAfterTwenty() throws IOException {
        ServiceClient service = new ServiceClient("retry");
        String task = startExport(service);
        makeUnwritable(task, 1);
        makeUnwritable(task, 2);

        assertThat(runner.runNext()).isEqualTo(Outcome.NOT_DONE);
        assertThat(service.task(task).<Object>path("fail_reason"))
                .as("it has not ended")
                .isNull();
        clock.set(NOW.plusMillis(9_999));
        assertThat(runner.runNext()).isEqualTo(Outcome.NOTHING_TO_DO);
        clock.set(NOW.plusSeconds(10));
        assertThat(runner.runNext()).isEqualTo(Outcome.NOT_DONE);
        clock.set(NOW.plusMillis(29_999));
        assertThat(runner.runNext()).isEqualTo(Outcome.NOTHING_TO_DO);
        clock.set(NOW.plusSeconds(30));
        assertThat(runner.runNext()).isEqualTo(Outcome.DONE);
        assertThat(service.task(task).<String>path("status")).isEqualTo("SUCCESS");
    }

    @Test
    void theLastAttemptEndsTheTaskAndSaysWhy() throws IOException {
        ServiceClient service = new ServiceClient("used-up");
        String task = startExport(service);
        Duration before = total("FAIL");
        for (int attempt = 1; attempt <= 3; attempt++) {
            makeUnwritable(task, attempt);
            clock.set(NOW.plusSeconds(30L * attempt));
            assertThat(runner.runNext()).isEqualTo(Outcome.NOT_DONE);
        }
        service.task(task)
                .then()
                .body("status", equalTo("FAIL"))
                .body("fail_reason", equalTo("the file could not be written: the space for exports may be full"));
        assertThat(total("FAIL").minus(before)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void untilEmptyWaitsForWhatIsTriedAgain() throws Exception {
        ServiceClient service = new ServiceClient("until-empty");
        String task = startExport(service);
        makeUnwritable(task, 1);
        CompletableFuture<Integer> rendered = CompletableFuture.supplyAsync(worker::runUntilEmpty);
        Awaitility.await("failed once")
                .until(() -> number("select count(*) from export_task where retry_at is not null") == 1);
        assertThat(rendered).isNotDone();

        clock.set(NOW.plusSeconds(10));
        assertThat(rendered.get(30, TimeUnit.SECONDS)).isOne();
        assertThat(service.task(task).<String>path("status")).isEqualTo("SUCCESS");
    }

    @Test
    void whatTheDatabaseBreaksOffDoesNotCount() {
        ServiceClient service = new ServiceClient("broken-off");
        String task = startExport(service);
        execute("""
                create or replace function refuse() returns trigger language plpgsql as $$
                begin raise exception 'starting up' using errcode = 'cannot_connect_now'; end $$;
                create trigger refuse before update on export_task
                    for each row when (new.status = 'SUCCESS') execute function refuse()""");
        try {
            for (int attempt = 1; attempt <= 5; attempt++) {
                assertThat(runner.runNext()).as("attempt %d", attempt).isEqualTo(Outcome.NOT_DONE);
                assertThat(runner.runNext()).as("pause").isEqualTo(Outcome.NOTHING_TO_DO);
                clock.set(NOW.plusSeconds(10L * attempt));
            }
        } finally {
            execute("drop function refuse cascade");
        }
        assertThat(runner.runNext()).isEqualTo(Outcome.DONE);
        service.task(task).then().body("status", equalTo("SUCCESS")).body("attempt", equalTo(6));
        assertThat(number("select given_back from export_task")).isEqualTo(5);
    }

    @Test
    void aStoredRequestThatNobodyCanReadIsAReasonOfItsOwn() {
        ServiceClient service = new ServiceClient("corrupt");
        String task = startExport(service);
        execute("update export_task set request = '{\"start_time\":'");
        for (int attempt = 1; attempt <= 3; attempt++) {
            clock.set(NOW.plusSeconds(30L * attempt));
            assertThat(runner.runNext()).isEqualTo(Outcome.NOT_DONE);
        }
        assertThat(text("select fail_reason from export_task where task_id = '" + task + "'"))
                .isEqualTo("the parameters kept with the task cannot be read; start the export again");
    }

    @Test
    void aWorkerThatWasStoppedCanBeStartedAgain() {
        worker.start();
        worker.stop();
        ServiceClient service = new ServiceClient("start-again");
        String task = startExport(service);
        worker.start();
        try {
            Awaitility.await("rendered")
                    .until(() -> service.task(task).path("status").equals("SUCCESS"));
        } finally {
            worker.stop();
        }
    }

    @Test
    void aTaskThatNobodyEverRendersIsForgottenWithTheOthers() throws IOException {
        ServiceClient service = new ServiceClient("for-ever");
        startExport(service);
        clock.set(NOW.plus(config.keepTasks()));
        sweep.sweep();
        assertThat(service.taskCount()).isOne();
        clock.set(NOW.plus(config.keepTasks()).plusSeconds(1));
        sweep.sweep();
        assertThat(service.taskCount()).isZero();
    }

    @Test
    void aProjectThatKeepsTooManyBytesStartsNothingNew() {
        ServiceClient service = new ServiceClient("quota");
        service.useZone("UTC");
        String task = startExport(service);
        assertThat(runner.runNext()).isEqualTo(Outcome.DONE);
        assertThat(service.task(task).<Integer>path("file_size")).isGreaterThan(100);

        Map<String, String> body = Map.of("start_time", "2026-11-01T00:00:00Z", "end_time", "2026-11-01T23:59:59Z");
        Response withKey = service.request()
                .contentType("application/json")
                .header("Idempotency-Key", "k")
                .body(body)
                .post("/v1/{project}/export-tasks");
        for (Response refused : Set.of(start(service), withKey)) {
            refused.then()
                    .statusCode(429)
                    .header("Retry-After", matchesPattern("[0-9]+"))
                    .body("error_code", equalTo("APIGW.0308"))
                    .body(
                            "error_msg",
                            matchesPattern(
                                    "the exported files of the project have [0-9]+ bytes, and may have 100; delete some or wait until they expire"));
        }
        start(new ServiceClient("quota-of-another")).then().statusCode(200);
        service.request().delete("/v1/{project}/export-tasks/" + task).then().statusCode(204);
        start(service).then().statusCode(200);
    }

    @Test
    void metricsTellHowLongAnExportTookFromItsStartOn() {
        Duration before = total("SUCCESS");
        startExport(new ServiceClient("timed"));
        clock.set(NOW.plusSeconds(7));
        assertThat(runner.runNext()).isEqualTo(Outcome.DONE);
        assertThat(total("SUCCESS").minus(before)).isEqualTo(Duration.ofSeconds(7));
    }

    private static String startExport(ServiceClient service) {
        return start(service).then().statusCode(200).extract().path("task_id");
    }

    private static Response start(ServiceClient service) {
        return service.request()
                .queryParam("start_time", "2026-11-01T00:00:00Z")
                .queryParam("end_time", "2026-11-01T23:59:59Z")
                .get("/v3/{project}/statistics/metrics/desktops/export");
    }

    /** As a full disk does, whoever the tests are run by. */
    private void makeUnwritable(String task, int attempt) throws IOException {
        Path file = config.directory().resolve(task + "." + attempt + ".csv");
        Files.createFile(file);
    }

    private Duration total(String outcome) {
        Timer timer = registry.find("deskhours.export.duration")
                .tag("outcome", outcome)
                .timer();
        return timer == null ? Duration.ZERO : Duration.ofNanos((long) timer.totalTime(TimeUnit.NANOSECONDS));
    }

    private void execute(String sql) {
        pool.query(sql).executeAndAwait();
    }

    private long number(String sql) {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) {
        return String.valueOf(
                pool.query(sql).executeAndAwait().iterator().next().getValue(0));
    }
}
