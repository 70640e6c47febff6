package dev.deskhours.days;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.web.SortType;

/** The query parameters of the desktop operations (docs/spec/api.md, Parameters of the desktop operations). */
public class DesktopUsageParameters extends PeriodParameters {
    @RestQuery("resource_name")
    @Parameter(
            name = "resource_name",
            description = "Part of the desktop's name, in any case; `%` and `_` mean themselves. Blank = absent.",
            example = "finance",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 255))
    List<String> resourceName = List.of();

    @RestQuery("resource_id")
    @Parameter(
            name = "resource_id",
            description = "The id of one desktop.",
            example = "desktop-0001",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 128))
    List<String> resourceId = List.of();

    @RestQuery("min_idle_days")
    @Parameter(
            name = "min_idle_days",
            description = "Idle for at least so many whole days.",
            example = "7",
            schema = @Schema(implementation = Integer.class, minimum = "0", maximum = "180"))
    List<String> minIdleDays = List.of();

    @RestQuery("max_idle_days")
    @Parameter(
            name = "max_idle_days",
            description = "Idle for at most so many whole days. Below `min_idle_days` nothing matches.",
            example = "30",
            schema = @Schema(implementation = Integer.class, minimum = "0", maximum = "180"))
    List<String> maxIdleDays = List.of();

    @RestQuery("usage_min_hours")
    @Parameter(
            name = "usage_min_hours",
            description = "Used for at least so many hours, compared in seconds.",
            example = "1",
            schema = @Schema(implementation = Integer.class, minimum = "0", maximum = "2147483646"))
    List<String> usageMinHours = List.of();

    @RestQuery("usage_max_hours")
    @Parameter(
            name = "usage_max_hours",
            description = "Used for at most so many hours, compared in seconds; not below `usage_min_hours`.",
            example = "200",
            schema = @Schema(implementation = Integer.class, minimum = "0", maximum = "2147483646"))
    List<String> usageMaxHours = List.of();

    @RestQuery("enterprise_project_id")
    @Parameter(
            name = "enterprise_project_id",
            description = "The enterprise project of the desktop; `all_granted_eps` = any.",
            example = "all_granted_eps",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 64))
    List<String> enterpriseProjectId = List.of();

    @RestQuery("sort_field")
    @Parameter(
            name = "sort_field",
            description = "The figure to order by, ties by `resource_id`; absent = by `resource_name`, `resource_id`.",
            example = "desktop_usage",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"desktop_usage", "desktop_idle_duration"}))
    List<String> sortField = List.of();

    @RestQuery("sort_type")
    @Parameter(
            name = "sort_type",
            description = "The direction, in any case; absent = ASC. Only together with `sort_field`.",
            example = "DESC",
            schema = @Schema(implementation = SortType.class))
    List<String> sortType = List.of();

    /** The values given, by parameter name. */
    public Map<String, List<String>> values() {
        return Map.ofEntries(
                Map.entry("start_time", startTime),
                Map.entry("end_time", endTime),
                Map.entry("resource_name", resourceName),
                Map.entry("resource_id", resourceId),
                Map.entry("min_idle_days", minIdleDays),
                Map.entry("max_idle_days", maxIdleDays),
                Map.entry("usage_min_hours", usageMinHours),
                Map.entry("usage_max_hours", usageMaxHours),
                Map.entry("enterprise_project_id", enterpriseProjectId),
                Map.entry("sort_field", sortField),
                Map.entry("sort_type", sortType));
    }

    /** @throws dev.deskhours.web.ApiException 400 with every broken rule */
    public DesktopUsageRequest read(String projectId, Instant oldestExportableStart) {
        return DesktopUsageReader.read(projectId, values(), oldestExportableStart);
    }
}
