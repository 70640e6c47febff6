package dev.deskhours.days;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;
import dev.deskhours.web.SortType;

import static org.assertj.core.api.Assertions.assertThat;

class DesktopUsageParametersTest {
    private static final Instant OLDEST = Instant.parse("2026-06-01T00:00:00Z");

    private final DesktopUsageParameters parameters = new DesktopUsageParameters();

    DesktopUsageParametersTest() {
        parameters.startTime = List.of("2026-11-01T00:00:00Z");
        parameters.endTime = List.of("2026-11-20T23:59:59Z");
    }

    @Test
    void onlyTheTimesAreRequired() {
        assertThat(parameters.read("project-1", OLDEST))
                .isEqualTo(new DesktopUsageRequest(
                        "project-1",
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-20T23:59:59Z"),
                        new DesktopUsageFilter(null, null, null, null, null, null, null, null, null)));
    }

    @Test
    void everythingGiven() {
        parameters.resourceName = List.of(" 100%_Ø ");
        parameters.resourceId = List.of("desktop-1");
        parameters.minIdleDays = List.of("0");
        parameters.maxIdleDays = List.of("180");
        parameters.usageMinHours = List.of("0");
        parameters.usageMaxHours = List.of("2147483646");
        parameters.enterpriseProjectId = List.of("ep");
        parameters.sortField = List.of("desktop_idle_duration");
        parameters.sortType = List.of("desc");
        assertThat(parameters.read("project-1", OLDEST).filter())
                .isEqualTo(new DesktopUsageFilter(
                        "100%_Ø",
                        "desktop-1", 0, 180, 0, 2147483646, "ep", SortField.DESKTOP_IDLE_DURATION, SortType.DESC));
    }

    @Test
    void allGrantedEnterpriseProjectsAreNoFilter() {
        parameters.enterpriseProjectId = List.of("all_granted_eps");
        assertThat(parameters.read("project-1", OLDEST).filter().enterpriseProjectId())
                .isNull();
    }

    @Test
    void aBlankNameIsAbsent() {
        parameters.resourceName = List.of("  ");
        assertThat(parameters.read("project-1", OLDEST).filter().resourceName()).isNull();
    }

    @Test
    void theDirectionIsAscendingUnlessGiven() {
        parameters.sortField = List.of("desktop_usage");
        assertThat(parameters.read("project-1", OLDEST).filter().sortType()).isEqualTo(SortType.ASC);
    }

    @Test
    void idleDaysThatNothingMatchesAreNoError() {
        parameters.minIdleDays = List.of("9");
        parameters.maxIdleDays = List.of("3");
        assertThat(parameters.read("project-1", OLDEST).filter().maxIdleDays()).isEqualTo(3);
    }

    @Test
    void theStartOfTheOldestDayAndAPeriodOfOneInstantAreAllowed() {
        parameters.startTime = List.of("2026-06-01T00:00:00Z");
        parameters.endTime = List.of("2026-06-01T00:00:00Z");
        assertThat(parameters.read("project-1", OLDEST).startTime()).isEqualTo(OLDEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            start_time            | yesterday            | start_time 'yesterday' is not a time as 2026-11-01T00:00:00Z
            start_time            | 2026-05-31T23:59:59Z | start_time is before the oldest day, 2026-06-01T00:00:00Z
            end_time              | ''                   | end_time '' is not a time as 2026-11-01T00:00:00Z
            end_time              | 2026-10-31T00:00:00Z | end_time is before start_time
            min_idle_days         | 181                  | min_idle_days '181' is not 0..180
            min_idle_days         | ''                   | min_idle_days '' is not 0..180
            max_idle_days         | -1                   | max_idle_days '-1' is not 0..180
            usage_min_hours       | +1                   | usage_min_hours '+1' is not 0..2147483646
            usage_max_hours       | 2147483647           | usage_max_hours '2147483647' is not 0..2147483646
            sort_field            | name                 | sort_field 'name' is not one of desktop_usage, desktop_idle_duration
            sort_type             | ASC                  | sort_type needs sort_field
            """)
    void oneBrokenRule(String name, String value, String message) {
        Map<String, List<String>> values = new TreeMap<>(parameters.values());
        values.put(name, List.of(value));
        assertThat(refusal("project-1", values)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"resource_name, 255", "resource_id, 128", "enterprise_project_id, 64"})
    void textsHaveALongestLength(String name, int most) {
        Map<String, List<String>> values = new TreeMap<>(parameters.values());
        values.put(name, List.of("x".repeat(most)));
        DesktopUsageReader.read("project-1", values, OLDEST);
        values.put(name, List.of("x".repeat(most + 1)));
        assertThat(refusal("project-1", values)).isEqualTo(name + " is not 1.." + most + " characters");
    }

    @Test
    void missingTimes() {
        assertThat(refusal("project-1", Map.of()))
                .isEqualTo("start_time is required, as 2026-11-01T00:00:00Z; "
                        + "end_time is required, as 2026-11-01T00:00:00Z");
    }

    @Test
    void aParameterGivenTwice() {
        parameters.minIdleDays = List.of("1", "1");
        assertThat(refusal("project-1", parameters.values())).isEqualTo("min_idle_days is given 2 times");
    }

    @Test
    void usageHoursInTheWrongOrder() {
        parameters.usageMinHours = List.of("9");
        parameters.usageMaxHours = List.of("8");
        assertThat(refusal("project-1", parameters.values())).isEqualTo("usage_max_hours is below usage_min_hours");
    }

    @Test
    void aProjectIdOfAnotherForm() {
        assertThat(refusal("no project", parameters.values()))
                .isEqualTo("project_id 'no project' is not 1..64 of A-Z a-z 0-9 _ -");
    }

    @Test
    void everyBrokenRuleInTheOrderOfTheTable() {
        assertThat(refusal("!", allBroken("x")).split("; "))
                .containsExactly(
                        "project_id '!' is not 1..64 of A-Z a-z 0-9 _ -",
                        "start_time 'x' is not a time as 2026-11-01T00:00:00Z",
                        "end_time 'x' is not a time as 2026-11-01T00:00:00Z",
                        "resource_name is given 2 times",
                        "resource_id is given 2 times",
                        "min_idle_days 'x' is not 0..180",
                        "max_idle_days 'x' is not 0..180",
                        "usage_min_hours 'x' is not 0..2147483646",
                        "usage_max_hours 'x' is not 0..2147483646",
                        "enterprise_project_id is given 2 times",
                        "sort_field is given 2 times",
                        "sort_type 'x' is not one of ASC, DESC");
    }

    @Test
    void everyNameStillFitsTheLongestMessage() {
        String message = refusal("!".repeat(99), allBroken("x".repeat(99)));
        assertThat(message).hasSizeLessThanOrEqualTo(512);
        assertThat(message.split("; "))
                .extracting(rule -> rule.split(" ")[0])
                .containsExactly(
                        "project_id",
                        "start_time",
                        "end_time",
                        "resource_name",
                        "resource_id",
                        "min_idle_days",
                        "max_idle_days",
                        "usage_min_hours",
                        "usage_max_hours",
                        "enterprise_project_id",
                        "sort_field",
                        "sort_type");
    }

    private static Map<String, List<String>> allBroken(String value) {
        Map<String, List<String>> values = new TreeMap<>();
        List.of("start_time", "end_time", "min_idle_days", "max_idle_days", "usage_min_hours", "usage_max_hours")
                .forEach(name -> values.put(name, List.of(value)));
        List.of("resource_name", "resource_id", "enterprise_project_id", "sort_field")
                .forEach(name -> values.put(name, List.of(value, value)));
        values.put("sort_type", List.of(value));
        return values;
    }

    private static String refusal(String projectId, Map<String, List<String>> values) {
        try {
            DesktopUsageReader.read(projectId, values, OLDEST);
        } catch (ApiException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.BROKEN_RULE);
            return refusal.getMessage();
        }
        throw new AssertionError("nothing was refused");
    }
}
