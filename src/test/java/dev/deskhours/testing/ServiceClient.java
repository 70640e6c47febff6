package dev.deskhours.testing;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One project as its owner uses it: sessions in, days aggregated, usage out. */
public final class ServiceClient {
    private static final Duration LONGEST_TASK = Duration.ofSeconds(30);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(3);

    private final String projectId;

    public ServiceClient(String projectId) {
        this.projectId = projectId;
    }

    public RequestSpecification request() {
        return given().urlEncodingEnabled(true).pathParam("project", projectId);
    }

    public Response post(String path, Object body) {
        return request().contentType("application/json").body(body).post(path);
    }

    public void useZone(String zone) {
        Map<String, String> settings = Map.of("time_zone", zone);
        request()
                .contentType("application/json")
                .body(settings)
                .put("/v1/{project}/settings")
                .then()
                .statusCode(200);
    }

    public Response offer(TestSession... sessions) {
        return post(
                "/v1/{project}/sessions",
                List.of(sessions).stream().map(TestSession::fields).toList());
    }

    /** Sends sessions in, and expects them to be taken. */
    public void send(TestSession... sessions) {
        offer(sessions).then().statusCode(200);
    }

    public void aggregate(String firstDay, String lastDay) {
        Map<String, String> range = Map.of("project_id", projectId, "first_day", firstDay, "last_day", lastDay);
        given().contentType("application/json")
                .body(range)
                .post("/v1/aggregation-runs")
                .then()
                .statusCode(202);
        await().atMost(LONGEST_RUN).pollInterval(Duration.ofMillis(100)).until(() -> runs("RUNNING")
                .isEmpty());
        assertThat(runs("FAIL")).isEmpty();
    }

    /** The days on which a desktop was used, with the sessions behind them. */
    public List<Map<String, Object>> days(String desktopId, String firstDay, String lastDay) {
        return allDays(desktopId, firstDay, lastDay).stream()
                .filter(day -> day.containsKey("last_used_at"))
                .toList();
    }

    /** The aggregated days of a desktop, used or not, with the sessions behind them. */
    public List<Map<String, Object>> allDays(String desktopId, String firstDay, String lastDay) {
        return period(firstDay, lastDay)
                .pathParam("desktop", desktopId)
                .queryParam("detail", "sessions")
                .get("/v1/{project}/desktops/{desktop}/usage")
                .then()
                .statusCode(200)
                .extract()
                .path("days");
    }

    /** The desktops of the list. */
    public List<Map<String, Object>> desktops(String firstDay, String lastDay) {
        return period(firstDay, lastDay)
                .queryParam("limit", 100)
                .get("/v2/{project}/statistics/metrics/desktops")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    /** The users of the list, the first hundred. */
    public List<Map<String, Object>> users(String firstDay, String lastDay) {
        return period(firstDay, lastDay)
                .queryParam("limit", 100)
                .get("/v2/{project}/statistics/metrics/users")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    /** The rows of an exported file. */
    public List<CSVRecord> exportedRows(String firstDay, String lastDay) {
        return rows(text(finishedExport(firstDay, lastDay)));
    }

    /** The id of an export that was started and has succeeded. */
    public String finishedExport(String firstDay, String lastDay) {
        String taskId = period(firstDay, lastDay)
                .get("/v3/{project}/statistics/metrics/desktops/export")
                .then()
                .statusCode(200)
                .extract()
                .path("task_id");
        awaitFile(taskId);
        return taskId;
    }

    public void awaitFile(String taskId) {
        await().atMost(LONGEST_TASK)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !task(taskId).path("status").equals("CREATING"));
        assertThat(task(taskId).<String>path("status")).isEqualTo("SUCCESS");
    }

    public Response task(String taskId) {
        return request().pathParam("task", taskId).get("/v1/{project}/export-tasks/{task}");
    }

    public int taskCount() {
        return request().get("/v2/{project}/export-tasks").path("count");
    }

    public RequestSpecification downloading(String taskId) {
        return request().pathParam("task", taskId).basePath("/v2/{project}/export-tasks/{task}/download");
    }

    public byte[] download(String taskId) {
        return downloading(taskId).get().then().statusCode(200).extract().asByteArray();
    }

    public String text(String taskId) {
        return new String(download(taskId), StandardCharsets.UTF_8);
    }

    public static List<CSVRecord> rows(String csv) {
        CSVFormat withHeader = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var parser = withHeader.parse(new StringReader(csv))) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RequestSpecification period(String firstDay, String lastDay) {
        return request()
                .queryParam("start_time", firstDay + "T00:00:00Z")
                .queryParam("end_time", lastDay + "T23:59:59Z");
    }

    private List<Object> runs(String status) {
        return given().queryParam("status", status)
                .queryParam("project_id", projectId)
                .get("/v1/aggregation-runs")
                .then()
                .statusCode(200)
                .extract()
                .path("runs");
    }
}
