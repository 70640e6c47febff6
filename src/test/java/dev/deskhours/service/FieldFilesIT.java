package dev.deskhours.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.ProcessClient;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.SharedDatabase;
import dev.deskhours.testing.Shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** As a new user does it: one command reads a file of another system as it is, and an export has the right numbers. */
class FieldFilesIT {
    private static final Path FILES = Path.of("..", "shared", "data", "field");
    private static final Path OTHER_FILES = Path.of("..", "..", "shared", "data", "field");
    private static final String FIRST_DAY = "2026-10-20";
    private static final String LAST_DAY = "2026-11-26";

    private static Path files;
    private static JsonNode expected;
    private static SharedDatabase database;
    private static ServiceProcess service;
    private static ProcessClient client;
    private static Shell shell;

    @BeforeAll
    static void startService() throws IOException {
        files = (Files.isDirectory(FILES) ? FILES : OTHER_FILES).toAbsolutePath();
        assumeTrue(Files.isRegularFile(files.resolve("expected.json")), "the files are not beside this directory");
        expected = new ObjectMapper().readTree(files.resolve("expected.json").toFile());
        database = new SharedDatabase();
        // Sessions of the 20th that have no end are open in these files.
        service = database.launch()
                .with("deskhours.clock.start-at", "2026-11-27T02:30:00Z")
                .with("deskhours.sessions.stale-after", "7d")
                .serve();
        client = service.client();
        shell = new Shell(ServiceProcess.Launch.of().with("deskhours.clock.start-at", "2026-11-27T02:30:00Z"));
    }

    @AfterAll
    static void stopService() throws IOException {
        if (service != null) {
            service.close();
            database.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-wvdconnections.csv",
                "02a-guacamole-history.csv",
                "02b-guacamole_connection_history.csv",
                "03-localsessionmanager.csv",
                "04-security-4624-4634.csv",
                "05-last-F.txt",
                "06-xrdp-sesman.log",
                "07-horizon-events.csv",
                "08-appstream-sessions.csv",
                "10-huawei-login-records.json",
                "11-remote-access-sessions.json",
                "20-german-excel.csv",
                "21-local-time-dst.csv"
            })
    void hasTheRightDaysInItsZone(String file) {
        JsonNode right = expected.get(file);
        String project = "zone-" + file.substring(0, 3).replace("-", "");
        useZone(project, right.get("zone").asText());
        importFile(project, file, right);
        ZoneId zone = ZoneId.of(right.get("zone").asText());
        for (String day : days(right)) {
            String start = LocalDate.parse(day).atStartOfDay(zone).toInstant().toString();
            String end = LocalDate.parse(day)
                    .atTime(23, 59, 59)
                    .atZone(zone)
                    .toInstant()
                    .toString();
            Map<String, Long> found = new TreeMap<>();
            for (CSVRecord row : export(project, start, end)) {
                found.put(row.get("resource_id"), Long.parseLong(row.get("desktop_usage")));
            }
            // A desktop that its first session has made is not there before.
            right.get("desktops").properties().forEach(desktop -> assertThat(found.getOrDefault(desktop.getKey(), 0L))
                    .as("%s of %s on %s", desktop.getKey(), file, day)
                    .isEqualTo(desktop.getValue().path(day).asLong()));
        }
    }

    /** What has ended is as long in every zone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "03-localsessionmanager.csv",
                "04-security-4624-4634.csv",
                "07-horizon-events.csv",
                "08-appstream-sessions.csv",
                "10-huawei-login-records.json",
                "11-remote-access-sessions.json",
                "20-german-excel.csv",
                "21-local-time-dst.csv"
            })
    void hasTheRightSumInUtc(String file) {
        JsonNode right = expected.get(file);
        String project = "utc-" + file.substring(0, 2);
        importFile(project, file, right);
        Map<String, Long> found = new TreeMap<>();
        for (CSVRecord row : exportAll(project)) {
            found.put(row.get("resource_id"), Long.parseLong(row.get("desktop_usage")));
        }
        Map<String, Long> sums = new TreeMap<>();
        right.get("desktops").properties().forEach(desktop -> desktop.getValue()
                .forEach(seconds -> sums.merge(desktop.getKey(), seconds.asLong(), Long::sum)));
        assertThat(found).isEqualTo(sums);
    }

    @Test
    void loginsWithoutEndsAreNoUse() {
        JsonNode right = expected.get("29-workspaces-access-events.ndjson");
        importFile("access", "29-workspaces-access-events.ndjson", right);
        List<CSVRecord> rows = exportAll("access");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).toMap())
                .containsEntry("resource_id", "ws-71")
                .containsEntry("desktop_usage", "0")
                .containsEntry("logins", "3")
                .containsEntry("last_used_at", right.get("last_used_at").asText());
    }

    @Test
    void hoursOfCloudPcsAreThoseOfTheirUsers() {
        JsonNode right = expected.get("18-cloudpc-connections.csv");
        importFile("cloudpc", "18-cloudpc-connections.csv", right);
        long usage = exportAll("cloudpc").stream()
                .mapToLong(row -> Long.parseLong(row.get("desktop_usage")))
                .sum();
        long ofUsers = 0;
        for (JsonNode seconds : right.get("user_usage")) {
            ofUsers += seconds.asLong();
        }
        assertThat(usage).isEqualTo(ofUsers);
        for (String figure : List.of("user_usage", "user_login_count")) {
            assertThat(ofUsers("cloudpc", figure)).as(figure).isEqualTo(numbers(right.get(figure)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-wvdconnections.csv", "10-huawei-login-records.json"})
    void failedLoginsAreThoseOfTheirUsers(String file) {
        JsonNode right = expected.get(file);
        String project = "failed-" + file.substring(0, 2);
        importFile(project, file, right);
        Map<String, Long> failed = ofUsers(project, "user_login_fail_count");
        failed.values().removeIf(count -> count == 0);
        assertThat(failed).isEqualTo(numbers(right.get("failed_logins")));
        assertThat(exportAll(project))
                .extracting(row -> row.get("resource_id"))
                .containsExactlyInAnyOrderElementsOf(
                        numbers(right.get("desktops")).keySet());
    }

    @Test
    void anInventoryHasAllItsDesktops() {
        JsonNode right = expected.get("17-workspaces-connection-status.json");
        importFile("inventory", "17-workspaces-connection-status.json", right);
        Map<String, Long> idle = new TreeMap<>();
        for (CSVRecord row : exportAll("inventory")) {
            idle.put(row.get("resource_id"), Long.parseLong(row.get("desktop_idle_duration")));
        }
        JsonNode seconds = right.get("idle_seconds");
        assertThat(idle)
                .containsOnlyKeys("ws-1", "ws-2", "ws-3")
                .containsEntry("ws-1", seconds.get("ws-1").asLong())
                .containsEntry("ws-3", seconds.get("ws-3").asLong());
        assertThat(idle.get("ws-2")).isGreaterThanOrEqualTo(idle.get("ws-3"));
    }

    /** Without a service: the embedded or configured database of the command itself. */
    @ParameterizedTest
    @CsvSource({"03-localsessionmanager.csv, windows-rds", "20-german-excel.csv, excel"})
    void isCountedAtOnceWithoutAService(String file, String preset) {
        Shell local = new Shell(database.launch().with("deskhours.clock.start-at", "2026-11-27T02:30:00Z"));
        String project = "local-" + file.substring(0, 2);
        String path = files.resolve(file).toString();
        String said = local.good("import", path, "--project", project, "--time-zone", "Europe/Berlin");
        assertThat(said).contains("read as " + preset, "to be counted: ", "at once: deskhours aggregate --project");
        assertThat(local.good("import", path, "--project", project, "--time-zone", "Europe/Berlin", "--aggregate"))
                .contains("0 new", "desktop-days written");
        ServiceProcess.Ended exported = local.run(
                "export",
                "--project",
                project,
                "--start-time",
                FIRST_DAY + "T00:00:00Z",
                "--end-time",
                LAST_DAY + "T23:59:59Z");
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(ServiceClient.rows(exported.out()).get(0).get("desktop_usage"))
                .isNotEqualTo("0");
    }

    private static void importFile(String project, String file, JsonNode right) {
        List<String> command = new ArrayList<>(List.of(
                "import", files.resolve(file).toString(), "--project", project, "--aggregate", "--url", client.url()));
        command.addAll(List.of("--time-zone", right.path("zone").asText("UTC")));
        if (file.startsWith("05-") || file.startsWith("06-")) {
            command.addAll(List.of("--set", "desktop_id=" + (file.startsWith("05-") ? "h1" : "h2")));
        }
        assertThat(shell.good(command.toArray(String[]::new))).contains("read as ", "desktop-days written");
    }

    private static void useZone(String project, String zone) {
        ProcessClient.good(client.put("/v1/" + project + "/settings", "{\"time_zone\": \"" + zone + "\"}"));
    }

    /** A figure of each user of a project, over all days. */
    private static Map<String, Long> ofUsers(String project, String figure) {
        JsonNode list =
                ProcessClient.good(client.get("/v2/" + project + "/statistics/metrics/users?limit=100&start_time="
                        + FIRST_DAY + "T00:00:00Z&end_time=" + LAST_DAY + "T23:59:59Z"));
        Map<String, Long> figures = new TreeMap<>();
        for (JsonNode user : list.get("items")) {
            for (JsonNode metric : user.get("metric")) {
                if (metric.get("metric_name").asText().equals(figure)) {
                    figures.merge(
                            user.get("username").asText(),
                            metric.get("metric_value").asLong(),
                            Long::sum);
                }
            }
        }
        return figures;
    }

    private static Map<String, Long> numbers(JsonNode object) {
        Map<String, Long> numbers = new TreeMap<>();
        object.properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asLong()));
        return numbers;
    }

    private static List<CSVRecord> exportAll(String project) {
        return export(project, FIRST_DAY + "T00:00:00Z", LAST_DAY + "T23:59:59Z");
    }

    private static List<CSVRecord> export(String project, String start, String end) {
        ServiceProcess.Ended exported = shell.run(
                "export", "--project", project, "--start-time", start, "--end-time", end, "--url", client.url());
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        return ServiceClient.rows(exported.out());
    }

    private static List<String> days(JsonNode right) {
        List<String> days = new ArrayList<>();
        right.get("desktops").forEach(desktop -> desktop.fieldNames().forEachRemaining(days::add));
        return days.stream().distinct().sorted().toList();
    }
}
