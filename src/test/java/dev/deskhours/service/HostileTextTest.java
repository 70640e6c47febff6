package dev.deskhours.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.SecuredService;
import dev.deskhours.testing.ServiceClient;

import static dev.deskhours.testing.SecuredService.ADMINISTRATOR;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Text that is code elsewhere, in SQL, LIKE, CSV, HTML or a path, is nothing but text here. */
@QuarkusTest
@WithTestResource(SecuredService.class)
class HostileTextTest {
    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    private static final String PROJECT = SecuredService.HOSTILE;
    private static final String NEIGHBOUR = "neighbour";
    private static final String SECRET = "the-neighbours-desktop";

    static final List<String> TEXTS = List.of(
            "'",
            "''; drop table session; --",
            "' or '1'='1",
            "x' union select project_id, desktop_id from desktop --",
            "$1 $2 :name ?",
            "\\'; select pg_sleep(60); --",
            "a'); set local deskhours.project_id = '" + NEIGHBOUR + "'; --",
            "100%",
            "_",
            "%_%",
            "\\%",
            "*",
            ".*",
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "=cmd|' /C calc'!A0",
            "a,b;c|d",
            "\"quoted\" \"\"twice\"\"",
            "two\r\nlines",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "&amp;&#x3c;",
            "../../../../etc/passwd",
            "..\\..\\windows",
            "%2e%2e%2f",
            "${jndi:ldap://127.0.0.1/a}",
            "${deskhours.db.password}",
            "{{7*7}}",
            "\u202Etxt.exe",
            "\uFEFFbom",
            "İstanbul ıI",
            "ﬁ 𝔘𝔫𝔦 😀");

    private static boolean sent;

    @BeforeEach
    void desktopsOfThatName() {
        if (sent) {
            return;
        }
        sent = true;
        List<Map<String, Object>> sessions = new ArrayList<>();
        for (int number = 0; number < TEXTS.size(); number++) {
            sessions.add(session(number, TEXTS.get(number)));
        }
        send(PROJECT, sessions);
        send(NEIGHBOUR, List.of(session(0, SECRET)));
        aggregate(PROJECT);
        aggregate(NEIGHBOUR);
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void isFoundAsItIsAndFindsNothingElse(String text) {
        Response answer = list("resource_name", text);
        answer.then().statusCode(200).contentType("application/json");
        List<String> expected = TEXTS.stream()
                .filter(name -> lower(name).contains(lower(text.strip())))
                .toList();
        assertThat(answer.<List<String>>path("items.resource_name")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(answer.asString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void asAnyOtherParameterLeaksNothing(String text) {
        for (String parameter : List.of(
                "resource_id", "enterprise_project_id", "sort_field", "min_idle_days", "start_time", "offset")) {
            Response answer = list(parameter, text);
            assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 400);
            assertHarmless(answer, text);
        }
        assertHarmless(administrator().queryParam("file_name", text).get("/v2/" + PROJECT + "/export-tasks"), text);
        assertHarmless(administrator().queryParam("task_id", text).get("/v2/" + PROJECT + "/export-tasks"), text);
        assertHarmless(get("/v1/" + PROJECT + "/export-tasks/" + escaped(text)), text);
        assertHarmless(get("/v2/" + PROJECT + "/export-tasks/" + escaped(text) + "/download"), text);
        assertHarmless(get("/v1/" + escaped(text) + "/settings"), text);
        assertHarmless(
                get("/v1/" + PROJECT + "/desktops/" + escaped(text) + "/usage?start_time=" + DAY
                        + "T00:00:00Z&end_time=" + DAY + "T23:59:59Z"),
                text);
        assertHarmless(
                given().header("X-Auth-Token", "x")
                        .header("X-Request-Id", oneLine(text))
                        .get("/v1/a/settings"),
                text);
    }

    @Test
    void comesBackWholeInAFile() {
        List<CSVRecord> rows = ServiceClient.rows(export());
        assertThat(rows).hasSize(TEXTS.size());
        for (CSVRecord row : rows) {
            String text = TEXTS.get(Integer.parseInt(row.get("resource_id").substring("desk-".length())));
            String safe = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
            assertThat(row.get("resource_name")).isEqualTo(safe);
            assertThat(row.get("latest_connect_username")).isEqualTo(safe);
            assertThat(row.get("resource_pool_name")).isEqualTo(safe);
            assertThat(row.get("desktop_usage")).isEqualTo("3600");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/hostile/export-tasks/..%2F..%2F..%2Fetc%2Fpasswd/download",
                "/v2/hostile/export-tasks/%2e%2e/%2e%2e/neighbour/export-tasks",
                "/v2/hostile/../neighbour/export-tasks",
                "/v2/neighbour;project_id=hostile/export-tasks",
                "/v2/neighbour/export-tasks?project_id=hostile",
                "/v2/hostile%2F..%2Fneighbour/export-tasks",
                "/v2/hostile/export-tasks/....//download",
                "/v1/hostile%2Fsettings",
                "/%2e%2e/%2e%2e/application.properties",
                "/../application.properties",
                "/index.html/..%5c..%5capplication.properties",
                "/META-INF/MANIFEST.MF",
                "/q/swagger-ui/../../application.properties"
            })
    void pathsLeadNowhereElse(String path) {
        Response answer = given().header("X-Auth-Token", SecuredService.HOSTILE_TOKEN)
                .urlEncodingEnabled(false)
                .get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 403, 404);
        assertHarmless(answer, "");
    }

    private static void assertHarmless(Response answer, String ownText) {
        List<String> leaks = Stream.of(
                        SECRET, "Exception", "syntax error", "root:", "select ", "jdbc:", "postgresql://")
                .filter(leak -> !ownText.contains(leak))
                .toList();
        assertThat(answer.statusCode()).as(answer.asString()).isLessThan(500);
        assertThat(answer.asString()).doesNotContain(leaks);
        assertThat(answer.header("Content-Type"))
                .satisfiesAnyOf(type -> assertThat(type).startsWith("application/json"), type -> assertThat(type)
                        .isNull());
    }

    private static Response get(String path) {
        return administrator().urlEncodingEnabled(false).get(path);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Response list(String parameter, String value) {
        RequestSpecification request = administrator().queryParam("limit", 100);
        if (!parameter.equals("start_time")) {
            request.queryParam("start_time", DAY + "T00:00:00Z");
        }
        return request.queryParam("end_time", DAY + "T23:59:59Z")
                .queryParam(parameter, value)
                .get("/v2/" + PROJECT + "/statistics/metrics/desktops");
    }

    private static String export() {
        String taskId = administrator()
                .queryParam("start_time", DAY + "T00:00:00Z")
                .queryParam("end_time", DAY + "T23:59:59Z")
                .get("/v3/" + PROJECT + "/statistics/metrics/desktops/export")
                .path("task_id");
        await().atMost(Duration.ofSeconds(30)).until(() -> administrator()
                .get("/v1/" + PROJECT + "/export-tasks/" + taskId)
                .path("status")
                .equals("SUCCESS"));
        byte[] file = administrator()
                .get("/v2/" + PROJECT + "/export-tasks/" + taskId + "/download")
                .asByteArray();
        return new String(file, StandardCharsets.UTF_8);
    }

    private static Map<String, Object> session(int number, String text) {
        return Map.of(
                "session_id", text + number,
                "desktop_id", "desk-" + number,
                "desktop_name", text,
                "desktop_pool_name", text,
                "user_name", text,
                "started_at", DAY + "T09:00:00Z",
                "ended_at", DAY + "T10:00:00Z");
    }

    private static void send(String project, List<Map<String, Object>> sessions) {
        administrator()
                .contentType("application/json")
                .body(json(sessions))
                .post("/v1/" + project + "/sessions")
                .then()
                .statusCode(200);
    }

    private static byte[] json(Object value) {
        try {
            return new ObjectMapper().writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void aggregate(String project) {
        Map<String, String> days =
                Map.of("project_id", project, "first_day", DAY.toString(), "last_day", DAY.toString());
        administrator()
                .contentType("application/json")
                .body(json(days))
                .post("/v1/aggregation-runs")
                .then()
                .statusCode(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> administrator()
                .queryParam("project_id", project)
                .queryParam("status", "RUNNING")
                .get("/v1/aggregation-runs")
                .path("count")
                .equals(0));
    }

    private static RequestSpecification administrator() {
        return given().header("X-Auth-Token", ADMINISTRATOR);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
