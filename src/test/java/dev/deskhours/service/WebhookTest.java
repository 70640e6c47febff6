package dev.deskhours.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.standardwebhooks.Webhook;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseResource;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.TestSession;
import dev.deskhours.testing.WebhookReceiver;
import dev.deskhours.testing.WebhookReceiver.Received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** Webhooks as who is told of events sees them (docs/spec/delivery.md, Webhooks). */
@QuarkusTest
@QuarkusTestResource(
        value = DatabaseResource.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "deskhours.webhooks.http", value = "true"),
            @ResourceArg(name = "deskhours.webhooks.allow", value = "127.0.0.1/32"),
            @ResourceArg(name = "deskhours.webhooks.poll-every", value = "100ms")
        })
class WebhookTest {
    private static final List<String> EXPORTS = List.of("export.succeeded", "export.failed");

    @Test
    void whoWaitsForAnExportIsTold() throws Exception {
        ServiceClient service = new ServiceClient("told");
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            String secret = make(service, "hook", receiver.url(), EXPORTS)
                    .body("secret", startsWith("whsec_"))
                    .body("enabled", equalTo(true))
                    .extract()
                    .path("secret");
            String task = service.finishedExport("2026-11-01", "2026-11-02");
            Received message = only(receiver);
            new Webhook(secret).verify(message.body(), message.headers());
            assertThat(message.body())
                    .contains("\"type\":\"export.succeeded\"", "\"task_id\":\"" + task + "\"", "\"row_count\":0")
                    .contains("\"link\":\"/v1/told/export-tasks/" + task + "\"");
            Awaitility.await().untilAsserted(() -> get(service, "/hook/deliveries")
                    .body("deliveries.state", contains("DELIVERED"))
                    .body("deliveries.event_id", contains(message.header("webhook-id")))
                    .body("deliveries.answer_status", contains(200))
                    .body("deliveries.answer", contains("thank you")));
            get(service, "/hook").body("secret", nullValue()).body("url", equalTo(receiver.url()));
        }
    }

    @Test
    void aRunTellsOfItsProject() {
        ServiceClient service = new ServiceClient("counted");
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            make(service, "hook", receiver.url(), List.of("aggregation.succeeded", "aggregation.failed"));
            make(new ServiceClient("elsewhere"), "hook", receiver.url(), List.of("aggregation.succeeded"));
            service.send(TestSession.closed("s", "d", "2026-11-02T09:00:00Z", "2026-11-02T10:00:00Z"));
            service.aggregate("2026-11-02", "2026-11-02");
            assertThat(only(receiver).body())
                    .contains(
                            "\"type\":\"aggregation.succeeded\"",
                            "\"project_id\":\"counted\"",
                            "\"trigger\":\"manual\"",
                            "\"last_day\":\"2026-11-02\"");
        }
    }

    @Test
    void aPingTriesIt() {
        ServiceClient service = new ServiceClient("tried");
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            make(service, "hook", receiver.url(), EXPORTS);
            String event = service.request()
                    .post("/v1/{project}/webhooks/hook/ping")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("event_id");
            assertThat(only(receiver).header("webhook-id")).isEqualTo(event);
        }
    }

    @Test
    void itIsListedChangedAndDeleted() {
        ServiceClient service = new ServiceClient("changed");
        String secret =
                make(service, "b", "https://example.com/b", EXPORTS).extract().path("secret");
        make(service, "a", "https://example.com/a", EXPORTS);
        get(service, "").body("webhooks.name", contains("a", "b"));
        service.request()
                .contentType("application/json")
                .body(Map.of("url", "https://example.com/c", "events", List.of("ping"), "enabled", false))
                .put("/v1/{project}/webhooks/a")
                .then()
                .statusCode(200)
                .body("url", equalTo("https://example.com/c"))
                .body("events", contains("ping"))
                .body("enabled", equalTo(false));
        String rotated = service.request()
                .post("/v1/{project}/webhooks/b/secret")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        assertThat(rotated).startsWith("whsec_").isNotEqualTo(secret);
        for (String name : List.of("a", "b")) {
            service.request().delete("/v1/{project}/webhooks/" + name).then().statusCode(204);
        }
        get(service, "").body("webhooks", empty());
        service.request().delete("/v1/{project}/webhooks/a").then().statusCode(404);
        service.request().get("/v1/{project}/webhooks/a/deliveries").then().statusCode(404);
    }

    @Test
    void whatIsWrongIsToldAtOnce() {
        ServiceClient service = new ServiceClient("wrong");
        refused(service, Map.of("url", "http://[::1]/", "events", EXPORTS), "not allowed");
        refused(service, Map.of("url", "https://169.254.169.254/latest", "events", EXPORTS), "not allowed");
        refused(service, Map.of("url", "https://10.0.0.1/", "events", EXPORTS), "not allowed");
        refused(service, Map.of("url", "https://user@example.com/", "events", EXPORTS), "https://HOST/PATH");
        refused(service, Map.of("events", EXPORTS), "https://HOST/PATH");
        refused(service, Map.of("url", "https://example.com/", "events", List.of()), "events is a list of");
        refused(
                service,
                Map.of("url", "https://example.com/", "events", List.of("export.suceeded")),
                "did you mean export.succeeded?");
        refused(service, Map.of("url", "https://example.com/", "events", EXPORTS, "name", "A B"), "name is 1..64");
        refused(service, Map.of("url", "https://example.com/", "event", EXPORTS), "did you mean events?");
    }

    @Test
    void aNameIsTakenOnceAndTenAreEnough() {
        ServiceClient service = new ServiceClient("many");
        Map<String, Object> body = Map.of("name", "hook", "url", "https://example.com/", "events", EXPORTS);
        service.post("/v1/{project}/webhooks", body).then().statusCode(200);
        service.post("/v1/{project}/webhooks", body).then().statusCode(409);
        for (int more = 1; more < 10; more++) {
            service.post("/v1/{project}/webhooks", Map.of("url", "https://example.com/", "events", EXPORTS))
                    .then()
                    .statusCode(200);
        }
        service.post("/v1/{project}/webhooks", Map.of("url", "https://example.com/", "events", EXPORTS))
                .then()
                .statusCode(429)
                .body("error_msg", containsString("at most 10"));
    }

    private static Received only(WebhookReceiver receiver) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !receiver.received()
                .isEmpty());
        assertThat(receiver.received()).hasSize(1);
        return receiver.received().get(0);
    }

    private static ValidatableResponse make(ServiceClient service, String name, String url, List<String> events) {
        return service.post("/v1/{project}/webhooks", Map.of("name", name, "url", url, "events", events))
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse get(ServiceClient service, String path) {
        return service.request().get("/v1/{project}/webhooks" + path).then().statusCode(200);
    }

    private static void refused(ServiceClient service, Map<String, Object> body, String rule) {
        service.post("/v1/{project}/webhooks", body).then().statusCode(400).body("error_msg", containsString(rule));
    }
}
