package dev.deskhours.service;

import java.util.Collections;
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
import static dev.deskhours.testing.TestSession.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Login records, users at once, used and unused desktops (docs/spec/api.md, Login records and the following). */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class ConnectionsTest {
    private static final String RECORDS = "/v2/{project}/connections/desktops";
    private static final String ONLINE = "/v2/{project}/connections/online-users";
    private static final String USED = "/v2/{project}/desktops/statistics/used";
    private static final String UNUSED = "/v2/{project}/desktops/statistics/unused";
    private static final String EXPORT = "/v3/{project}/desktops/connections/export";

    @Test
    void loginRecordsAreTheSessionsAsTheyAreKept() {
        ServiceClient service = office("login-records");
        JsonPath all = get(service, RECORDS, Map.of());
        assertThat(all.getInt("total_count")).isEqualTo(4);
        assertThat(all.<String>getList("records.transaction_id")).containsExactly("open", "failed", "2", "1");
        assertThat(all.<String, Object>getMap("records[1]"))
                .isEqualTo(Map.of(
                        "transaction_id", "failed",
                        "desktop_id", "b",
                        "computer_name", "b",
                        "user_name", "ola",
                        "connection_start_time", "2020-01-21T07:00:00Z",
                        "is_reconnect", false,
                        "connection_failure_reason", "wrong password"));
        assertThat(all.<String, Object>getMap("records[3]"))
                .isEqualTo(Map.of(
                        "transaction_id", "1",
                        "desktop_id", "a",
                        "computer_name", "Finance-01",
                        "sid", "S-1",
                        "enterprise_project_id", "ep",
                        "user_name", "kari",
                        "connection_start_time", "2020-01-20T08:00:00Z",
                        "connection_setup_time", "2020-01-20T08:00:00Z",
                        "connection_end_time", "2020-01-20T10:00:00Z",
                        "is_reconnect", false));
        assertThat(all.<Object>get("records[0].connection_end_time")).isNull();
        assertThat(all.getBoolean("records[2].is_reconnect")).isTrue();
    }

    @Test
    void loginRecordsAreFilteredAndPaged() {
        ServiceClient service = office("login-records-filtered");
        assertThat(ids(service, Map.of("user_name", "KAR"))).containsExactly("2", "1");
        assertThat(ids(service, Map.of("computer_name", "finance"))).containsExactly("2", "1");
        assertThat(ids(service, Map.of("computer_name", "B"))).containsExactly("open", "failed");
        assertThat(ids(service, Map.of("enterprise_project_id", "ep"))).containsExactly("2", "1");
        assertThat(ids(service, Map.of("enterprise_project_id", "all_granted_eps")))
                .hasSize(4);
        assertThat(ids(service, times("2020-01-20T08:00Z", "2020-01-20T09:30Z")))
                .containsExactly("2", "1");
        assertThat(ids(service, times("2020-01-20T08:01Z", "2020-01-20T09:29:59Z")))
                .isEmpty();
        assertThat(ids(service, times("2020-01-21", "2020-01-21"))).containsExactly("open", "failed");
        assertThat(ids(service, Map.of("offset", "1", "limit", "2"))).containsExactly("failed", "2");
        JsonPath none = get(service, RECORDS, Map.of("limit", "0"));
        assertThat(none.getInt("total_count")).isEqualTo(4);
        assertThat(none.getList("records")).isEmpty();
        assertThat(ids(new ServiceClient("login-records-unknown"), Map.of())).isEmpty();
    }

    @Test
    void wrongQuestionsOfLoginRecordsAreToldAtOnce() {
        ServiceClient service = new ServiceClient("login-records-wrong");
        refused(
                service,
                RECORDS,
                Map.of("start_time", "2020-01-20", "limit", "1001"),
                "end_time is required, as 2026-11-01T00:00:00Z; limit '1001' is not 0..1000");
        refused(service, RECORDS, times("2020-01-21", "2020-01-20"), "end_time is before start_time");
        refused(service, ONLINE, Map.of("query_type", "YEAR"), "query_type 'YEAR' is not one of DAY, WEEK, MONTH");
        refused(
                service,
                ONLINE,
                Map.of(),
                "start_time is required, as 2026-11-01T00:00:00Z; end_time is required, as 2026-11-01T00:00:00Z");
        refused(service, EXPORT, Map.of("end_time", "2020-01-20"), "start_time is required, as 2026-11-01T00:00:00Z");
    }

    @Test
    void usersAtOnceByTheHourForADayAndByTheDayOtherwise() {
        ServiceClient service = office("online-users");
        List<String> hours =
                get(service, ONLINE, times("2020-01-20", "2020-01-20")).getList("time_counts");
        assertThat(hours)
                .hasSize(24)
                .contains("2020-01-20T08:00:00Z : 1", "2020-01-20T09:00:00Z : 1", "2020-01-20T10:00:00Z : 1")
                .contains("2020-01-20T11:00:00Z : 0");
        List<String> days = get(service, ONLINE, times("2020-01-20T00:00Z", "2020-01-21T23:59:59Z"))
                .getList("time_counts");
        assertThat(days).containsExactly("2020-01-20 : 1", "2020-01-21 : 1");
        assertThat(get(service, ONLINE, Map.of("query_type", "day")).<String>getList("time_counts"))
                .hasSize(24)
                .contains("2020-01-21T07:00:00Z : 0", "2020-01-21T08:00:00Z : 1");
        assertThat(get(service, ONLINE, Map.of("query_type", "WEEK")).<String>getList("time_counts"))
                .isEqualTo(days);
        assertThat(get(service, ONLINE, Map.of("query_type", "MONTH", "start_time", "nonsense"))
                        .<String>getList("time_counts"))
                .isEqualTo(days);
    }

    @Test
    void usedDesktopsByDayAndHour() {
        ServiceClient service = office("used-desktops");
        JsonPath days = used(service, Map.of("start_time", "2020-01-20", "end_time", "2020-01-21"));
        assertThat(days.getInt("total_count")).isEqualTo(2);
        assertThat(days.<Map<String, Object>>getList("desktop_used_info_list"))
                .containsExactly(
                        Map.of(
                                "desktop_id", "a",
                                "desktop_username", "kari",
                                "used_info_list",
                                        List.of(
                                                Map.of("date", "2020-01-20", "use_time", "2.50"),
                                                Map.of("date", "2020-01-21", "use_time", "0.00"))),
                        Map.of(
                                "desktop_id", "b",
                                "desktop_username", "ola",
                                "used_info_list",
                                        List.of(
                                                Map.of("date", "2020-01-20", "use_time", "0.00"),
                                                Map.of("date", "2020-01-21", "use_time", "16.00"))));
        JsonPath hours = used(
                service,
                Map.of("start_time", "2020-01-20", "end_time", "2020-01-20", "group_by_type", "hour", "limit", 1));
        assertThat(hours.<String>getList("desktop_used_info_list.desktop_id")).containsExactly("a");
        assertThat(hours.<Map<String, String>>getList("desktop_used_info_list[0].used_info_list"))
                .hasSize(24)
                .contains(
                        Map.of("date", "2020-01-20T08:00:00Z", "use_time", "1.00"),
                        Map.of("date", "2020-01-20T09:00:00Z", "use_time", "1.00"),
                        Map.of("date", "2020-01-20T10:00:00Z", "use_time", "0.50"));
    }

    @Test
    void usedDesktopsAreThoseOfAUserOrOfAList() {
        ServiceClient service = office("used-desktops-of");
        Map<String, String> period = times("2020-01-20", "2020-01-21");
        assertThat(used(service, with(period, "desktop_ids", List.of("b", "none")))
                        .<String>getList("desktop_used_info_list.desktop_id"))
                .containsExactly("b");
        assertThat(used(service, with(period, "desktop_username", "kari"))
                        .<String>getList("desktop_used_info_list.desktop_id"))
                .containsExactly("a");
        assertThat(used(service, with(period, "desktop_username", "kar")).getInt("total_count"))
                .isZero();
        JsonPath second = used(service, with(period, "offset", 1));
        assertThat(second.getInt("total_count")).isEqualTo(2);
        assertThat(second.<String>getList("desktop_used_info_list.desktop_id")).containsExactly("b");
        assertThat(used(service, Map.of()).<String>getList("desktop_used_info_list[0].used_info_list.date"))
                .as("of the last 15 days those up to the last one aggregated")
                .containsExactly("2020-01-17", "2020-01-18", "2020-01-19", "2020-01-20", "2020-01-21");
    }

    @Test
    void wrongQuestionsOfUsedDesktopsAreToldAtOnce() {
        ServiceClient service = new ServiceClient("used-desktops-wrong");
        service.post(
                        USED,
                        Map.of(
                                "start_time", "2020-01-01",
                                "end_time", "2020-02-01",
                                "desktop_ids", List.of(""),
                                "group_by_type", "WEEK",
                                "limit", 101))
                .then()
                .statusCode(400)
                .body("error_code", equalTo("WKS.00211102"))
                .body(
                        "error_msg",
                        equalTo("desktop_ids has one that is not 1..512 characters; end_time is more than 31 days after"
                                + " start_time; group_by_type 'WEEK' is not one of DAY, HOUR; limit '101' is not"
                                + " 0..100"));
        List<String> tooMany = Collections.nCopies(2001, "x");
        service.post(USED, Map.of("desktop_ids", tooMany))
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("desktop_ids has 2001 ids, more than 2000"));
        used(service, Map.of("start_time", "2020-01-01", "end_time", "2020-01-31"));
        service.post(USED, Map.of("colour", "red")).then().statusCode(200).header("X-Ignored-Parameters", "colour");
    }

    @Test
    void unusedDesktops() {
        ServiceClient service = office("unused-desktops");
        service.post(
                        "/v1/{project}/desktops",
                        List.of(Map.of(
                                "desktop_id", "idle",
                                "desktop_name", "Idle",
                                "created_at", "2020-01-01T12:00:00Z",
                                "last_used_at", "2020-01-02T08:00:00Z")))
                .then()
                .statusCode(200);
        service.aggregate("2020-01-20", "2020-01-21");
        JsonPath lastDay = get(service, UNUSED, Map.of());
        assertThat(lastDay.getInt("total_count")).isEqualTo(2);
        assertThat(lastDay.<Map<String, Object>>getList("unused_desktops"))
                .containsExactly(
                        Map.of(
                                "desktop_id", "a",
                                "compute_name", "Finance-01",
                                "disconnect_time", "2020-01-20T10:30:00Z"),
                        Map.of(
                                "desktop_id", "idle",
                                "compute_name", "Idle",
                                "create_time", "2020-01-01T12:00:00Z",
                                "disconnect_time", "2020-01-02T08:00:00Z"));
        JsonPath both = get(service, UNUSED, times("2020-01-20T00:00Z", "2020-01-21"));
        assertThat(both.<String>getList("unused_desktops.desktop_id")).containsExactly("idle");
        Map<String, Object> second = with(times("2020-01-21", "2020-01-21"), "offset", "1");
        assertThat(get(service, UNUSED, second).<String>getList("unused_desktops.desktop_id"))
                .containsExactly("idle");
    }

    @Test
    void theExportHasTheRecordsOfTheList() {
        ServiceClient service = office("connections-export");
        String taskId =
                get(service, EXPORT, times("2020-01-20T08:00Z", "2020-01-21")).getString("task_id");
        service.awaitFile(taskId);
        assertThat(service.task(taskId).<String>path("file_name"))
                .isEqualTo("connections_2020-01-20_2020-01-21_" + taskId.substring(0, 8) + ".csv");
        assertThat(service.text(taskId)).isEqualTo("""
                transaction_id,user_name,desktop_id,computer_name,enterprise_project_id,connection_start_time,\
                connection_end_time,is_reconnect,connection_failure_reason\r
                open,ola,b,b,,2020-01-21T08:00:00Z,,false,\r
                failed,ola,b,b,,2020-01-21T07:00:00Z,,false,wrong password\r
                2,kari,a,Finance-01,ep,2020-01-20T09:30:00Z,2020-01-20T10:30:00Z,true,\r
                1,kari,a,Finance-01,ep,2020-01-20T08:00:00Z,2020-01-20T10:00:00Z,false,\r
                """);
        String filtered = get(service, EXPORT, with(times("2020-01-20", "2020-01-21"), "user_name", "ol"))
                .getString("task_id");
        service.awaitFile(filtered);
        assertThat(ServiceClient.rows(service.text(filtered)))
                .extracting(row -> row.get("transaction_id"))
                .containsExactly("open", "failed");
    }

    /** Two desktops, two people, two days. */
    private static ServiceClient office(String project) {
        ServiceClient service = new ServiceClient(project);
        service.send(
                closed("1", "a", "2020-01-20T08:00:00Z", "2020-01-20T10:00:00Z")
                        .with("user_name", "kari")
                        .with("desktop_name", "Finance-01")
                        .with("machine_sid", "S-1")
                        .with("enterprise_project_id", "ep"),
                closed("2", "a", "2020-01-20T09:30:00Z", "2020-01-20T10:30:00Z")
                        .with("user_name", "kari")
                        .with("reconnect", "true"),
                open("failed", "b", "2020-01-21T07:00:00Z")
                        .with("user_name", "ola")
                        .with("failure_reason", "wrong password"),
                open("open", "b", "2020-01-21T08:00:00Z")
                        .with("user_name", "ola")
                        .with("last_seen_at", "2020-02-01T02:59:00Z"));
        service.aggregate("2020-01-20", "2020-01-21");
        return service;
    }

    private static List<String> ids(ServiceClient service, Map<String, ?> parameters) {
        return get(service, RECORDS, parameters).getList("records.transaction_id");
    }

    private static Map<String, String> times(String start, String end) {
        return Map.of("start_time", start, "end_time", end);
    }

    private static Map<String, Object> with(Map<String, ?> parameters, String name, Object value) {
        Map<String, Object> more = new HashMap<>(parameters);
        more.put(name, value);
        return more;
    }

    private static JsonPath used(ServiceClient service, Map<String, ?> body) {
        return service.post(USED, body).then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath get(ServiceClient service, String path, Map<String, ?> parameters) {
        return asked(service, path, parameters).statusCode(200).extract().jsonPath();
    }

    private static void refused(ServiceClient service, String path, Map<String, ?> parameters, String message) {
        asked(service, path, parameters)
                .statusCode(400)
                .body("error_code", equalTo("WKS.00211102"))
                .body("error_msg", equalTo(message));
    }

    private static ValidatableResponse asked(ServiceClient service, String path, Map<String, ?> parameters) {
        return service.request().queryParams(parameters).get(path).then();
    }
}
