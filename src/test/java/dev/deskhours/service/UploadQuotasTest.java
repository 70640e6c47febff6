package dev.deskhours.service;

import java.time.Instant;
import java.util.stream.IntStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseResource;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.TestSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

/** What one project may send in where the operator bounds it. */
@QuarkusTest
@WithTestResource(
        value = DatabaseResource.class,
        initArgs = {
            @ResourceArg(name = "deskhours.limits.desktops-per-project", value = "3"),
            @ResourceArg(name = "deskhours.limits.sessions-per-day", value = "10")
        })
class UploadQuotasTest {
    @Test
    void desktopsOfAProject() {
        ServiceClient service = new ServiceClient("desktops");
        service.send(session("s-1", "a"), session("s-2", "b"), session("s-3", "c"));
        assertRefused(service.offer(session("s-4", "c"), session("s-5", "d")), "more than 3 desktops");
        assertRefused(service.post("/v1/{project}/desktops", "[{\"desktop_id\":\"d\"}]"), "more than 3 desktops");
        service.offer(session("s-4", "c")).then().body("inserted", equalTo(1));
        new ServiceClient("other-desktops").send(session("s-1", "d"));
    }

    @Test
    void sessionsOfADay() {
        ServiceClient service = new ServiceClient("sessions");
        service.send(sessions(6));
        service.send(sessions(4));
        assertRefused(service.offer(session("more", "a")), "more than 10 records of sessions on one day");
        new ServiceClient("other-sessions").send(sessions(10));
        assertRefused(new ServiceClient("too-many").offer(sessions(11)), "more than 10");
        new ServiceClient("too-many").send(sessions(10));
    }

    private static void assertRefused(Response answer, String message) {
        answer.then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("error_code", equalTo("APIGW.0308"))
                .body("error_msg", containsString(message));
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isLessThanOrEqualTo(86_401);
    }

    private static TestSession[] sessions(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> session("s-" + number, "a"))
                .toArray(TestSession[]::new);
    }

    private static TestSession session(String id, String desktop) {
        String day = Instant.now().minusSeconds(86_400).toString().substring(0, 10);
        return TestSession.closed(id, desktop, day + "T09:00:00Z", day + "T10:00:00Z");
    }
}
