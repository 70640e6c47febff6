package dev.deskhours.days;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ErrorCode;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.SortType;

import static org.assertj.core.api.Assertions.assertThat;

class DesktopUsageRequestTest {
    private static final Instant OLDEST = Instant.parse("2026-06-01T00:00:00Z");

    private final Map<String, List<String>> parameters = new TreeMap<>();

    DesktopUsageRequestTest() {
        parameters.put("start_time", List.of("2026-11-01T00:00:00Z"));
        parameters.put("end_time", List.of("2026-11-20T23:59:59Z"));
    }

    @Test
    void onlyTheTimesAreRequired() {
        assertThat(read("project-1", parameters))
                .isEqualTo(new DesktopUsageRequest(
                        "project-1",
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-20T23:59:59Z"),
                        DesktopFilter.ALL));
    }

    @Test
    void everythingGiven() {
        parameters.put("resource_name", List.of(" 100%_Ø "));
        parameters.put("resource_id", List.of("desktop-1"));
        parameters.put("resource_pool_id", List.of("pool"));
        parameters.put("min_idle_days", List.of("0"));
        parameters.put("max_idle_days", List.of("180"));
        parameters.put("usage_min_hours", List.of("0"));
        parameters.put("usage_max_hours", List.of("2147483646"));
        parameters.put("enterprise_project_id", List.of("ep"));
        parameters.put("sort_field", List.of("desktop_idle_duration"));
        parameters.put("sort_type", List.of("desc"));
        assertThat(read("project-1", parameters).filter())
                .isEqualTo(new DesktopFilter(Map.of(
                        DesktopParameter.RESOURCE_NAME,
                        "100%_Ø",
                        DesktopParameter.RESOURCE_ID,
                        "desktop-1",
                        DesktopParameter.RESOURCE_POOL_ID,
                        "pool",
                        DesktopParameter.MIN_IDLE_DAYS,
                        0,
                        DesktopParameter.MAX_IDLE_DAYS,
                        180,
                        DesktopParameter.USAGE_MIN_HOURS,
                        0,
                        DesktopParameter.USAGE_MAX_HOURS,
                        2147483646,
                        DesktopParameter.ENTERPRISE_PROJECT_ID,
                        "ep",
                        DesktopParameter.SORT_FIELD,
                        DesktopParameter.SortField.DESKTOP_IDLE_DURATION,
                        DesktopParameter.SORT_TYPE,
                        SortType.DESC)));
    }

    @Test
    void allGrantedEnterpriseProjectsAreNoFilter() {
        parameters.put("enterprise_project_id", List.of("all_granted_eps"));
        assertThat(read("project-1", parameters).filter().values().get(DesktopParameter.ENTERPRISE_PROJECT_ID))
                .isNull();
    }

    @Test
    void aBlankNameIsAbsent() {
        parameters.put("resource_name", List.of("  "));
        assertThat(read("project-1", parameters).filter().values().get(DesktopParameter.RESOURCE_NAME))
                .isNull();
    }

    @Test
    void theDirectionIsAscendingUnlessGiven() {
        parameters.put("sort_field", List.of("desktop_usage"));
        assertThat(read("project-1", parameters).filter().values().get(DesktopParameter.SORT_TYPE))
                .isEqualTo(SortType.ASC);
    }

    @Test
    void idleDaysThatNothingMatchesAreNoError() {
        parameters.put("min_idle_days", List.of("9"));
        parameters.put("max_idle_days", List.of("3"));
        assertThat(read("project-1", parameters).filter().values().get(DesktopParameter.MAX_IDLE_DAYS))
                .isEqualTo(3);
    }

    @Test
    void theStartOfTheOldestDayAndAPeriodOfOneInstantAreAllowed() {
        parameters.put("start_time", List.of("2026-06-01T00:00:00Z"));
        parameters.put("end_time", List.of("2026-06-01T00:00:00Z"));
        assertThat(read("project-1", parameters).startTime()).isEqualTo(OLDEST);
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
        Map<String, List<String>> values = new TreeMap<>(parameters);
        values.put(name, List.of(value));
        assertThat(refusal("project-1", values)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"resource_name, 255", "resource_id, 512", "resource_pool_id, 512", "enterprise_project_id, 64"})
    void textsHaveALongestLength(String name, int most) {
        Map<String, List<String>> values = new TreeMap<>(parameters);
        values.put(name, List.of("x".repeat(most)));
        read("project-1", values);
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
        parameters.put("min_idle_days", List.of("1", "1"));
        assertThat(refusal("project-1", parameters)).isEqualTo("min_idle_days is given 2 times");
    }

    @Test
    void usageHoursInTheWrongOrder() {
        parameters.put("usage_min_hours", List.of("9"));
        parameters.put("usage_max_hours", List.of("8"));
        assertThat(refusal("project-1", parameters)).isEqualTo("usage_max_hours is below usage_min_hours");
    }

    @Test
    void aProjectIdOfAnotherForm() {
        assertThat(refusal("no project", parameters))
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
                        "resource_pool_id is given 2 times",
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
                        "resource_pool_id",
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
        List.of("resource_name", "resource_id", "resource_pool_id", "enterprise_project_id", "sort_field")
                .forEach(name -> values.put(name, List.of(value, value)));
        values.put("sort_type", List.of(value));
        return values;
    }

    private static DesktopUsageRequest read(String projectId, Map<String, List<String>> values) {
        ParameterReader reader = new ParameterReader(new Breaches(), values);
        DesktopUsageRequest request = DesktopUsageRequest.read(reader, projectId, OLDEST);
        reader.breaches().throwIfAny();
        return request;
    }

    private static String refusal(String projectId, Map<String, List<String>> values) {
        try {
            read(projectId, values);
        } catch (ApiException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.BROKEN_RULE);
            return refusal.getMessage();
        }
        throw new AssertionError("nothing was refused");
    }
}
