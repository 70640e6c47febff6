package dev.deskhours.export.task;

import java.io.UncheckedIOException;
import java.time.Instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.deskhours.days.DesktopUsageFilter;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.SortField;
import dev.deskhours.web.SortType;

/**
 * The request of a task as it is kept with it: a JSON object of its parameters, equal requests in equal text. The rules
 * were checked when the task was created and are not asked again: a task may wait until its first day is too old.
 */
public record StoredRequest(String projectId, ObjectNode parameters) {
    // Not Vert.x' JSON: its codec is looked for when it is first used, 5 % of a cold start's time before its first
    // answer.
    private static final ObjectMapper JSON = new ObjectMapper();

    static StoredRequest of(DesktopUsageRequest request) {
        DesktopUsageFilter filter = request.filter();
        ObjectNode parameters = JsonNodeFactory.instance
                .objectNode()
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

    public static StoredRequest parse(String projectId, String json) {
        try {
            return new StoredRequest(projectId, JSON.readValue(json, ObjectNode.class));
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String json() {
        return parameters.toString();
    }

    public DesktopUsageRequest toRequest() {
        String sortField = text("sort_field");
        String sortType = text("sort_type");
        return new DesktopUsageRequest(
                projectId,
                Instant.parse(text("start_time")),
                Instant.parse(text("end_time")),
                new DesktopUsageFilter(
                        text("resource_name"),
                        text("resource_id"),
                        number("min_idle_days"),
                        number("max_idle_days"),
                        number("usage_min_hours"),
                        number("usage_max_hours"),
                        text("enterprise_project_id"),
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

    private String text(String name) {
        return parameters.path(name).textValue();
    }

    private Integer number(String name) {
        return parameters.has(name) ? parameters.get(name).intValue() : null;
    }

    private static void put(ObjectNode parameters, String name, String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static void put(ObjectNode parameters, String name, Integer value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
