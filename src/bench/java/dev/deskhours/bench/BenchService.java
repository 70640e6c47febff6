package dev.deskhours.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;

import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service with a heap of 128 MB, and what it is asked to do. */
final class BenchService implements AutoCloseable {
    static final String HEAP = "-Xmx128m";

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ServiceProcess process;
    private final ProcessClient client;

    private BenchService(ServiceProcess process) {
        this.process = process;
        this.client = process.client();
    }

    /** With all that keeps callers from asking too much out of the way; nothing begins by itself. */
    static BenchService start(Database database, Timeline timeline, Map<String, ?> settings) {
        ServiceProcess.Launch launch = database.launch()
                .option(HEAP)
                .with("deskhours.roles", "api,worker")
                // as it may be where there is no pooler (docs/operating.md, The database and its users)
                .with("quarkus.datasource.reactive.cache-prepared-statements", true)
                .with("deskhours.clock.start-at", timeline.start())
                .with("deskhours.limits.requests-per-second", 1_000_000)
                .with("deskhours.limits.burst", 1_000_000);
        for (Map.Entry<String, ?> setting : settings.entrySet()) {
            launch = launch.with(setting.getKey(), setting.getValue());
        }
        return new BenchService(launch.serve());
    }

    String url() {
        return client.url();
    }

    long pid() {
        return process.pid();
    }

    /** The most memory it has ever had, in MiB. */
    long mostMemory() throws IOException {
        return process.mostMemory();
    }

    JsonNode get(String path) {
        return client.json(path);
    }

    JsonNode upload(String path, Path file) throws IOException, InterruptedException {
        return sent(path, BodyPublishers.ofFile(file));
    }

    JsonNode upload(String path, Supplier<InputStream> lines) throws IOException, InterruptedException {
        return sent(path, BodyPublishers.ofInputStream(lines));
    }

    /** Has days aggregated by hand, and waits until they are; of all projects, if none is given. */
    JsonNode aggregate(String projectId, LocalDate first, LocalDate last) {
        String project = projectId == null ? "" : "\"project_id\":\"" + projectId + "\",";
        JsonNode begun = client.postJson(
                "/v1/aggregation-runs", "{%s\"first_day\":\"%s\",\"last_day\":\"%s\"}".formatted(project, first, last));
        String id = begun.get("run_id").asText();
        JsonNode run = until(() -> run(id), "RUNNING");
        assertThat(run.get("status").asText()).as(run.toString()).isEqualTo("SUCCESS");
        return run;
    }

    /** The daily totals of a project. */
    DayTotals totals(String projectId, LocalDate day) {
        JsonNode days = get("/v1/%s/usage/daily?start_time=%sT00:00:00Z&end_time=%2$sT23:59:59Z"
                        .formatted(projectId, day))
                .get("days");
        assertThat(days).as("days of %s on %s", projectId, day).hasSize(1);
        JsonNode total = days.get(0);
        return new DayTotals(
                total.get("desktops_used").asLong(),
                total.get("desktop_usage").asLong(),
                total.get("logins").asLong());
    }

    DayTotals totals(Fleet fleet, LocalDate day) {
        return fleet.projects().stream()
                .map(project -> totals(project.id(), day))
                .reduce(DayTotals.NONE, DayTotals::plus);
    }

    /** An export from its request to its end. */
    JsonNode export(String projectId, String query) {
        String id = get("/v3/%s/statistics/metrics/desktops/export?%s".formatted(projectId, query))
                .get("task_id")
                .asText();
        JsonNode task = until(() -> get("/v1/%s/export-tasks/%s".formatted(projectId, id)), "CREATING");
        assertThat(task.get("status").asText()).as(task.toString()).isEqualTo("SUCCESS");
        return task;
    }

    static String downloadPath(String projectId, String taskId) {
        return "/v2/%s/export-tasks/%s/download".formatted(projectId, taskId);
    }

    void download(String projectId, JsonNode task, Path file) throws IOException, InterruptedException {
        URI address =
                URI.create(url() + downloadPath(projectId, task.get("task_id").asText()));
        HttpResponse<Path> answer = HTTP.send(
                HttpRequest.newBuilder(address).build(),
                BodyHandlers.ofFile(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    void delete(String projectId, JsonNode task) throws IOException, InterruptedException {
        URI address = URI.create(url()
                + "/v1/%s/export-tasks/%s"
                        .formatted(projectId, task.get("task_id").asText()));
        HttpRequest request = HttpRequest.newBuilder(address).DELETE().build();
        assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    }

    /** How long it took by the clock of the service, in seconds. */
    static double seconds(JsonNode ended, String start) {
        return Duration.between(
                                Instant.parse(ended.get(start).asText()),
                                Instant.parse(ended.get("end_time").asText()))
                        .toMillis()
                / 1_000.0;
    }

    private JsonNode run(String id) {
        return StreamSupport.stream(get("/v1/aggregation-runs").get("runs").spliterator(), false)
                .filter(run -> run.get("run_id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode until(Callable<JsonNode> work, String unfinished) {
        return Awaitility.await()
                .atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(work, state -> !state.get("status").asText().equals(unfinished));
    }

    private JsonNode sent(String path, HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/x-ndjson")
                .POST(body)
                .build();
        return ProcessClient.good(HTTP.send(request, BodyHandlers.ofString()));
    }

    @Override
    public void close() {
        process.close();
    }
}
