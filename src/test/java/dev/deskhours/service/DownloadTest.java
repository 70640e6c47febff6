package dev.deskhours.service;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static dev.deskhours.testing.TestSession.closed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

/** The way of a file to its caller (docs/spec/api.md, Answers and The file). */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class DownloadTest {
    private static final String DAY = "2020-01-20";

    @Test
    void wholeFile() {
        ServiceClient service = withUsage("download-whole");
        String taskId = service.finishedExport(DAY, DAY);
        String fileName = "desktop-usage_2020-01-20_2020-01-20_" + taskId.substring(0, 8) + ".csv";
        byte[] file = service.downloading(taskId)
                .get()
                .then()
                .statusCode(200)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .header("Accept-Ranges", "bytes")
                .extract()
                .asByteArray();
        String sha256 = sha256(file);

        service.downloading(taskId)
                .accept("text/html, text/csv;q=0.9")
                .get()
                .then()
                .header("Content-Type", "text/csv; charset=utf-8")
                .header("ETag", '"' + sha256 + '"');
        service.task(taskId)
                .then()
                .body("file_name", equalTo(fileName))
                .body("sha256", equalTo(sha256))
                .body("file_size", equalTo(file.length))
                .body("row_count", equalTo(1))
                .body("progress", equalTo(100))
                .body("aggregated_through", equalTo(DAY));
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-9, 0, 10", "bytes=10-, 10, 1000000", "bytes=-7, -7, 1000000", "bytes=5-99999999, 5, 1000000"})
    void range(String header, int from, int to) {
        ServiceClient service = withUsage("download-range");
        String taskId = service.finishedExport(DAY, DAY);
        byte[] file = service.download(taskId);
        int first = from < 0 ? file.length + from : from;
        int end = Math.min(to, file.length);

        byte[] part = service.downloading(taskId)
                .header("Range", header)
                .get()
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + file.length)
                .header("Content-Length", Integer.toString(end - first))
                .extract()
                .asByteArray();
        assertThat(part).isEqualTo(Arrays.copyOfRange(file, first, end));
    }

    @Test
    void resumedOnlyIfTheFileIsTheSame() {
        ServiceClient service = withUsage("download-resume");
        String taskId = service.finishedExport(DAY, DAY);
        byte[] file = service.download(taskId);
        String tag = '"' + sha256(file) + '"';

        resumed(service, taskId, tag).statusCode(206);
        Response other =
                resumed(service, taskId, "\"other\"").statusCode(200).extract().response();
        assertThat(other.asByteArray()).isEqualTo(file);
        service.downloading(taskId)
                .header("If-None-Match", tag)
                .get()
                .then()
                .statusCode(304)
                .header("ETag", tag);
        service.downloading(taskId)
                .header("If-None-Match", "\"other\"")
                .get()
                .then()
                .statusCode(200);
    }

    @Test
    void rangeAfterTheEnd() {
        ServiceClient service = withUsage("download-after-end");
        String taskId = service.finishedExport(DAY, DAY);
        int size = service.download(taskId).length;
        service.downloading(taskId)
                .header("Range", "bytes=" + size + "-")
                .get()
                .then()
                .statusCode(416)
                .header("Content-Range", "bytes */" + size);
    }

    @Test
    void downloadIsMarkedButALookIsNot() {
        ServiceClient service = withUsage("download-marked");
        String taskId = service.finishedExport(DAY, DAY);
        service.downloading(taskId).head().then().statusCode(200).header("Content-Length", not(equalTo("0")));
        assertThat(listed(service, "true")).isEmpty();
        assertThat(listed(service, "false")).containsExactly(taskId);

        service.download(taskId);
        assertThat(listed(service, "true")).containsExactly(taskId);
        assertThat(listed(service, "false")).isEmpty();
    }

    @Test
    void unknownForeignAndDeletedAreAlike() {
        ServiceClient owner = withUsage("download-owner");
        ServiceClient stranger = new ServiceClient("download-stranger");
        String taskId = owner.finishedExport(DAY, DAY);
        String foreign = notFound(stranger.downloading(taskId).get());
        String unknown = notFound(owner.downloading("0".repeat(32)).get());
        owner.request().delete("/v1/{project}/export-tasks/" + taskId).then().statusCode(204);
        String deleted = notFound(owner.downloading(taskId).get());

        assertThat(List.of(foreign, unknown)).containsOnly(deleted);
        owner.request().delete("/v1/{project}/export-tasks/" + taskId).then().statusCode(404);
    }

    @Test
    void batchDeleteTakesOnlyItsOwn() {
        ServiceClient owner = withUsage("batch-owner");
        String taskId = owner.finishedExport(DAY, DAY);
        Map<String, List<String>> body = Map.of("task_ids", List.of(taskId, "unknown"));
        new ServiceClient("batch-stranger")
                .post("/v2/{project}/export-tasks/batch-delete", body)
                .then()
                .statusCode(200);
        assertThat(owner.taskCount()).isEqualTo(1);
        owner.post("/v2/{project}/export-tasks/batch-delete", body)
                .then()
                .statusCode(200)
                .body(equalTo("{}"));
        assertThat(owner.taskCount()).isZero();
        notFound(owner.downloading(taskId).get());
    }

    @Test
    void sameDataGivesTheSameBytes() {
        ServiceClient service = withUsage("download-twice");
        byte[] first = service.download(service.finishedExport(DAY, DAY));
        assertThat(service.download(service.finishedExport(DAY, DAY))).isEqualTo(first);
    }

    @Test
    void sameKeyIsTheSameTask() {
        ServiceClient service = withUsage("download-key");
        Map<String, Object> body = Map.of("start_time", DAY + "T00:00:00Z", "end_time", DAY + "T23:59:59Z");
        Map<String, Object> other = Map.of("start_time", DAY + "T00:00:00Z", "end_time", "2020-01-21T23:59:59Z");
        Response first = started(service, "november", body);
        String taskId = first.path("task_id");
        first.then().statusCode(202).header("Retry-After", "1");
        assertThat(first.header("Location")).endsWith("/v1/download-key/export-tasks/" + taskId);
        started(service, "november", body).then().statusCode(202).body("task_id", equalTo(taskId));
        started(service, "december", body).then().body("task_id", not(equalTo(taskId)));
        started(service, "november", other).then().statusCode(409).body("error_code", equalTo("WKS.00010032"));
        started(service, "no blanks", body).then().statusCode(400);
        assertThat(service.taskCount()).isEqualTo(2);
    }

    private static ServiceClient withUsage(String projectId) {
        ServiceClient service = new ServiceClient(projectId);
        service.send(
                closed("s-1", "desk", DAY + "T09:00:00Z", DAY + "T12:00:00Z").with("desktop_name", "Björn's"));
        service.aggregate(DAY, DAY);
        return service;
    }

    private static ValidatableResponse resumed(ServiceClient service, String taskId, String tag) {
        return service.downloading(taskId)
                .header("Range", "bytes=3-")
                .header("If-Range", tag)
                .get()
                .then();
    }

    private static Response started(ServiceClient service, String key, Map<String, Object> body) {
        return service.request()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/v1/{project}/export-tasks");
    }

    private static List<String> listed(ServiceClient service, String downloaded) {
        return service.request()
                .queryParam("is_download", downloaded)
                .get("/v2/{project}/export-tasks")
                .path("export_tasks.task_id");
    }

    private static String notFound(Response answer) {
        answer.then().statusCode(404).body("error_code", equalTo("WKS.00000404"));
        return answer.asString();
    }

    private static String sha256(byte[] file) {
        return DigestUtils.sha256Hex(file);
    }
}
