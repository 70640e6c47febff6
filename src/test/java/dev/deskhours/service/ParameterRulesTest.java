package dev.deskhours.service;

import java.util.stream.Stream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/**
 * The rules of docs/spec/api.md, Parameters of the desktop operations, for the list and of both ways to start an
 * export. A wrong request leaves no task.
 */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class ParameterRulesTest {
    private static final String LIST = "/v2/rules/statistics/metrics/desktops";
    private static final String EXPORT = "/v3/rules/statistics/metrics/desktops/export";
    private static final String PERIOD = "start_time=2020-01-01T00:00:00Z&end_time=2020-01-20T23:59:59Z";
    private static final String EVERY_RULE =
            "start_time=x&end_time=2020-01-20&resource_name=" + "n".repeat(256) + "&resource_id=" + "i".repeat(513)
                    + "&min_idle_days=181&max_idle_days=-1&usage_min_hours=+1&usage_max_hours=";
    private static final String EVERY_RULE_NAMED = "start_time 'x' is not a time as 2026-11-01T00:00:00Z; "
            + "end_time '2020-01-20' is not a time as 2026-11-01T00:00:00Z; resource_name is not 1..255 characters; "
            + "resource_id is not 1..512 characters; min_idle_days '181' is not 0..180; "
            + "max_idle_days '-1' is not 0..180; usage_min_hours ' 1' is not 0..2147483646; "
            + "usage_max_hours '' is not 0..2147483646";
    private static final String LAST_RULES =
            "enterprise_project_id=" + "e".repeat(65) + "&sort_field=name&sort_type=up";
    private static final String LAST_RULES_NAMED = "enterprise_project_id is not 1..64 characters; "
            + "sort_field 'name' is not one of desktop_usage, desktop_idle_duration; "
            + "sort_type 'up' is not one of ASC, DESC";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            min_idle_days=-1                       | min_idle_days '-1' is not 0..180
            min_idle_days=181                      | min_idle_days '181' is not 0..180
            min_idle_days=1&min_idle_days=1        | min_idle_days is given 2 times
            max_idle_days=%2B1                     | max_idle_days '+1' is not 0..180
            max_idle_days=%201                     | max_idle_days ' 1' is not 0..180
            max_idle_days=                         | max_idle_days '' is not 0..180
            max_idle_days=1.0                      | max_idle_days '1.0' is not 0..180
            usage_min_hours=2147483647             | usage_min_hours '2147483647' is not 0..2147483646
            usage_max_hours=many                   | usage_max_hours 'many' is not 0..2147483646
            usage_min_hours=2&usage_max_hours=1    | usage_max_hours is below usage_min_hours
            resource_name=a&resource_name=b        | resource_name is given 2 times
            resource_id=a%00b                      | resource_id is not 1..512 characters
            sort_field=name                        | sort_field 'name' is not one of desktop_usage, desktop_idle_duration
            sort_field=desktop_usage&sort_type=up  | sort_type 'up' is not one of ASC, DESC
            sort_type=ASC                          | sort_type needs sort_field
            """)
    void eachRuleAlone(String query, String message) {
        refused(get(LIST, PERIOD + "&" + query), message);
        refusedWithoutTask(PERIOD + "&" + query, message);
    }

    @ParameterizedTest
    @CsvSource({"resource_name,255", "resource_id,512", "enterprise_project_id,64"})
    void longestText(String name, int most) {
        accepted(get(LIST, PERIOD + "&" + name + "=" + "x".repeat(most)));
        accepted(get(LIST, PERIOD + "&" + name + "=%20%20"));
        refusedWithoutTask(
                PERIOD + "&" + name + "=" + "x".repeat(most + 1), name + " is not 1.." + most + " characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            end_time=2020-01-20T00:00:00Z | start_time is required, as 2026-11-01T00:00:00Z
            start_time=2020-01-20T00:00Z | end_time is required, as 2026-11-01T00:00:00Z
            start_time=2020-01-20T00:00:01Z&end_time=2020-01-20T00:00:00Z | end_time is before start_time
            start_time=2018-11-07T23:59:59Z&end_time=2020-01-20T00:00:00Z | start_time is before the oldest day, 2018-11-08T00:00:00Z
            """)
    void period(String query, String message) {
        refused(get(LIST, query), message);
        refusedWithoutTask(query, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-01-01T00:00:00Z",
                "2020-01-01T00:00Z",
                "2020-01-01T00:00:00.123456789Z",
                "2020-01-01T08:00:00%2B08:00",
                "2020-01-01T00:00:00",
                "2020-01-01T00:00",
                "2018-11-08T00:00:00Z"
            })
    void formsOfTimes(String time) {
        accepted(get(LIST, "start_time=" + time + "&end_time=2020-01-20T23:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2020-01-01", "1577836800", "2020-01-01 00:00:00", "2020-02-30T00:00:00Z", "2020-01-01T24:00:00Z"
            })
    void otherFormsOfTimes(String time) {
        refusedWithoutTask(
                "start_time=" + time + "&end_time=2020-01-31T00:00:00Z",
                "start_time '" + time + "' is not a time as 2026-11-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"limit=0,limit '0' is not 1..100", "limit=101,limit '101' is not 1..100"})
    void pageOfTheListOnly(String query, String message) {
        refused(get(LIST, PERIOD + "&" + query), message);
        accepted(get(EXPORT, PERIOD + "&" + query));
        accepted(get(LIST, PERIOD + "&limit=100&offset=2147483646"));
        refused(get(LIST, PERIOD + "&offset=2147483647"), "offset '2147483647' is not 0..2147483646");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "min_idle_days=180&max_idle_days=0",
                "usage_min_hours=0&usage_max_hours=2147483646",
                "sort_field=desktop_usage",
                "sort_field=desktop_idle_duration&sort_type=dEsC",
                "enterprise_project_id=all_granted_eps",
                "nobody_knows=this&nobody_knows=that"
            })
    void whatIsNoError(String query) {
        accepted(get(LIST, PERIOD + "&" + query));
        accepted(get(EXPORT, PERIOD + "&" + query));
    }

    @Test
    void oneAnswerNamesEveryRuleInOrder() {
        refused(get(LIST, EVERY_RULE), EVERY_RULE_NAMED);
        refusedWithoutTask(EVERY_RULE, EVERY_RULE_NAMED);
        refusedWithoutTask(LAST_RULES + "&" + PERIOD, LAST_RULES_NAMED);
        String page = "; offset 'x' is not 0..2147483646; limit 'y' is not 1..100";
        refused(get(LIST, "limit=y&offset=x&" + LAST_RULES + "&" + PERIOD), LAST_RULES_NAMED + page);
    }

    @Test
    void whatDoesNotFitIsNamedAtLeast() {
        String query = EVERY_RULE.replace("=x&", "=" + "x".repeat(99) + "&") + "&" + LAST_RULES + "&offset=x&limit=y";
        String message = get(LIST, query).path("error_msg");
        assertThat(message)
                .hasSizeLessThanOrEqualTo(512)
                .startsWith("start_time 'xxx")
                .endsWith("limit is wrong");
        assertThat(message.split("; ")).hasSize(13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "65", "a%20b", "%C3%A6"})
    void projectId(String projectId) {
        String id = projectId.equals("65") ? "x".repeat(65) : projectId;
        Response answer = get(LIST.replace("rules", id), PERIOD + "&limit=0");
        answer.then().statusCode(400);
        assertThat(answer.<String>path("error_msg"))
                .matches("project_id '.+' is not 1..64 of .*; limit '0' is not 1..100");
    }

    @Test
    void bodyOfAnExport() {
        String period = "\"start_time\": \"2020-01-01T00:00:00Z\", \"end_time\": \"2020-01-20T23:59:59Z\"";
        refusedBody(
                "[]",
                "body is not a JSON object; start_time is required, as 2026-11-01T00:00:00Z;"
                        + " end_time is required, as 2026-11-01T00:00:00Z");
        refusedBody("{" + period + ", \"resource_id\": [\"a\"]}", "resource_id is neither text nor number");
        refusedBody("{" + period + ", \"max_idle_days\": 181}", "max_idle_days '181' is not 0..180");
        refusedBody("{" + period + ", \"max_idle_days\": 1.5}", "max_idle_days '1.5' is not 0..180");
        ServiceClient service = new ServiceClient("rules-body");
        service.useZone("UTC");
        service.post("/v1/{project}/export-tasks", "{" + period + ", \"max_idle_days\": 1, \"resource_id\": null}")
                .then()
                .statusCode(202);
    }

    @Test
    void bodyOfABatchDelete() {
        String twoHundred = ids(200);
        assertThat(delete("{\"task_ids\": [" + twoHundred + "]}").statusCode()).isEqualTo(200);
        refused(delete("{\"task_ids\": [" + ids(201) + "]}"), "task_ids has 201 ids, not 1..200");
        refused(delete("{\"task_ids\": []}"), "task_ids has 0 ids, not 1..200");
        refused(delete("{}"), "task_ids has 0 ids, not 1..200");
        refused(delete(""), "task_ids has 0 ids, not 1..200");
        refused(delete("{\"task_ids\": [\"a\", \"a\"]}"), "task_ids[1] 'a' is there twice");
        refused(
                delete("{\"task_ids\": [\"\", null]}"),
                "task_ids[0] is not 1..64 characters; task_ids[1] is not 1..64 characters");
        refused(delete("{\"task_ids\": [\"" + "x".repeat(65) + "\"]}"), "task_ids[0] is not 1..64 characters");
        assertThat(delete("{\"task_ids\": \"a\"}").statusCode()).isEqualTo(400);
    }

    private static String ids(int count) {
        return String.join(
                ",",
                Stream.iterate(1, n -> n + 1)
                        .limit(count)
                        .map(n -> "\"id-" + n + "\"")
                        .toList());
    }

    private static Response delete(String body) {
        return new ServiceClient("rules").post("/v2/{project}/export-tasks/batch-delete", body);
    }

    private static Response get(String path, String query) {
        return given().urlEncodingEnabled(false).get(path + "?" + query.replace(" ", "%20"));
    }

    private static void accepted(Response answer) {
        answer.then().statusCode(200);
    }

    private static void refused(Response answer, String message) {
        answer.then()
                .statusCode(400)
                .contentType("application/json")
                .body("error_code", equalTo("WKS.00211102"))
                .body("error_msg", equalTo(message));
    }

    private static void refusedWithoutTask(String query, String message) {
        int before = new ServiceClient("rules").taskCount();
        refused(get(EXPORT, query), message);
        assertThat(new ServiceClient("rules").taskCount()).isEqualTo(before);
    }

    private static void refusedBody(String body, String message) {
        ServiceClient service = new ServiceClient("rules-bad-body");
        refused(service.post("/v1/{project}/export-tasks", body), message);
        assertThat(service.taskCount()).isZero();
    }
}
