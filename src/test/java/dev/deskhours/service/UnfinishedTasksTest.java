package dev.deskhours.service;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.WithoutWorker;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

/** What callers see of tasks that no worker takes: this service has none, and allows two unfinished tasks. */
@QuarkusTest
@WithTestResource(WithoutWorker.class)
class UnfinishedTasksTest {
    @Test
    void taskThatIsNotFinished() {
        ServiceClient service = new ServiceClient("unfinished");
        String taskId = started(service).path("task_id");
        service.task(taskId)
                .then()
                .statusCode(200)
                .header("Retry-After", "1")
                .body("status", equalTo("CREATING"))
                .body("progress", equalTo(0));
        service.downloading(taskId)
                .get()
                .then()
                .statusCode(400)
                .body("error_code", equalTo("WKS.00211102"))
                .body("error_msg", equalTo("the export is not finished yet"));
        service.request().delete("/v1/{project}/export-tasks/" + taskId).then().statusCode(204);
        service.task(taskId).then().statusCode(404);
    }

    @Test
    void tooManyUnfinishedTasksOfOneProject() {
        ServiceClient service = new ServiceClient("too-many");
        String first = started(service).then().statusCode(200).extract().path("task_id");
        started(service).then().statusCode(200);
        started(service)
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("error_code", equalTo("APIGW.0308"));
        started(new ServiceClient("another")).then().statusCode(200);

        service.request().delete("/v1/{project}/export-tasks/" + first).then().statusCode(204);
        started(service).then().statusCode(200);
    }

    private static Response started(ServiceClient service) {
        return service.request()
                .queryParam("start_time", "2026-11-20T00:00:00Z")
                .queryParam("end_time", "2026-11-20T23:59:59Z")
                .get("/v3/{project}/statistics/metrics/desktops/export");
    }
}
