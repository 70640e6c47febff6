package dev.deskhours.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.deskhours.testing.DatabaseIn2020;
import dev.deskhours.testing.ServiceClient;
import dev.deskhours.testing.TestSession;

import static dev.deskhours.testing.TestSession.closed;
import static dev.deskhours.testing.TestSession.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Thirteen months of real sessions against what an independent program has counted from them: electric cars in Norwegian
 * garages (Sørensen et al., doi 10.17632/jbks2rcwyj.3, CC BY 4.0). A charging point is taken for a desktop.
 */
@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class NorwegianSessionsTest {
    private static final Path DATA = Path.of("../shared/data");
    private static final String FIRST_DAY = "2018-12-20";
    private static final String LAST_DAY = "2020-01-31";

    record DesktopDay(String desktopId, LocalDate day) implements Comparable<DesktopDay> {
        @Override
        public int compareTo(DesktopDay other) {
            int byDesktop = desktopId.compareTo(other.desktopId);
            return byDesktop == 0 ? day.compareTo(other.day) : byDesktop;
        }
    }

    @BeforeAll
    static void dataIsThere() {
        assumeTrue(Files.exists(DATA.resolve("norway_sessions.csv")), "skipped: there is no " + DATA.toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource({
        "norway-utc, UTC, expected_norway_UTC.csv, 7292",
        "norway-oslo, Europe/Oslo, expected_norway_Europe_Oslo.csv, 7279"
    })
    void everyDesktopDayIsAsExpected(String projectId, String zone, String expectedFile, int desktopDays)
            throws IOException {
        ServiceClient service = new ServiceClient(projectId);
        service.useZone(zone);
        List<TestSession> sessions = sessions(true);
        assertThat(sessions).hasSize(6844);
        service.offer(sessions.toArray(TestSession[]::new))
                .then()
                .statusCode(200)
                .body("inserted", equalTo(sessions.size()));
        service.aggregate(FIRST_DAY, LAST_DAY);

        Map<DesktopDay, Integer> counted = countedDays(service, sessions);
        assertThat(counted).hasSize(desktopDays).isEqualTo(expectedDays(expectedFile));
        assertThat(counted).allSatisfy((desktopDay, usage) -> assertThat((long) usage)
                .isBetween(0L, lengthOf(desktopDay.day(), ZoneId.of(zone))));
        assertThat(counted.values().stream().mapToLong(usage -> usage).sum()).isEqualTo(283_351_020);
        assertThat(exportedTotal(service)).isEqualTo(283_351_020);
    }

    /** What the sessions of each user on each desktop cover, added up, without any of the arithmetic of the service. */
    @ParameterizedTest
    @CsvSource({"norway-users-utc, UTC", "norway-users-oslo, Europe/Oslo"})
    void everyUserIsAsAPlainComputationSays(String projectId, String zone) throws IOException {
        ServiceClient service = new ServiceClient(projectId);
        service.useZone(zone);
        List<TestSession> sessions = sessions(true);
        service.send(sessions.toArray(TestSession[]::new));
        service.aggregate(FIRST_DAY, LAST_DAY);

        Map<String, Long> expected = new TreeMap<>();
        sessions.stream()
                .collect(Collectors.groupingBy(session -> List.of(
                        session.fields().get("user_name"), session.fields().get("desktop_id"))))
                .forEach((place, own) -> expected.merge(place.get(0), coveredSeconds(own), Long::sum));
        Map<String, Long> counted = new TreeMap<>();
        for (Map<String, Object> user : service.users(FIRST_DAY, LAST_DAY)) {
            counted.put((String) user.get("username"), usageOf(user));
        }
        assertThat(counted).hasSize(96).isEqualTo(expected);
    }

    @SuppressWarnings("unchecked")
    private static long usageOf(Map<String, Object> user) {
        Map<String, Object> usage = ((List<Map<String, Object>>) user.get("metric")).get(0);
        return ((Number) usage.get("metric_value")).longValue();
    }

    /** Whole seconds, as all times of the file are. */
    private static long coveredSeconds(List<TestSession> sessions) {
        long seconds = 0;
        Instant until = Instant.MIN;
        for (TestSession session : sessions.stream()
                .sorted(Comparator.comparing(session -> session.fields().get("started_at")))
                .toList()) {
            Instant from = Instant.parse(session.fields().get("started_at"));
            Instant to = Instant.parse(session.fields().get("ended_at"));
            Instant begin = from.isAfter(until) ? from : until;
            seconds += to.isAfter(begin) ? ChronoUnit.SECONDS.between(begin, to) : 0;
            until = to.isAfter(until) ? to : until;
        }
        return seconds;
    }

    /** Each open session alone on its desktop: after three days it is lost, and counts what the project says. */
    @Test
    void openSessionsAreLostAfterThreeDays() throws IOException {
        ServiceClient service = new ServiceClient("norway-open");
        List<TestSession> sessions = sessions(false).stream()
                .map(session ->
                        session.with("desktop_id", "open-" + session.fields().get("session_id")))
                .toList();
        assertThat(sessions).hasSize(34);
        service.send(sessions.toArray(TestSession[]::new));
        service.aggregate("2019-12-01", LAST_DAY);
        assertUsage(service, sessions, session -> 0L);

        service.request()
                .contentType("application/json")
                .body(Map.of("time_zone", "UTC", "lost_counts", "PT30H"))
                .put("/v1/{project}/settings")
                .then()
                .statusCode(200);
        service.aggregate("2019-12-01", LAST_DAY);
        assertUsage(service, sessions, session -> 30L * 3600);
    }

    private static void assertUsage(
            ServiceClient service, List<TestSession> sessions, Function<TestSession, Long> expected) {
        for (TestSession session : sessions) {
            long usage = service.days(session.fields().get("desktop_id"), FIRST_DAY, LAST_DAY).stream()
                    .mapToLong(day -> (int) day.get("desktop_usage"))
                    .sum();
            assertThat(usage).as(session.toString()).isEqualTo(expected.apply(session));
        }
    }

    private static Map<DesktopDay, Integer> countedDays(ServiceClient service, List<TestSession> sessions) {
        List<String> desktopIds = sessions.stream()
                .map(session -> session.fields().get("desktop_id"))
                .distinct()
                .toList();
        assertThat(desktopIds).hasSize(68);
        Map<DesktopDay, Integer> counted = new TreeMap<>();
        for (String desktopId : desktopIds) {
            for (Map<String, Object> day : service.days(desktopId, FIRST_DAY, LAST_DAY)) {
                LocalDate date = LocalDate.parse((String) day.get("day"));
                counted.put(new DesktopDay(desktopId, date), (Integer) day.get("desktop_usage"));
            }
        }
        return counted;
    }

    private static long exportedTotal(ServiceClient service) {
        return service.exportedRows(FIRST_DAY, LAST_DAY).stream()
                .mapToLong(row -> Long.parseLong(row.get("desktop_usage")))
                .sum();
    }

    private static Map<DesktopDay, Integer> expectedDays(String file) throws IOException {
        return rows(file).stream()
                .collect(Collectors.toMap(
                        row -> new DesktopDay(row.get("resource"), LocalDate.parse(row.get("day"))),
                        row -> Integer.valueOf(row.get("union_seconds")),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static List<TestSession> sessions(boolean closed) throws IOException {
        return rows("norway_sessions.csv").stream()
                .filter(row -> closed != row.get("end_utc").isEmpty())
                .map(NorwegianSessionsTest::session)
                .toList();
    }

    private static TestSession session(CSVRecord row) {
        TestSession session = row.get("end_utc").isEmpty()
                ? open(row.get("session_id"), row.get("resource"), row.get("start_utc"))
                : closed(row.get("session_id"), row.get("resource"), row.get("start_utc"), row.get("end_utc"));
        return session.with("user_name", row.get("user")).with("desktop_pool_id", row.get("site"));
    }

    private static List<CSVRecord> rows(String file) throws IOException {
        return ServiceClient.rows(Files.readString(DATA.resolve(file)));
    }

    private static long lengthOf(LocalDate day, ZoneId zone) {
        return ChronoUnit.SECONDS.between(
                day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone));
    }
}
