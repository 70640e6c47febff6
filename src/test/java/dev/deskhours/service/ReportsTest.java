package dev.deskhours.service;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.TestSession;

import static dev.deskhours.testing.TestSession.closed;
import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/spec/aggregation.md, Groups, peaks and people, and what their reports look like. */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class ReportsTest {
    @Test
    void peaksAndAveragesOfADay() {
        ServiceClient service = new ServiceClient("reports-peaks");
        service.send(
                closed("a", "a", "2020-01-20T08:00:00Z", "2020-01-20T10:00:00Z"),
                closed("b", "b", "2020-01-20T09:30:00Z", "2020-01-20T09:31:00Z"),
                closed("c", "c", "2020-01-20T10:00:00Z", "2020-01-20T11:00:00Z"));
        service.aggregate("2020-01-20", "2020-01-20");

        JsonPath hours = report(service, "concurrency", "2020-01-20", Map.of("period", "hour"));
        assertThat(hours.getList("slots")).hasSize(24);
        assertSlot(hours, 8, 1, "2020-01-20T08:00:00Z", 1.0f);
        assertSlot(hours, 9, 2, "2020-01-20T09:30:00Z", 1.0167f);
        assertSlot(hours, 10, 1, "2020-01-20T10:00:00Z", 1.0f);
        assertSlot(hours, 11, 0, null, 0.0f);
        JsonPath day = report(service, "concurrency", "2020-01-20", Map.of("period", "DAY"));
        assertThat(day.getList("slots")).hasSize(1);
        assertThat(day.getString("slots[0].from")).isEqualTo("2020-01-20T00:00:00Z");
        assertThat(day.getString("slots[0].to")).isEqualTo("2020-01-21T00:00:00Z");
        assertSlot(day, 0, 2, "2020-01-20T09:30:00Z", 0.1257f);
    }

    @Test
    void oneUserOnTwoDesktops() {
        ServiceClient service = new ServiceClient("reports-ivo");
        service.send(
                closed("1", "a", "2020-01-20T09:00:00Z", "2020-01-20T10:00:00Z").with("user_name", "ivo"),
                closed("2", "b", "2020-01-20T09:00:00Z", "2020-01-20T10:00:00Z").with("user_name", "ivo"));
        service.aggregate("2020-01-20", "2020-01-20");

        JsonPath hours = report(service, "concurrency", "2020-01-20", Map.of());
        assertThat(hours.getInt("slots[9].desktops.peak")).isEqualTo(2);
        assertThat(hours.getInt("slots[9].users.peak")).isEqualTo(1);
        assertThat(hours.getFloat("slots[9].users.average")).isEqualTo(1.0f);
        JsonPath summary = report(service, "summary", "2020-01-20", Map.of());
        assertThat(summary.getInt("unique_users")).isEqualTo(1);
        assertThat(summary.getInt("desktop_usage")).isEqualTo(7200);
        JsonPath days = service.request()
                .queryParam("start_time", "2020-01-20T00:00:00Z")
                .queryParam("end_time", "2020-01-20T23:59:59Z")
                .queryParam("detail", "sessions")
                .get("/v1/{project}/users/ivo/usage")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(days.getList("days")).hasSize(1);
        assertThat(days.getInt("days[0].user_usage")).isEqualTo(7200);
        assertThat(days.<String>getList("days[0].sessions.desktop_id")).containsExactly("a", "b");
    }

    @Test
    void autumnDayInOsloHasTwentyFiveHours() {
        ServiceClient service = new ServiceClient("reports-oslo");
        service.useZone("Europe/Oslo");
        // The first of the two hours that are both named 02.
        service.send(closed("1", "a", "2019-10-27T00:00:00Z", "2019-10-27T01:00:00Z"));
        service.aggregate("2019-10-27", "2019-10-27");

        JsonPath hours = report(service, "concurrency", "2019-10-27", Map.of());
        assertThat(hours.getList("slots")).hasSize(25);
        assertThat(hours.<Integer>getList("slots.desktops.peak").subList(0, 5)).containsExactly(0, 0, 1, 0, 0);
        assertThat(hours.getString("slots[2].from")).isEqualTo("2019-10-27T00:00:00Z");
        JsonPath week = report(service, "hours", "2019-10-27", Map.of());
        assertThat(week.getList("weekdays")).hasSize(1);
        assertThat(week.getString("weekdays[0].weekday")).isEqualTo("SUNDAY");
        assertThat(week.getList("weekdays[0].hours")).hasSize(24);
        assertThat(week.getFloat("weekdays[0].hours[2].average")).isEqualTo(0.5f);
        assertThat(week.getInt("weekdays[0].hours[2].highest")).isEqualTo(1);
    }

    @Test
    void groupsAreThoseOfTheDesktopsAsTheyAreKnownNow() {
        ServiceClient service = new ServiceClient("reports-groups");
        service.send(
                inPool("1", "a", "red", "kari", "2020-01-20T09:00:00Z", "2020-01-20T11:00:00Z"),
                inPool("2", "b", "red", "ola", "2020-01-20T10:00:00Z", "2020-01-20T11:00:00Z"),
                inPool("3", "c", "blue", "kari", "2020-01-20T10:30:00Z", "2020-01-20T12:00:00Z"),
                closed("4", "d", "2020-01-20T10:00:00Z", "2020-01-20T10:10:00Z"),
                closed("5", "a", "2020-01-20T08:59:00Z", "2020-01-20T08:59:00Z")
                        .with("user_name", "kari")
                        .with("failure_reason", "wrong password"));
        service.aggregate("2020-01-20", "2020-01-20");

        JsonPath project = report(service, "daily", "2020-01-20", Map.of());
        assertThat(project.<String, Integer>getMap("days[0]"))
                .containsAllEntriesOf(figures(4, 4, 16800, 4, 1, 2, 3, 2));
        JsonPath pools = report(service, "daily", "2020-01-20", Map.of("group_by", "pool"));
        assertThat(pools.<String>getList("days[0].groups.id")).containsExactly(null, "blue", "red");
        assertThat(pools.<String, Integer>getMap("days[0].groups[0]"))
                .containsAllEntriesOf(figures(1, 1, 600, 1, 0, 0, 1, 0));
        assertThat(pools.<String, Integer>getMap("days[0].groups[1]"))
                .containsAllEntriesOf(figures(1, 1, 5400, 1, 0, 1, 1, 1));
        assertThat(pools.<String, Integer>getMap("days[0].groups[2]"))
                .containsAllEntriesOf(figures(2, 2, 10800, 2, 1, 2, 2, 2));

        service.post(
                        "/v1/{project}/desktops",
                        List.of(Map.of("desktop_id", "b", "desktop_pool_id", "blue", "desktop_pool_name", "Blue")))
                .then()
                .statusCode(200);
        service.aggregate("2020-01-20", "2020-01-20");
        pools = report(service, "daily", "2020-01-20", Map.of("group_by", "pool"));
        assertThat(pools.<Integer>getList("days[0].groups.desktop_usage")).containsExactly(600, 9000, 7200);
        assertThat(pools.<Integer>getList("days[0].groups.users")).containsExactly(0, 2, 1);
        assertThat(pools.getString("days[0].groups[1].name")).isEqualTo("Blue");
        JsonPath summary = report(service, "summary", "2020-01-20", Map.of("group_by", "pool"));
        assertThat(summary.<Integer>getList("groups.unique_users")).containsExactly(0, 2, 1);
        assertThat(summary.<Integer>getList("groups.desktops_used")).containsExactly(1, 2, 1);
        assertThat(summary.<Integer>getList("groups.logins_failed")).containsExactly(0, 0, 1);
    }

    @Test
    void aSummaryHasThePeriodBefore() {
        ServiceClient service = new ServiceClient("reports-summary");
        service.send(
                closed("1", "a", "2020-01-19T09:00:00Z", "2020-01-19T10:00:00Z").with("user_name", "kari"),
                closed("2", "a", "2020-01-20T09:00:00Z", "2020-01-20T11:00:00Z").with("user_name", "kari"),
                closed("3", "b", "2020-01-21T09:00:00Z", "2020-01-21T11:00:00Z").with("user_name", "kari"));
        service.aggregate("2020-01-19", "2020-01-22");

        JsonPath summary = service.request()
                .queryParam("start_time", "2020-01-20T00:00:00Z")
                .queryParam("end_time", "2020-01-21T23:59:59Z")
                .get("/v1/{project}/usage/summary")
                .jsonPath();
        assertThat(summary.getString("first_day") + " " + summary.getString("last_day"))
                .isEqualTo("2020-01-20 2020-01-21");
        assertThat(List.of(
                        summary.getInt("desktops_used"),
                        summary.getInt("desktop_usage"),
                        summary.getInt("unique_users"),
                        summary.getInt("peak_desktops")))
                .containsExactly(2, 14400, 1, 1);
        assertThat(summary.getString("peak_at")).isEqualTo("2020-01-20T09:00:00Z");
        assertThat(summary.getString("before.first_day")).isEqualTo("2020-01-18");
        assertThat(summary.getInt("before.desktop_usage")).isEqualTo(3600);
        assertThat(summary.getInt("before.desktops_used")).isEqualTo(1);
    }

    @Test
    void desktopsByTheirActiveDays() {
        ServiceClient service = new ServiceClient("reports-active-days");
        service.send(
                closed("1", "one", "2020-01-20T09:00:00Z", "2020-01-20T10:00:00Z"),
                closed("2", "two", "2020-01-20T23:00:00Z", "2020-01-21T01:00:00Z"),
                closed("3", "three", "2020-01-20T09:00:00Z", "2020-01-22T01:00:00Z"));
        service.aggregate("2020-01-20", "2020-01-22");

        assertThat(desktops(service, Map.of("active_days_min", 2))).containsExactly("three", "two");
        assertThat(desktops(service, Map.of("active_days_max", 1))).containsExactly("one");
        assertThat(desktops(service, Map.of("active_days_min", 2, "active_days_max", 2)))
                .containsExactly("two");
        assertThat(desktops(service, Map.of("active_days_min", 2, "active_days_max", 1)))
                .isEmpty();
    }

    private static List<String> desktops(ServiceClient service, Map<String, Integer> filter) {
        return service.request()
                .queryParams(filter)
                .queryParam("start_time", "2020-01-20T00:00:00Z")
                .queryParam("end_time", "2020-01-22T23:59:59Z")
                .get("/v2/{project}/statistics/metrics/desktops")
                .then()
                .statusCode(200)
                .extract()
                .path("items.resource_id");
    }

    private static TestSession inPool(
            String id, String desktop, String pool, String user, String startedAt, String endedAt) {
        return closed(id, desktop, startedAt, endedAt).with("user_name", user).with("desktop_pool_id", pool);
    }

    private static Map<String, Integer> figures(
            int known, int used, int usage, int logins, int failed, int users, int peakDesktops, int peakUsers) {
        return Map.of(
                "desktops_known", known,
                "desktops_used", used,
                "desktop_usage", usage,
                "logins", logins,
                "logins_failed", failed,
                "users", users,
                "peak_desktops", peakDesktops,
                "peak_users", peakUsers);
    }

    private static void assertSlot(JsonPath report, int index, int peak, String peakAt, float average) {
        String slot = "slots[" + index + "].desktops.";
        assertThat(report.getInt(slot + "peak")).isEqualTo(peak);
        assertThat(report.getString(slot + "peak_at")).isEqualTo(peakAt);
        assertThat(report.getFloat(slot + "average")).isEqualTo(average);
    }

    private static JsonPath report(ServiceClient service, String name, String day, Map<String, String> parameters) {
        return service.request()
                .pathParam("report", name)
                .queryParams(parameters)
                .queryParam("start_time", day + "T00:00:00Z")
                .queryParam("end_time", day + "T23:59:59Z")
                .get("/v1/{project}/usage/{report}")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
