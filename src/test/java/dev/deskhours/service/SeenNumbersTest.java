package dev.deskhours.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static dev.deskhours.testing.TestSession.closed;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Who sends records in sees how far their numbers go, and why there are none (docs/spec/api.md, How far numbers go). */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class SeenNumbersTest {
    private static final String THROUGH = "X-Aggregated-Through";
    private static final String NOTE = "X-Note";
    private static final String TODAY = "2020-02-01";
    private static final String PERIOD = "start_time=2020-01-20T00:00:00Z&end_time=2020-01-22T23:59:59Z";
    private static final List<String> NUMBERS = List.of(
            "/v2/{project}/statistics/metrics/desktops?",
            "/v1/{project}/usage/daily?",
            "/v1/{project}/desktops/desk/usage?",
            "/v3/{project}/statistics/metrics/desktops/export?");

    @Test
    void everyAnswerSaysHowFarItsNumbersGo() {
        ServiceClient service = used("seen-through");
        service.aggregate("2020-01-20", "2020-01-21");
        for (String path : NUMBERS) {
            Response answer = service.request().get(path + PERIOD);
            assertThat(answer.header(THROUGH)).as(path).isEqualTo("2020-01-21");
            assertThat(answer.header(NOTE)).as(path).isNull();
        }
        service.request()
                .get("/v1/{project}/usage/daily?" + PERIOD)
                .then()
                .body("aggregated_through", equalTo("2020-01-21"));
        service.request().get("/v1/{project}/desktops").then().header(THROUGH, "2020-01-21");
        String task = service.finishedExport("2020-01-20", "2020-01-22");
        assertThat(service.task(task).header(THROUGH)).isEqualTo("2020-01-21");
        assertThat(service.downloading(task).get().header(THROUGH)).isEqualTo("2020-01-21");
        Response started = service.post(
                "/v1/{project}/export-tasks",
                Map.of("start_time", "2020-01-22T00:00:00Z", "end_time", "2020-01-22T23:59:59Z"));
        assertThat(started.header(THROUGH)).isEqualTo("2020-01-21");
        assertThat(started.header(NOTE)).contains("aggregated through 2020-01-21");
    }

    @Test
    void aPeriodWithoutNumbersIsAnsweredWithAReason() {
        ServiceClient service = used("seen-note");
        assertNote(service, PERIOD, "no day of the project is aggregated yet");
        service.aggregate("2020-01-20", "2020-01-21");
        assertNote(
                service,
                "start_time=2020-01-22T00:00:00Z&end_time=2020-01-25T00:00:00Z",
                "no day of the period is aggregated yet: the project is aggregated through 2020-01-21");
        assertNote(
                service,
                "start_time=2020-01-20T10:00:00Z&end_time=2020-01-20T20:00:00Z",
                "the period covers no whole day: a day counts if its 23:59:59 (UTC) lies in it");
        assertNote(
                service,
                "start_time=" + TODAY + "T00:00:00Z&end_time=" + TODAY + "T23:59:59Z",
                "the period has no day that is over: " + TODAY + " (UTC)");
    }

    @Test
    void aRunByHandBehindAGapBeginsAtTheGap() {
        ServiceClient service = used("seen-gap");
        service.aggregate("2020-01-22", "2020-01-22");
        assertThat(service.allDays("desk", "2020-01-20", "2020-01-22"))
                .extracting(day -> day.get("desktop_usage"))
                .containsExactly(3600, 0, 7200);
    }

    @Test
    void aDayThatIsNotOverIsNoSuccess() {
        used("seen-today");
        post("{\"project_id\": \"seen-today\", \"first_day\": \"" + TODAY + "\", \"last_day\": \"" + TODAY + "\"}")
                .then()
                .statusCode(202);
        await().atMost(Duration.ofMinutes(1)).until(() -> status("seen-today").equals("FAIL"));
        assertThat(runs("seen-today").<String>path("runs[0].fail_reason")).contains(TODAY + " is not over in UTC");
    }

    @Test
    void everythingDueNeedsNoDays() {
        ServiceClient service = used("seen-due");
        post("{\"project_id\": \"seen-due\"}").then().statusCode(202).body("first_day", nullValue());
        await().atMost(Duration.ofMinutes(1)).until(() -> status("seen-due").equals("SUCCESS"));
        runs("seen-due")
                .then()
                .body("runs[0].first_day", equalTo("2020-01-20"))
                .body("runs[0].last_day", equalTo("2020-01-31"));
        assertThat(service.desktops("2020-01-20", "2020-01-31")).hasSize(1);
        given().noContentType().post("/v1/aggregation-runs").then().statusCode(202);
    }

    @Test
    void fieldsAreNamedAsTheyAreSent() {
        post("{\"last_day\": \"2020-01-20\"}")
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("first_day is required with last_day, as 2026-11-01"));
        post("{\"project_id\": \"not good\"}")
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("project_id is not 1..64 of A-Z a-z 0-9 _ -"));
    }

    @Test
    void projectsAndDesktopsCanBeListed() {
        ServiceClient service = used("seen-list");
        service.post(
                "/v1/{project}/desktops",
                List.of(
                        Map.of("desktop_id", "desk", "desktop_name", "Finance 1"),
                        Map.of("desktop_id", "other", "desktop_name", "Sales 100%")));
        service.aggregate("2020-01-20", "2020-01-20");
        Map<String, Object> project = given().queryParam("limit", 100)
                .get("/v1/projects")
                .then()
                .statusCode(200)
                .extract()
                .path("projects.find { it.project_id == 'seen-list' }");
        assertThat(project)
                .containsEntry("time_zone", "UTC")
                .containsEntry("first_day", "2020-01-20")
                .containsEntry("last_day", "2020-01-22")
                .containsEntry("desktops", 2)
                .containsEntry("aggregated_through", "2020-01-20");

        assertThat(names(service, "")).containsExactly("Finance 1", "Sales 100%");
        assertThat(names(service, "?desktop_name=FINANCE")).containsExactly("Finance 1");
        assertThat(names(service, "?desktop_name=0%25")).containsExactly("Sales 100%");
        assertThat(names(service, "?desktop_name=_")).isEmpty();
        assertThat(names(service, "?offset=1&limit=1")).containsExactly("Sales 100%");
        service.request().get("/v1/{project}/desktops?limit=1").then().body("count", equalTo(2));
        service.request().get("/v1/{project}/desktops?limit=101").then().statusCode(400);
    }

    @Test
    void nativeOperationsDoNotKnowWhatNobodyHasHeardOf() {
        ServiceClient nobody = new ServiceClient("seen-nobody");
        for (String path : List.of("usage/daily?" + PERIOD, "desktops/desk/usage?" + PERIOD, "desktops")) {
            nobody.request()
                    .get("/v1/{project}/" + path)
                    .then()
                    .statusCode(404)
                    .body("error_code", equalTo("WKS.00000404"))
                    .body("error_msg", containsString("nobody has heard of this project"));
        }
        nobody.post(
                        "/v1/{project}/export-tasks",
                        Map.of("start_time", "2020-01-20T00:00:00Z", "end_time", "2020-01-22T23:59:59Z"))
                .then()
                .statusCode(404);
        assertThat(nobody.desktops("2020-01-20", "2020-01-22"))
                .as("as the cloud answers")
                .isEmpty();

        used("seen-desktop")
                .request()
                .get("/v1/{project}/desktops/none/usage?" + PERIOD)
                .then()
                .statusCode(404)
                .body("error_msg", containsString("this desktop"));
    }

    /** An hour on 20 January, nothing on the 21st, two hours on the 22nd. */
    private static ServiceClient used(String project) {
        ServiceClient service = new ServiceClient(project);
        service.send(
                closed("s-1", "desk", "2020-01-20T10:00:00Z", "2020-01-20T11:00:00Z"),
                closed("s-2", "desk", "2020-01-22T10:00:00Z", "2020-01-22T12:00:00Z"));
        return service;
    }

    private static void assertNote(ServiceClient service, String period, String note) {
        for (String path : NUMBERS) {
            Response answer = service.request().get(path + period);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.header(NOTE)).as(path).startsWith(note);
        }
    }

    private static List<String> names(ServiceClient service, String query) {
        return service.request()
                .urlEncodingEnabled(false)
                .get("/v1/{project}/desktops" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("desktops.desktop_name");
    }

    private static Response post(String body) {
        return given().contentType("application/json").body(body).post("/v1/aggregation-runs");
    }

    private static Response runs(String project) {
        return given().queryParam("project_id", project).get("/v1/aggregation-runs");
    }

    private static String status(String project) {
        return runs(project).path("runs[0].status");
    }
}
