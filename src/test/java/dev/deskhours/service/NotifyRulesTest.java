package dev.deskhours.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static dev.deskhours.testing.TestSession.closed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

/** Rules about idle desktops over HTTP (docs/spec/delivery.md, Idleness). */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class NotifyRulesTest {
    private static final String RULES = "/v2/{project}/statistics/notify-rules";
    private static final String RECORDS = "/v2/{project}/statistics/notification-records";
    private static final Map<String, Object> RULE = Map.of(
            "metric_name", "desktop_idle_duration",
            "threshold", 2,
            "comparison_operator", ">=",
            "interval", 3,
            "notify_object", "operations");

    @Test
    void aRuleIsAddedChangedAndDeleted() {
        ServiceClient service = new ServiceClient("rules-life");
        String id = add(service, RULE).getString("rule_id");
        assertThat(id).matches("[0-9a-f]{32}");
        JsonPath rules = get(service, RULES);
        assertThat(rules.getInt("count")).isEqualTo(1);
        assertThat(rules.<String, Object>getMap("items[0]"))
                .containsAllEntriesOf(RULE)
                .containsEntry("enable", true);
        assertThat(add(service, RULE).getString("rule_id")).as("the same again").isEqualTo(id);
        service.post(RULES, with("threshold", 3)).then().statusCode(409).body("error_code", equalTo("WKS.00010032"));

        put(service, id, with("threshold", 5)).statusCode(200);
        assertThat(get(service, RULES).getInt("items[0].threshold")).isEqualTo(5);
        put(service, "no-such-rule", RULE).statusCode(404).body("error_code", equalTo("WKS.00000404"));
        put(new ServiceClient("rules-stranger"), id, RULE).statusCode(404);

        service.request().delete(RULES + "/" + id).then().statusCode(204);
        service.request().delete(RULES + "/" + id).then().statusCode(404);
        assertThat(get(service, RULES).getInt("count")).isZero();
    }

    @Test
    void whatIsWrongIsToldAtOnce() {
        ServiceClient service = new ServiceClient("rules-wrong");
        service.post(RULES, Map.of("metric_name", "user_usage", "threshold", 31, "interval", 0))
                .then()
                .statusCode(400)
                .body(
                        "error_msg",
                        equalTo("metric_name 'user_usage' is not desktop_idle_duration; threshold '31' is not 1..30;"
                                + " comparison_operator is required, >=; interval '0' is not 1..30"));
        service.post(RULES, Map.of())
                .then()
                .statusCode(400)
                .body(
                        "error_msg",
                        equalTo("metric_name is required, desktop_idle_duration; threshold is required, 1..30;"
                                + " comparison_operator is required, >="));
    }

    @Test
    void whatMatchesIsToldAfterTheRun() {
        ServiceClient service = new ServiceClient("rules-told");
        service.send(
                closed("1", "a", "2020-01-20T09:00:00Z", "2020-01-20T10:00:00Z"),
                closed("2", "b", "2020-01-20T09:00:00Z", "2020-01-20T10:00:00Z"),
                closed("3", "b", "2020-01-23T09:00:00Z", "2020-01-23T10:00:00Z"));
        String id = add(service, RULE).getString("rule_id");
        service.aggregate("2020-01-20", "2020-01-22");
        await().atMost(Duration.ofSeconds(30)).until(() -> get(service, RECORDS).getInt("count") == 1);
        service.aggregate("2020-01-23", "2020-01-25");
        await().atMost(Duration.ofSeconds(30)).until(() -> get(service, RECORDS).getInt("count") == 2);

        JsonPath records = get(service, RECORDS);
        assertThat(records.<String>getList("items.day")).containsExactly("2020-01-25", "2020-01-22");
        assertThat(records.<String, Object>getMap("items[1]"))
                .containsEntry("rule_id", id)
                .containsEntry("match_count", 2)
                .containsEntry("metric_name", "desktop_idle_duration")
                .containsEntry("threshold", 2)
                .containsEntry("comparison_operator", ">=")
                .containsEntry("desktop_ids", List.of("a", "b"));
        assertThat(records.<String>getList("items[0].desktop_ids"))
                .as("a after another three days, b for the first time since its use")
                .containsExactly("a", "b");
        assertThat(get(new ServiceClient("rules-other"), RECORDS).getInt("count"))
                .isZero();
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> rule = new HashMap<>(RULE);
        rule.put(name, value);
        return rule;
    }

    private static JsonPath add(ServiceClient service, Map<String, Object> rule) {
        return service.post(RULES, rule).then().statusCode(200).extract().jsonPath();
    }

    private static ValidatableResponse put(ServiceClient service, String id, Map<String, Object> rule) {
        return service.request()
                .contentType("application/json")
                .body(rule)
                .put(RULES + "/" + id)
                .then();
    }

    private static JsonPath get(ServiceClient service, String path) {
        return service.request().get(path).then().statusCode(200).extract().jsonPath();
    }
}
