package dev.deskhours.aggregation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.DatabaseResource;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.SettableClock;
import dev.deskhours.testing.TestSession;

import static dev.deskhours.testing.TestSession.closed;
import static dev.deskhours.testing.TestSession.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every example about sessions without an end (docs/spec/aggregation.md, Sessions without an end), and about desktops of
 * which little is known, from the records in to the days and the list out, under a clock that moves.
 */
@QuarkusTest
@QuarkusTestResource(value = DatabaseResource.class, restrictToAnnotatedClass = true)
@TestProfile(NightTest.Night.class)
class SessionEndExamplesTest {
    private static final List<Path> FIELD =
            List.of(Path.of("..", "shared", "data", "field"), Path.of("..", "..", "shared", "data", "field"));
    private static final TestSession EVENING = open("s-1", "desk", "2026-11-01T20:00:00Z");
    private static final String LOST = "2026-11-01 0 1 2026-11-01T20:00:00Z [20:00:00Z-20:00:00Z]";
    private static final String EVENING_COUNTS = "2026-11-01 14400 1 2026-11-02T00:00:00Z [20:00:00Z-00:00:00Z]";
    private static final String MORNING_COUNTS = "2026-11-02 28800 0 2026-11-02T08:00:00Z [00:00:00Z-08:00:00Z]";

    @Inject
    SettableClock clock;

    @Inject
    AggregationRunner runner;

    @Test
    void withoutAHeartbeatItIsLostAfterThreeDays() {
        ServiceClient service = new ServiceClient("lost-night-by-night");
        clock.set(Instant.parse("2026-11-01T20:05:00Z"));
        service.send(EVENING);

        night("2026-11-02T02:00:00Z");
        assertThat(days(service)).containsExactly(EVENING_COUNTS);
        night("2026-11-03T02:00:00Z");
        night("2026-11-04T02:00:00Z");
        assertThat(days(service))
                .containsExactly(
                        EVENING_COUNTS,
                        "2026-11-02 86400 0 2026-11-03T00:00:00Z [00:00:00Z-00:00:00Z]",
                        "2026-11-03 86400 0 2026-11-04T00:00:00Z [00:00:00Z-00:00:00Z]");
        night("2026-11-05T02:00:00Z");
        assertThat(days(service)).containsExactly(LOST);
    }

    @Test
    void aggregatedWeeksLaterItIsTheSame() {
        ServiceClient service = new ServiceClient("lost-weeks-later");
        clock.set(Instant.parse("2026-11-22T12:00:00Z"));
        service.send(EVENING);
        runner.night(RunCause.SCHEDULE);
        assertThat(days(service)).containsExactly(LOST);
    }

    @Test
    void withAHeartbeatItIsLostAfterAnHour() {
        ServiceClient service = new ServiceClient("lost-heartbeat");
        clock.set(Instant.parse("2026-11-01T20:45:00Z"));
        service.send(EVENING.with("last_seen_at", "2026-11-01T20:40:00Z"));
        night("2026-11-02T02:00:00Z");
        assertThat(days(service)).containsExactly("2026-11-01 2400 1 2026-11-01T20:40:00Z [20:00:00Z-20:40:00Z]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBootOfTheDesktopEndsIt(boolean signFirst) {
        ServiceClient service = new ServiceClient("boot-" + signFirst);
        clock.set(Instant.parse("2026-11-02T08:30:00Z"));
        if (signFirst) {
            sign(service, "desk", "2026-11-02T08:00:00Z", "boot", null);
        }
        service.send(EVENING);
        if (!signFirst) {
            sign(service, "desk", "2026-11-02T08:00:00Z", "boot", null);
        }
        night("2026-11-03T02:00:00Z");
        assertThat(days(service)).containsExactly(EVENING_COUNTS, MORNING_COUNTS);
        night("2026-11-20T02:00:00Z");
        assertThat(days(service)).containsExactly(EVENING_COUNTS, MORNING_COUNTS);
    }

    @Test
    void aLateSignPutsDaysRightAgain() {
        ServiceClient service = new ServiceClient("late-sign");
        clock.set(Instant.parse("2026-11-01T20:05:00Z"));
        service.send(EVENING);
        night("2026-11-05T02:00:00Z");
        assertThat(days(service)).containsExactly(LOST);

        sign(service, "desk", "2026-11-02T08:00:00Z", "offline", null);
        runner.refresh();
        assertThat(days(service)).containsExactly(EVENING_COUNTS, MORNING_COUNTS);
    }

    @Test
    void aLaterRecordPutsEverythingRightAgain() {
        ServiceClient service = new ServiceClient("late-record");
        clock.set(Instant.parse("2026-11-01T20:05:00Z"));
        service.send(EVENING);
        night("2026-11-05T02:00:00Z");

        service.send(EVENING.with("ended_at", "2026-11-02T08:00:00Z"));
        runner.refresh();
        assertThat(days(service)).containsExactly(EVENING_COUNTS, MORNING_COUNTS);
    }

    @Test
    void heartbeatsOfTheDesktopCarryOnWhatIsOpen() {
        ServiceClient service = new ServiceClient("desktop-heartbeats");
        clock.set(Instant.parse("2026-11-01T23:00:00Z"));
        service.send(EVENING, open("s-2", "desk", "2026-11-01T10:00:00Z").with("last_seen_at", "2026-11-01T10:30:00Z"));
        sign(service, "desk", "2026-11-01T21:00:00Z", "seen", null);
        sign(service, "desk", "2026-11-01T20:10:00Z", "seen", null);
        night("2026-11-02T02:00:00Z");
        assertThat(days(service))
                .as("s-2 had been lost by then")
                .containsExactly("2026-11-01 5400 2 2026-11-01T21:00:00Z [10:00:00Z-10:30:00Z, 20:00:00Z-21:00:00Z]");

        sign(service, "desk", "2026-11-01T22:30:00Z", "seen", "s-2");
        runner.refresh();
        assertThat(days(service))
                .as("a heartbeat of the session itself brings it back")
                .containsExactly("2026-11-01 45000 2 2026-11-01T22:30:00Z [10:00:00Z-22:30:00Z, 20:00:00Z-21:00:00Z]");
    }

    @Test
    void aHeartbeatBeforeTheSignIsTheEnd() {
        ServiceClient service = new ServiceClient("heartbeat-and-boot");
        clock.set(Instant.parse("2026-11-01T22:30:00Z"));
        service.send(EVENING.with("last_seen_at", "2026-11-01T21:40:00Z"));
        sign(service, "desk", "2026-11-01T22:00:00Z", "boot", null);
        night("2026-11-02T02:00:00Z");
        assertThat(days(service)).containsExactly("2026-11-01 6000 1 2026-11-01T21:40:00Z [20:00:00Z-21:40:00Z]");
    }

    @Test
    void aSessionMayBeOpenForLongerThanDaysAreKept() {
        ServiceClient service = new ServiceClient("open-for-long");
        clock.set(Instant.parse("2026-11-21T01:45:00Z"));
        TestSession session = open("s-1", "desk", "2026-05-01T09:00:00Z");
        service.send(session.with("last_seen_at", "2026-11-21T01:30:00Z"));
        night("2026-11-21T02:00:00Z");
        assertThat(service.days("desk", "2026-05-25", "2026-11-20"))
                .hasSize(180)
                .allSatisfy(day -> assertThat(day).containsEntry("desktop_usage", 86_400));

        clock.set(Instant.parse("2026-11-21T02:30:01Z"));
        runner.refresh();
        assertThat(service.days("desk", "2026-05-25", "2026-11-20"))
                .as("until 01:30 it was seen")
                .hasSize(180);
        service.send(session.with("ended_at", "2026-11-20T12:00:00Z"));
        runner.refresh();
        assertThat(days(service)).last().asString().startsWith("2026-11-20 43200 0 2026-11-20T12:00:00Z");
    }

    @Test
    void aReconnectIsUsageAndNoLogin() {
        ServiceClient service = new ServiceClient("reconnect");
        clock.set(Instant.parse("2026-11-02T00:00:00Z"));
        service.send(
                closed("s-1", "desk", "2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"),
                closed("s-2", "desk", "2026-11-01T11:00:00Z", "2026-11-01T12:00:00Z")
                        .with("reconnect", "true"));
        night("2026-11-02T02:00:00Z");
        assertThat(days(service))
                .containsExactly("2026-11-01 7200 1 2026-11-01T12:00:00Z [09:00:00Z-10:00:00Z, 11:00:00Z-12:00:00Z]");
    }

    @Test
    void aProjectMayWaitLongerAndLetWhatIsLostCount() {
        ServiceClient service = new ServiceClient("patience");
        clock.set(Instant.parse("2026-11-01T20:45:00Z"));
        service.send(EVENING.with("last_seen_at", "2026-11-01T20:40:00Z"));
        night("2026-11-02T02:00:00Z");

        settings(service, Map.of("time_zone", "UTC", "heartbeat_timeout", "6h", "lost_counts", "PT20M"))
                .body("heartbeat_timeout", equalTo("PT6H"))
                .body("stale_after", equalTo("PT72H"))
                .body("lost_counts", equalTo("PT20M"));
        runner.refresh();
        assertThat(days(service)).as("open until 02:40").containsExactly(EVENING_COUNTS);
        clock.set(Instant.parse("2026-11-02T02:40:01Z"));
        runner.refresh();
        assertThat(days(service)).containsExactly("2026-11-01 3600 1 2026-11-01T21:00:00Z [20:00:00Z-21:00:00Z]");

        settings(service, Map.of("time_zone", "UTC")).body("lost_counts", equalTo("PT0S"));
        runner.refresh();
        assertThat(days(service)).containsExactly("2026-11-01 2400 1 2026-11-01T20:40:00Z [20:00:00Z-20:40:00Z]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "PT", "a while", "9223372036854775807h", "PT-1H", "PT0.5S"})
    void aPatienceThatIsNoneIsRefused(String text) {
        ServiceClient service = new ServiceClient("impatience");
        changed(service, Map.of("time_zone", "UTC", "lost_counts", text))
                .statusCode(400)
                .body("error_msg", startsWith("lost_counts '" + text + "' is no"));
    }

    @Test
    void aFailedLoginWithoutADesktopMakesNone() {
        ServiceClient service = new ServiceClient("failed-without-desktop");
        clock.set(Instant.parse("2026-11-02T00:00:00Z"));
        Map<String, String> failed =
                new HashMap<>(open("f-1", "", "2026-11-01T09:00:00Z").fields());
        failed.remove("desktop_id");
        service.post("/v1/{project}/sessions", List.of(failed))
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("1 bad record: record 1: desktop_id is missing"));
        failed.put("failure_reason", "no such user");
        service.post("/v1/{project}/sessions", List.of(failed))
                .then()
                .statusCode(200)
                .body("inserted", equalTo(1));
        service.send(closed("s-1", "desk", "2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"));
        night("2026-11-02T02:00:00Z");
        assertThat(service.desktops("2026-11-01", "2026-11-01")).hasSize(1);
    }

    @Test
    void anInventoryShowsTheUnusedDesktopsOfTheMonthBefore() {
        ServiceClient service = new ServiceClient("inventory");
        clock.set(Instant.parse("2026-11-20T12:00:00Z"));
        service.send(closed("s-1", "used", "2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"));
        service.post("/v1/{project}/desktops", List.of(Map.of("desktop_id", "used"), Map.of("desktop_id", "unused")))
                .then()
                .statusCode(200);
        night("2026-11-21T02:00:00Z");
        assertThat(idleSeconds(service, "2026-11-10", "2026-11-11"))
                .isEqualTo(Map.of("used", 10 * 86_400 + 14 * 3600, "unused", 11 * 86_400));
    }

    @Test
    void idsMayBeLong() {
        ServiceClient service = new ServiceClient("long-ids");
        clock.set(Instant.parse("2026-11-02T00:00:00Z"));
        String longest = "\uD83D\uDE00".repeat(512);
        service.send(closed(longest, longest, "2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"));
        sign(service, longest, "2026-11-01T09:30:00Z", "seen", longest);
        service.offer(closed("s", longest + "x", "2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"))
                .then()
                .statusCode(400)
                .body("error_msg", equalTo("1 bad record: record 1: desktop_id is longer than 512 characters"));
        night("2026-11-02T02:00:00Z");
        assertThat(idleSeconds(service, "2026-11-01", "2026-11-01")).isEqualTo(Map.of(longest, 14 * 3600));
    }

    @Test
    void endsThatNeverCameAreDecidedByPresence() throws IOException {
        JsonNode file = field("11-remote-access-sessions.json");
        ServiceClient service = new ServiceClient("field-11");
        clock.set(Instant.parse("2026-11-27T00:00:00Z"));
        for (JsonNode session : file.get("sessions")) {
            TestSession record = open(text(session, "id"), text(session, "device_id"), text(session, "started_at"));
            service.send(
                    session.get("ended_at").isNull() ? record : record.with("ended_at", text(session, "ended_at")));
        }
        for (JsonNode presence : file.get("presence")) {
            sign(service, text(presence, "device_id"), text(presence, "online_to"), "offline", null);
        }
        runner.night(RunCause.SCHEDULE);
        assertThat(usage(service, "dev-100")).isEqualTo(Map.of("2026-11-05", 1200));
        assertThat(usage(service, "dev-104")).isEqualTo(Map.of("2026-11-05", 2340));
    }

    @Test
    void theLastUseThatASourceKnowsCounts() throws IOException {
        JsonNode file = field("17-workspaces-connection-status.json");
        ServiceClient service = new ServiceClient("field-17");
        clock.set(Instant.parse("2026-11-27T00:00:00Z"));
        List<Map<String, String>> desktops = new ArrayList<>();
        for (JsonNode workspace : file.get("WorkspacesConnectionStatus")) {
            Map<String, String> desktop = new HashMap<>(Map.of("desktop_id", text(workspace, "WorkspaceId")));
            if (workspace.has("LastKnownUserConnectionTimestamp")) {
                desktop.put("last_used_at", text(workspace, "LastKnownUserConnectionTimestamp"));
            }
            desktops.add(desktop);
        }
        service.post("/v1/{project}/desktops", desktops).then().statusCode(200);
        runner.night(RunCause.SCHEDULE);

        Map<String, Integer> idle = idleSeconds(service, "2026-11-26", "2026-11-26");
        assertThat(idle)
                .containsEntry("ws-1", 365_400)
                .containsEntry("ws-3", 18_194_400)
                .containsKey("ws-2");
        service.send(closed("s-1", "ws-1", "2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z"));
        runner.refresh();
        assertThat(idleSeconds(service, "2026-11-26", "2026-11-26")).containsEntry("ws-1", 14 * 3600);
    }

    private void night(String time) {
        clock.set(Instant.parse(time));
        assertThat(runner.night(RunCause.SCHEDULE).failReason()).isNull();
    }

    private static void sign(ServiceClient service, String desktop, String at, String sign, String session) {
        Map<String, String> record = new HashMap<>(Map.of("desktop_id", desktop, "at", at, "sign", sign));
        if (session != null) {
            record.put("session_id", session);
        }
        service.post("/v1/{project}/presence", List.of(record))
                .then()
                .statusCode(200)
                .body("inserted", equalTo(1));
    }

    private static ValidatableResponse settings(ServiceClient service, Map<String, String> settings) {
        return changed(service, settings).statusCode(200);
    }

    private static ValidatableResponse changed(ServiceClient service, Map<String, String> settings) {
        return service.request()
                .contentType("application/json")
                .body(settings)
                .put("/v1/{project}/settings")
                .then();
    }

    /** Day, seconds, logins, last use and parts of sessions of the one desktop. */
    private static List<String> days(ServiceClient service) {
        return service.days("desk", "2026-11-01", "2026-11-30").stream()
                .map(day -> Stream.of("day", "desktop_usage", "logins", "last_used_at")
                                .map(name -> Objects.toString(day.get(name)))
                                .collect(Collectors.joining(" "))
                        + " " + parts(day))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> parts(Map<String, Object> day) {
        return ((List<Map<String, String>>) day.get("sessions"))
                .stream()
                        .map(part -> part.get("from").substring(11) + "-"
                                + part.get("to").substring(11))
                        .toList();
    }

    private static Map<String, Object> usage(ServiceClient service, String desktop) {
        return service.days(desktop, "2026-11-01", "2026-11-26").stream()
                .collect(Collectors.toMap(day -> (String) day.get("day"), day -> day.get("desktop_usage")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Integer> idleSeconds(ServiceClient service, String first, String last) {
        return service.desktops(first, last).stream()
                .collect(Collectors.toMap(
                        desktop -> (String) desktop.get("resource_id"),
                        desktop -> ((List<Map<String, Number>>) desktop.get("metric"))
                                .get(1)
                                .get("metric_value")
                                .intValue()));
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asText();
    }

    private static JsonNode field(String name) throws IOException {
        Optional<Path> file = FIELD.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::exists)
                .findFirst();
        assumeTrue(file.isPresent(), name + " is not part of the repository");
        return new ObjectMapper().readTree(file.get().toFile());
    }
}
