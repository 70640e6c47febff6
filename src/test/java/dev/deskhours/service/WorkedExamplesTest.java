package dev.deskhours.service;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.common.mapper.TypeRef;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.TestSession;

import static dev.deskhours.testing.TestSession.closed;
import static dev.deskhours.testing.TestSession.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/**
 * Every example of docs/spec/aggregation.md, Usage of a desktop on a day, from the sessions in to the days, the list
 * and the file out.
 */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class WorkedExamplesTest {
    @Test
    void thirteenHours() {
        ServiceClient service = new ServiceClient("thirteen-hours");
        service.send(
                closed("morning", "desk", "2020-01-20T09:00:00Z", "2020-01-20T12:00:00Z"),
                closed("afternoon", "desk", "2020-01-20T13:00:00Z", "2020-01-20T21:00:00Z"),
                closed("night", "desk", "2020-01-20T22:00:00Z", "2020-01-21T01:00:00Z"));
        service.aggregate("2020-01-20", "2020-01-21");

        List<Map<String, Object>> days = service.days("desk", "2020-01-20", "2020-01-21");
        assertThat(days).hasSize(2);
        assertDay(days.get(0), "2020-01-20", 46800, 3, "2020-01-21T00:00:00Z");
        assertDay(days.get(1), "2020-01-21", 3600, 0, "2020-01-21T01:00:00Z");
        assertThat(parts(days.get(0)))
                .containsExactly(
                        "morning 2020-01-20T09:00:00Z 2020-01-20T12:00:00Z",
                        "afternoon 2020-01-20T13:00:00Z 2020-01-20T21:00:00Z",
                        "night 2020-01-20T22:00:00Z 2020-01-21T00:00:00Z");
        assertThat(parts(days.get(1))).containsExactly("night 2020-01-21T00:00:00Z 2020-01-21T01:00:00Z");
        assertUsage(service, "2020-01-20", "2020-01-20", 46800, "13.00", 0);
        assertUsage(service, "2020-01-21", "2020-01-21", 3600, "1.00", 82800);
        assertUsage(service, "2020-01-20", "2020-01-21", 50400, "14.00", 82800);
    }

    @Test
    void overlapIsCountedOnce() {
        ServiceClient service = new ServiceClient("overlap");
        service.send(
                closed("s-1", "desk", "2020-01-20T10:00:00Z", "2020-01-20T11:00:00Z"),
                closed("s-2", "desk", "2020-01-20T10:30:00Z", "2020-01-20T11:30:00Z"));
        service.aggregate("2020-01-20", "2020-01-20");

        List<Map<String, Object>> days = service.days("desk", "2020-01-20", "2020-01-20");
        assertThat(days).hasSize(1);
        assertDay(days.get(0), "2020-01-20", 5400, 2, "2020-01-20T11:30:00Z");
        assertThat(parts(days.get(0))).hasSize(2);
        assertUsage(service, "2020-01-20", "2020-01-20", 5400, "1.50", 45000);
    }

    @Test
    void partsOfSecondsAreCutPerDay() {
        ServiceClient service = new ServiceClient("parts-of-seconds");
        service.send(closed("s-1", "desk", "2020-01-20T23:59:59.400Z", "2020-01-21T00:00:00.400Z"));
        service.aggregate("2020-01-20", "2020-01-21");

        List<Map<String, Object>> days = service.days("desk", "2020-01-20", "2020-01-21");
        assertThat(days).hasSize(2);
        assertDay(days.get(0), "2020-01-20", 0, 1, "2020-01-21T00:00:00Z");
        assertDay(days.get(1), "2020-01-21", 0, 0, "2020-01-21T00:00:00Z");
        CSVRecord row = service.exportedRows("2020-01-20", "2020-01-21").get(0);
        assertThat(List.of(row.get("desktop_usage"), row.get("active_days"), row.get("logins")))
                .containsExactly("0", "2", "1");
    }

    @Test
    void autumnDayInOsloHasTwentyFiveHours() {
        ServiceClient service = new ServiceClient("oslo-autumn");
        service.useZone("Europe/Oslo");
        service.send(open("s-1", "desk", "2019-10-26T10:00:00Z").with("last_seen_at", "2020-02-01T03:00:00Z"));
        service.aggregate("2019-10-26", "2019-10-27");

        List<Map<String, Object>> days = service.days("desk", "2019-10-26", "2019-10-27");
        assertThat(days).hasSize(2);
        assertDay(days.get(0), "2019-10-26", 43200, 1, "2019-10-26T22:00:00Z");
        assertDay(days.get(1), "2019-10-27", 90000, 0, "2019-10-27T23:00:00Z");
        assertUsage(service, "2019-10-27", "2019-10-27", 90000, "25.00", 0);
    }

    @Test
    void springDayInOsloHasTwentyThreeHours() {
        ServiceClient service = new ServiceClient("oslo-spring");
        service.useZone("Europe/Oslo");
        service.send(closed("s-1", "desk", "2019-03-30T10:00:00Z", "2019-04-01T10:00:00Z"));
        service.aggregate("2019-03-30", "2019-03-31");

        assertDay(
                service.days("desk", "2019-03-31", "2019-03-31").get(0),
                "2019-03-31",
                82800,
                0,
                "2019-03-31T22:00:00Z");
    }

    @Test
    void endBeforeStartIsRefusedAndNothingIsStored() {
        ServiceClient service = new ServiceClient("end-before-start");
        service.offer(
                        closed("good", "desk", "2020-01-20T09:00:00Z", "2020-01-20T10:00:00Z"),
                        closed("bad", "desk", "2020-01-20T10:00:00Z", "2020-01-20T09:59:59Z"))
                .then()
                .statusCode(400)
                .body("error_code", equalTo("WKS.00211102"))
                .body("error_msg", containsString("ended_at is before started_at"));

        service.offer(closed("good", "desk", "2020-01-20T09:00:00Z", "2020-01-20T10:00:00Z"))
                .then()
                .body("inserted", equalTo(1));
    }

    @Test
    void sameIdReplacesAndSameContentChangesNothing() {
        ServiceClient service = new ServiceClient("upsert");
        TestSession first = closed("s-1", "desk", "2020-01-20T09:00:00Z", "2020-01-20T10:00:00Z");
        TestSession longer = closed("s-1", "desk", "2020-01-20T09:00:00Z", "2020-01-20T12:00:00Z");
        assertIntake(service, first, 1, 0, 0);
        service.aggregate("2020-01-20", "2020-01-20");
        assertUsage(service, "2020-01-20", "2020-01-20", 3600, "1.00", 50400);

        assertIntake(service, first, 0, 0, 1);
        assertIntake(service, longer, 0, 1, 0);
        assertIntake(service, longer, 0, 0, 1);
        service.aggregate("2020-01-20", "2020-01-20");
        assertUsage(service, "2020-01-20", "2020-01-20", 10800, "3.00", 43200);
        assertThat(parts(service.days("desk", "2020-01-20", "2020-01-20").get(0)))
                .containsExactly("s-1 2020-01-20T09:00:00Z 2020-01-20T12:00:00Z");
    }

    @Test
    void failedLoginAndMomentOfUse() {
        ServiceClient service = new ServiceClient("no-time-at-all");
        service.send(
                closed("failed", "desk", "2020-01-20T09:00:00Z", "2020-01-20T10:00:00Z")
                        .with("failure_reason", "wrong password"),
                closed("moment", "desk", "2020-01-20T08:00:00Z", "2020-01-20T08:00:00Z"));
        service.aggregate("2020-01-20", "2020-01-20");

        Map<String, Object> day =
                service.days("desk", "2020-01-20", "2020-01-20").get(0);
        assertDay(day, "2020-01-20", 0, 1, "2020-01-20T08:00:00Z");
        assertThat(parts(day)).containsExactly("moment 2020-01-20T08:00:00Z 2020-01-20T08:00:00Z");
    }

    private static void assertIntake(
            ServiceClient service, TestSession session, int inserted, int updated, int unchanged) {
        Map<String, Object> answer = service.offer(session).as(new TypeRef<>() {});
        assertThat(answer)
                .containsAllEntriesOf(
                        Map.of("received", 1, "inserted", inserted, "updated", updated, "unchanged", unchanged));
    }

    private static void assertDay(Map<String, Object> day, String date, int usage, int logins, String lastUsedAt) {
        assertThat(day).containsEntry("day", date).containsEntry("desktop_usage", usage);
        assertThat(day).containsEntry("logins", logins).containsEntry("last_used_at", lastUsedAt);
    }

    /** What the list and the file say of the only desktop. */
    private static void assertUsage(
            ServiceClient service, String firstDay, String lastDay, int usage, String hours, int idle) {
        List<Map<String, Object>> desktops = service.desktops(firstDay, lastDay);
        assertThat(desktops).hasSize(1);
        assertThat(desktops.get(0).get("metric"))
                .isEqualTo(List.of(metric("desktop_usage", usage), metric("desktop_idle_duration", idle)));
        List<CSVRecord> rows = service.exportedRows(firstDay, lastDay);
        assertThat(rows).hasSize(1);
        assertThat(Stream.of("desktop_usage", "desktop_usage_hours", "desktop_idle_duration")
                        .map(rows.get(0)::get))
                .containsExactly(Integer.toString(usage), hours, Integer.toString(idle));
    }

    private static Map<String, Object> metric(String name, int seconds) {
        return Map.of("metric_name", name, "metric_value", (float) seconds);
    }

    @SuppressWarnings("unchecked")
    private static List<String> parts(Map<String, Object> day) {
        return ((List<Map<String, Object>>) day.get("sessions"))
                .stream()
                        .map(part -> Stream.of("session_id", "from", "to")
                                .map(name -> Objects.toString(part.get(name)))
                                .reduce((left, right) -> left + " " + right)
                                .orElseThrow())
                        .toList();
    }
}
