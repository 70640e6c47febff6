package dev.deskhours.days;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;
import dev.deskhours.web.SortType;

/**
 * Reads a request for desktop usage from named values, wherever they come from: query parameters, a JSON body or the
 * command line. The rules are noted in the order of their table (docs/spec/api.md, Parameters of the desktop
 * operations).
 */
public final class DesktopUsageReader {
    private static final int MOST_IDLE_DAYS = 180;
    private static final String ANY_ENTERPRISE_PROJECT = "all_granted_eps";

    private final ParameterReader reader;
    private final Map<String, List<String>> values;

    private DesktopUsageReader(ParameterReader reader, Map<String, List<String>> values) {
        this.reader = reader;
        this.values = values;
    }

    /** @throws dev.deskhours.web.ApiException 400 with every broken rule */
    public static DesktopUsageRequest read(
            String projectId, Map<String, List<String>> values, Instant oldestExportableStart) {
        ParameterReader reader = new ParameterReader(new Breaches());
        DesktopUsageRequest request = read(reader, projectId, values, oldestExportableStart);
        reader.breaches().throwIfAny();
        return request;
    }

    /** Notes the broken rules with the reader; only if there are none is the request to be used. */
    public static DesktopUsageRequest read(
            ParameterReader reader, String projectId, Map<String, List<String>> values, Instant oldestExportableStart) {
        ProjectId.check(reader.breaches(), projectId);
        DesktopUsageReader source = new DesktopUsageReader(reader, values);
        Period period =
                Period.read(reader, source.values("start_time"), source.values("end_time"), oldestExportableStart);
        return new DesktopUsageRequest(projectId, period.startTime(), period.endTime(), source.filter());
    }

    private DesktopUsageFilter filter() {
        String resourceName = text("resource_name", 255).orElse(null);
        String resourceId = text("resource_id", 128).orElse(null);
        Integer minIdleDays = integer("min_idle_days", MOST_IDLE_DAYS);
        Integer maxIdleDays = integer("max_idle_days", MOST_IDLE_DAYS);
        Integer usageMinHours = integer("usage_min_hours", ParameterReader.MOST);
        Integer usageMaxHours = integer("usage_max_hours", ParameterReader.MOST);
        if (usageMinHours != null && usageMaxHours != null && usageMaxHours < usageMinHours) {
            reader.breaches().add("usage_max_hours", "is below usage_min_hours");
        }
        Optional<String> enterpriseProjectId =
                text("enterprise_project_id", 64).filter(id -> !id.equals(ANY_ENTERPRISE_PROJECT));
        SortField sortField = reader.choice("sort_field", values("sort_field"), SortField.class)
                .orElse(null);
        return new DesktopUsageFilter(
                resourceName,
                resourceId,
                minIdleDays,
                maxIdleDays,
                usageMinHours,
                usageMaxHours,
                enterpriseProjectId.orElse(null),
                sortField,
                sortType());
    }

    private SortType sortType() {
        Optional<SortType> given = reader.choice("sort_type", values("sort_type"), SortType.class);
        if (!values("sort_field").isEmpty()) {
            return given.orElse(SortType.ASC);
        }
        if (!values("sort_type").isEmpty()) {
            reader.breaches().add("sort_type", "needs sort_field");
        }
        return null;
    }

    private List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    private Optional<String> text(String name, int most) {
        return reader.text(name, values(name), most);
    }

    private Integer integer(String name, int most) {
        OptionalInt number = reader.integer(name, values(name), 0, most);
        return number.isPresent() ? number.getAsInt() : null;
    }
}
