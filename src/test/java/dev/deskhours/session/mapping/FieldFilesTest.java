package dev.deskhours.session.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Files in the shape of the originals give the sessions from which the right numbers follow, read as they are. */
class FieldFilesTest {
    private static final Path FILES = Path.of("..", "shared", "data", "field");
    private static final Path OTHER_FILES = Path.of("..", "..", "shared", "data", "field");
    private static final Map<String, String> HOSTS = Map.of("last", "h1", "xrdp-sesman", "h2");

    private Path files;
    private JsonNode expected;

    @BeforeEach
    void readWhatIsRight() throws IOException {
        files = Files.isDirectory(FILES) ? FILES : OTHER_FILES;
        assumeTrue(Files.isRegularFile(files.resolve("expected.json")), "the files are not beside this directory");
        expected = new ObjectMapper().readTree(files.resolve("expected.json").toFile());
    }

    @ParameterizedTest
    @CsvSource({
        "01-wvdconnections.csv, azure-wvdconnections",
        "02a-guacamole-history.csv, guacamole-ui",
        "02b-guacamole_connection_history.csv, guacamole-history",
        "03-localsessionmanager.csv, windows-rds",
        "04-security-4624-4634.csv, windows-security",
        "05-last-F.txt, last",
        "06-xrdp-sesman.log, xrdp-sesman",
        "07-horizon-events.csv, horizon-events",
        "08-appstream-sessions.csv, aws-appstream-sessions",
        "10-huawei-login-records.json, huawei-login-records",
        "20-german-excel.csv, excel",
        "21-local-time-dst.csv, excel"
    })
    void isRecognisedAndGivesTheRightDays(String file, String preset) {
        JsonNode right = expected.get(file);
        Imported imported = imported(file, preset);
        assertThat(imported.flaws()).isEmpty();
        assertThat(imported.preset()).isEqualTo(preset);
        assertThat(desktops(imported)).isEqualTo(names(right.get("desktops")));
        PlainDays days = new PlainDays(right.get("zone").asText(), imported.records());
        right.get("desktops").fields().forEachRemaining(desktop -> {
            Map<String, Long> rightDays = numbers(desktop.getValue());
            Map<String, Long> found = new TreeMap<>();
            // What is open goes on behind the days that are told of.
            for (LocalDate day : isOpen(imported, desktop.getKey()) ? days(rightDays) : days.days()) {
                found.put(day.toString(), days.usage(of("desktop_id", desktop.getKey()), day));
            }
            found.values().removeIf(seconds -> seconds == 0);
            assertThat(found).as(desktop.getKey()).isEqualTo(rightDays);
        });
    }

    @ParameterizedTest
    @CsvSource({"03-localsessionmanager.csv, windows-rds", "07-horizon-events.csv, horizon-events"})
    void reconnectsAreNoLogins(String file, String preset) {
        JsonNode right = expected.get(file);
        PlainDays days =
                new PlainDays(right.get("zone").asText(), imported(file, preset).records());
        assertThat(days.logins(session -> true)).isEqualTo(numbers(right.get("logons")));
    }

    @ParameterizedTest
    @CsvSource({"01-wvdconnections.csv, azure-wvdconnections", "10-huawei-login-records.json, huawei-login-records"})
    void failedLoginsAreTold(String file, String preset) {
        Map<String, Long> failed = new TreeMap<>();
        for (Map<String, String> session : imported(file, preset).records()) {
            if (session.containsKey("failure_reason")) {
                failed.merge(session.get("user_name"), 1L, Long::sum);
            }
        }
        assertThat(failed).isEqualTo(numbers(expected.get(file).get("failed_logins")));
    }

    @Test
    void hoursOfAUserAreAddedUpOverDesktops() {
        JsonNode right = expected.get("18-cloudpc-connections.csv");
        Imported imported = imported("18-cloudpc-connections.csv", "cloud-pc");
        PlainDays days = new PlainDays("UTC", imported.records());
        Map<String, Long> usage = new TreeMap<>();
        Map<String, Long> logins = new TreeMap<>();
        for (String user : names(right.get("user_usage"))) {
            for (String desktop : desktops(imported)) {
                for (LocalDate day : days.days()) {
                    Predicate<Map<String, String>> both = of("user_name", user).and(of("desktop_id", desktop));
                    usage.merge(user, days.usage(both, day), Long::sum);
                }
            }
            logins.put(
                    user,
                    days.logins(of("user_name", user)).values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
        assertThat(usage).isEqualTo(numbers(right.get("user_usage")));
        assertThat(logins).isEqualTo(numbers(right.get("user_login_count")));
    }

    @Test
    void loginsWithoutEndsAreNoUse() {
        String file = "29-workspaces-access-events.ndjson";
        Imported imported = imported(file, "aws-workspaces-access");
        PlainDays days = new PlainDays("UTC", imported.records());
        Map<String, Long> right = new TreeMap<>();
        expected.get(file)
                .get("desktops")
                .get("ws-71")
                .fields()
                .forEachRemaining(day ->
                        right.put(day.getKey(), day.getValue().get("logins").asLong()));
        assertThat(days.logins(of("desktop_id", "ws-71"))).isEqualTo(right);
        assertThat(days.days())
                .allSatisfy(day -> assertThat(days.usage(session -> true, day)).isZero());
        assertThat(imported.records().get(2).get("ended_at"))
                .isEqualTo(expected.get(file).get("last_used_at").asText());
    }

    /** How long they are idle is for the rules of counting to say, once a desktop's last use is a field. */
    @Test
    void desktopsHaveTheirLastConnection() {
        JsonNode right = expected.get("17-workspaces-connection-status.json");
        Imported imported = imported("17-workspaces-connection-status.json", "aws-workspaces-status");
        Map<String, String> lastUsed = new TreeMap<>();
        imported.records()
                .forEach(desktop ->
                        lastUsed.put(desktop.get("desktop_id"), desktop.getOrDefault("last_used_at", "never")));
        Instant at = Instant.parse(right.get("at").asText());
        assertThat(lastUsed.keySet()).isEqualTo(names(right.get("idle_seconds")));
        assertThat(lastUsed.get("ws-2")).isEqualTo("never");
        for (String desktop : List.of("ws-1", "ws-3")) {
            assertThat(Duration.between(Instant.parse(lastUsed.get(desktop)), at)
                            .toSeconds())
                    .isEqualTo(right.get("idle_seconds").get(desktop).asLong());
        }
    }

    /** That the open session ended when its device went offline is left to the signs of presence. */
    @Test
    void sessionsOfARemoteConsoleAreReadByAMappingOfOnesOwn() throws IOException {
        Mapping mapping = Mapping.parse("""
                source: {type: json, path: sessions}
                fields:
                  session_id: id
                  desktop_id: device_id
                  user_name: operator
                  started_at: started_at
                  last_seen_at: last_seen_at
                  ended_at: ended_at
                """);
        String file = "11-remote-access-sessions.json";
        Imported imported = Imported.of(mapping, null, Map.of(), Files.readString(files.resolve(file)));
        assertThat(imported.records()).hasSize(2);
        assertThat(new PlainDays("UTC", imported.records())
                        .usage(of("desktop_id", "dev-104"), LocalDate.parse("2026-11-05")))
                .isEqualTo(expected.get(file)
                        .get("desktops")
                        .get("dev-104")
                        .get("2026-11-05")
                        .asLong());
        assertThat(imported.records().get(0)).doesNotContainKey("ended_at").containsKey("last_seen_at");
    }

    @Test
    void devicesThatWentOfflineAreSigns() {
        Imported imported = imported("11-remote-access-sessions.json", "remote-access-sessions");
        assertThat(imported.preset()).isEqualTo("remote-access-sessions");
        assertThat(imported.flaws()).isEmpty();
        assertThat(imported.records()).hasSize(2).allSatisfy(session -> assertThat(session)
                .doesNotContainKey("last_seen_at"));
        assertThat(imported.signs())
                .containsExactly(Map.of("desktop_id", "dev-100", "at", "2026-11-05T14:20:00Z", "sign", "offline"));
    }

    @Test
    void textsOfASpreadsheetKeepTheirLetters() {
        assertThat(imported("20-german-excel.csv", "excel").records().get(0))
                .containsEntry(
                        "user_name",
                        expected.get("20-german-excel.csv").get("user").asText());
    }

    @Test
    void timesAtTheChangeOfTheClockAreCounted() {
        assertThat(imported("21-local-time-dst.csv", "excel").adjustedTimes()).isEqualTo(2);
    }

    private Imported imported(String file, String preset) {
        JsonNode zone = expected.get(file).get("zone");
        Map<String, String> set = HOSTS.containsKey(preset) ? Map.of("desktop_id", HOSTS.get(preset)) : Map.of();
        return Imported.recognised(files.resolve(file), zone == null ? null : zone.asText(), set);
    }

    private static boolean isOpen(Imported imported, String desktop) {
        return imported.records().stream()
                .anyMatch(session -> desktop.equals(session.get("desktop_id")) && !session.containsKey("ended_at"));
    }

    private static Set<String> desktops(Imported imported) {
        Set<String> desktops = new TreeSet<>();
        imported.records().stream()
                .filter(session -> session.containsKey("desktop_id"))
                .forEach(session -> desktops.add(session.get("desktop_id")));
        return desktops;
    }

    private static List<LocalDate> days(Map<String, Long> numbers) {
        return numbers.keySet().stream().map(LocalDate::parse).toList();
    }

    private static Predicate<Map<String, String>> of(String field, String value) {
        return session -> value.equals(session.get(field));
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(numbers(object).keySet());
    }

    private static Map<String, Long> numbers(JsonNode object) {
        Map<String, Long> numbers = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        entry -> numbers.put(entry.getKey(), entry.getValue().asLong()));
        return numbers;
    }
}
