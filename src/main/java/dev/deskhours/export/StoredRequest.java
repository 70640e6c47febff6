package dev.deskhours.export;

import java.time.Instant;

import io.vertx.core.json.JsonObject;

import dev.deskhours.usage.DesktopUsageFilter;
import dev.deskhours.usage.DesktopUsageRequest;
import dev.deskhours.usage.SortField;
import dev.deskhours.web.SortType;

/**
 * The request of a task as it is kept with it: a JSON object of its parameters, equal requests in equal text. The rules
 * were checked when the task was created and are not asked again: a task may wait until its first day is too old.
 */
record StoredRequest(String projectId, JsonObject parameters) {
    static StoredRequest of(DesktopUsageRequest request) {
        DesktopUsageFilter filter = request.filter();
        JsonObject parameters = new JsonObject()
                .put("start_time", request.startTime().toString())
                .put("end_time", request.endTime().toString());
        put(parameters, "resource_name", filter.resourceName());
        put(parameters, "resource_id", filter.resourceId());
        put(parameters, "min_idle_days", filter.minIdleDays());
        put(parameters, "max_idle_days", filter.maxIdleDays());
        put(parameters, "usage_min_hours", filter.usageMinHours());
        put(parameters, "usage_max_hours", filter.usageMaxHours());
        put(parameters, "enterprise_project_id", filter.enterpriseProjectId());
        put(
                parameters,
                "sort_field",
                filter.sortField() == null ? null : filter.sortField().toString());
        put(
                parameters,
                "sort_type",
                filter.sortType() == null ? null : filter.sortType().toString());
        return new StoredRequest(request.projectId(), parameters);
    }

    static StoredRequest parse(String projectId, String json) {
        return new StoredRequest(projectId, new JsonObject(json));
    }

    String json() {
        return parameters.encode();
    }

    DesktopUsageRequest toRequest() {
        String sortField = parameters.getString("sort_field");
        String sortType = parameters.getString("sort_type");
        return new DesktopUsageRequest(
                projectId,
                Instant.parse(parameters.getString("start_time")),
                Instant.parse(parameters.getString("end_time")),
                new DesktopUsageFilter(
                        parameters.getString("resource_name"),
                        parameters.getString("resource_id"),
                        parameters.getInteger("min_idle_days"),
                        parameters.getInteger("max_idle_days"),
                        parameters.getInteger("usage_min_hours"),
                        parameters.getInteger("usage_max_hours"),
                        parameters.getString("enterprise_project_id"),
                        sortField == null ? null : sortField(sortField),
                        sortType == null ? null : SortType.valueOf(sortType)));
    }

    private static SortField sortField(String text) {
        for (SortField field : SortField.values()) {
            if (field.toString().equals(text)) {
                return field;
            }
        }
        throw new IllegalArgumentException("no such sort field: " + text);
    }

    private static void put(JsonObject parameters, String name, Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
