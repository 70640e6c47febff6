package dev.deskhours.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.DatabaseIn2020;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

/** Every error has the one body, a content type and a request id, whoever makes it (docs/spec/api.md, Errors). */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class ErrorAnswersTest {
    private static final String SESSIONS = "/v1/errors/sessions";
    private static final String TASK = "/v1/errors/export-tasks/0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/v1/errors", "/v1/errors/nothing", "/v2/errors/export-tasks/a/b/c", "/q/nothing"})
    void unknownPath(String path) {
        assertError(given().get(path), 404, "APIGW.0101");
        assertError(given().delete(path), 404, "APIGW.0101");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/errors/settings, 'GET, HEAD, OPTIONS, PUT'",
        "POST, /v1/errors/settings, 'GET, HEAD, OPTIONS, PUT'",
        "GET, /v1/errors/sessions, 'OPTIONS, POST'",
        "PUT, /v1/errors/desktops, 'GET, HEAD, OPTIONS, POST'",
        "POST, /v1/errors/desktops/desk/usage, 'GET, HEAD, OPTIONS'",
        "DELETE, /v1/errors/usage/daily, 'GET, HEAD, OPTIONS'",
        "PATCH, /v1/errors/export-tasks, 'OPTIONS, POST'",
        "PUT, /v1/errors/export-tasks/some, 'DELETE, GET, HEAD, OPTIONS'",
        "DELETE, /v1/aggregation-runs, 'GET, HEAD, OPTIONS, POST'",
        "POST, /v2/errors/statistics/metrics/desktops, 'GET, HEAD, OPTIONS'",
        "PUT, /v2/errors/export-tasks, 'GET, HEAD, OPTIONS'",
        "GET, /v2/errors/export-tasks/batch-delete, 'OPTIONS, POST'",
        "DELETE, /v2/errors/export-tasks/some/download, 'GET, HEAD, OPTIONS'",
        "POST, /v3/errors/statistics/metrics/desktops/export, 'GET, HEAD, OPTIONS'",
    })
    void wrongMethod(String method, String path, String allowed) {
        Response answer = given().request(method, path);
        assertError(answer, 405, "APIGW.0101");
        String sorted =
                Arrays.stream(answer.header("Allow").split(", *")).sorted().collect(Collectors.joining(", "));
        assertThat(sorted).isEqualTo(allowed);
    }

    @Test
    void acceptOfSomethingElse() {
        assertError(given().accept("image/png").get("/v1/errors/settings"), 406, "WKS.00211102");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "rubbish"})
    void bodyOfAnotherKind(String contentType) {
        byte[] body = "x".getBytes(StandardCharsets.UTF_8);
        assertError(given().contentType(contentType).body(body).post(SESSIONS), 415, "WKS.00211102");
        assertError(given().contentType(contentType).body(body).put("/v1/errors/settings"), 415, "WKS.00211102");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "{\"time_zone\": }",
                "nonsense",
                "[{\"session_id\": \"a\"",
                "\"text\"",
                "{\"a\":\u0000}"
            })
    void malformedJson(String body) {
        assertError(json(body).post(SESSIONS), 400, "WKS.00211102");
        assertError(json(body).put("/v1/errors/settings"), 400, "WKS.00211102");
        assertError(json(body).post("/v1/aggregation-runs"), 400, "WKS.00211102");
        assertError(json(body).post("/v1/errors/export-tasks"), 400, "WKS.00211102");
        assertError(json(body).post("/v2/errors/export-tasks/batch-delete"), 400, "WKS.00211102");
    }

    @Test
    void noBody() {
        assertError(given().contentType("application/json").put("/v1/errors/settings"), 400, "WKS.00211102");
        assertError(given().contentType("application/json").post("/v1/errors/export-tasks"), 400, "WKS.00211102");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "%20", "%C3%B8", "%00", "a%2Fb", "%27%20or%201=1"})
    void badProjectId(String projectId) {
        assertError(raw().get("/v1/" + projectId + "/settings"), 400, "WKS.00211102");
        assertError(raw().get("/v2/" + projectId + "/export-tasks"), 400, "WKS.00211102");
        assertError(json("[]").urlEncodingEnabled(false).post("/v1/" + projectId + "/sessions"), 400, "WKS.00211102");
    }

    @Test
    void unknownTask() {
        assertError(given().get(TASK), 404, "WKS.00000404");
        assertError(given().delete(TASK), 404, "WKS.00000404");
        assertError(given().get("/v2/errors/export-tasks/none/download"), 404, "WKS.00000404");
        assertError(raw().get("/v1/errors/export-tasks/%00"), 404, "WKS.00000404");
    }

    @Test
    void bodyOverTheLimit() {
        byte[] body = "[ ]".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        assertError(given().contentType("application/json").body(body).post(SESSIONS), 413, "APIGW.0201");
    }

    /** The framework answers these itself, before anything of ours is asked: all that can be had is a bare 400. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/%/settings", "/v1/%zz/settings", "/v2/errors/export-tasks?file_name=%"})
    void escapesThatAreNone(String uri) throws IOException {
        String answer = rawAnswer("GET " + uri + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").doesNotContainIgnoringCase("exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/%C3/settings", "/v1/errors/export-tasks/%ff", "/v2/errors/export-tasks?file_name=%ff%00"})
    void rubbishInTheUri(String uri) throws IOException {
        String head = rawAnswer("GET " + uri + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(head).matches("(?s)HTTP/1.1 (200|400|404) .*").containsIgnoringCase("\r\nX-Request-Id: ");
        assertThat(head).containsIgnoringCase("\r\nContent-Type: application/json");
        assertThat(head).doesNotContain("Exception", "exception");
        if (!head.startsWith("HTTP/1.1 200")) {
            assertThat(head).contains("\"error_code\":\"", "\"error_msg\":\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0123-abc_DEF", "0123456789012345678901234567890123456789012345678901234567890123"})
    void goodRequestIdIsKept(String id) {
        given().header("X-Request-Id", id)
                .get("/v1/errors/settings")
                .then()
                .statusCode(200)
                .header("X-Request-Id", id);
        given().header("X-Request-Id", id)
                .get("/nowhere")
                .then()
                .statusCode(404)
                .header("X-Request-Id", id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a.b", "01234567890123456789012345678901234567890123456789012345678901234", "<script>"})
    void badRequestIdIsReplaced(String id) {
        given().header("X-Request-Id", id)
                .get("/v1/errors/settings")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f]{32}"));
    }

    private static RequestSpecification raw() {
        return given().urlEncodingEnabled(false);
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertError(Response answer, int status, String code) {
        answer.then()
                .statusCode(status)
                .header("Content-Type", startsWith("application/json"))
                .header("X-Request-Id", matchesPattern("[0-9a-f]{32}"))
                .body("error_code", equalTo(code))
                .body("size()", equalTo(2));
        assertThat(answer.<String>path("error_msg"))
                .hasSizeBetween(2, 512)
                .doesNotContain("Exception", "dev.deskhours", "com.fasterxml", "select ");
    }

    /** What is sent for a request that no client library would send. */
    private static String rawAnswer(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return reader.lines().collect(Collectors.joining("\r\n"));
        }
    }
}
