package dev.deskhours.export.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.web.SortType;

/** The body that starts an export. Only described by this, not read into it: all its broken rules are told at once. */
@Schema(name = "ExportRequest", description = "The parameters of an export; each may be text or number.")
public record ExportRequest(
        @JsonProperty("start_time") @Schema(examples = "2026-11-01T00:00:00Z", required = true)
        String startTime,

        @JsonProperty("end_time") @Schema(examples = "2026-11-20T23:59:59Z", required = true)
        String endTime,

        @JsonProperty("resource_name") @Schema(minLength = 1, maxLength = 255)
        String resourceName,

        @JsonProperty("resource_id") @Schema(minLength = 1, maxLength = 128)
        String resourceId,

        @JsonProperty("min_idle_days") @Schema(minimum = "0", maximum = "180")
        Integer minIdleDays,

        @JsonProperty("max_idle_days") @Schema(minimum = "0", maximum = "180")
        Integer maxIdleDays,

        @JsonProperty("usage_min_hours") @Schema(minimum = "0", maximum = "2147483646")
        Integer usageMinHours,

        @JsonProperty("usage_max_hours") @Schema(minimum = "0", maximum = "2147483646")
        Integer usageMaxHours,

        @JsonProperty("enterprise_project_id") @Schema(minLength = 1, maxLength = 64)
        String enterpriseProjectId,

        @JsonProperty("sort_field") @Schema(enumeration = {"desktop_usage", "desktop_idle_duration"})
        String sortField,

        @JsonProperty("sort_type") SortType sortType) {}
