package dev.deskhours.export.task;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.deskhours.days.DesktopFilter;
import dev.deskhours.days.DesktopParameter;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.connection.ConnectionFilter;
import dev.deskhours.days.connection.ConnectionRequest;
import dev.deskhours.days.user.UserFilter;
import dev.deskhours.days.user.UserUsageRequest;
import dev.deskhours.export.render.FileForm;
import dev.deskhours.export.render.ReportRequest;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/**
 * The request of a task as it is kept with it: a JSON object of its parameters, equal requests in equal text
 * (docs/spec/api.md, The task). The rules were checked when the task was created and are not asked again: a task may
 * wait until its first day is too old.
 */
record StoredRequest(String projectId, ObjectNode parameters) {
    // Not Vert.x' JSON: its codec is looked for when it is first used, 5 % of a cold start's time before its first
    // answer.
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String REPORT = "report";
    private static final String USERS = "users";
    private static final String CONNECTIONS = "connections";

    static StoredRequest of(ReportRequest request, FileForm form) {
        if (request instanceof ReportRequest.Users users) {
            return of(request, USERS, users.request().filter().parameters(), form);
        }
        if (request instanceof ReportRequest.Connections connections) {
            return of(request, CONNECTIONS, connections.request().filter().parameters(), form);
        }
        return of(((ReportRequest.Desktops) request).request(), form);
    }

    private static StoredRequest of(ReportRequest request, String report, Map<String, String> filter, FileForm form) {
        ObjectNode parameters = JsonNodeFactory.instance
                .objectNode()
                .put(REPORT, report)
                .put("start_time", request.startTime().toString())
                .put("end_time", request.endTime().toString());
        filter.forEach(parameters::put);
        form.values().forEach((parameter, value) -> parameters.put(parameter.text(), value.toString()));
        return new StoredRequest(request.projectId(), parameters);
    }

    static StoredRequest of(DesktopUsageRequest request, FileForm form) {
        ObjectNode parameters = JsonNodeFactory.instance
                .objectNode()
                .put("start_time", request.startTime().toString())
                .put("end_time", request.endTime().toString());
        request.filter().values().forEach((parameter, value) -> {
            if (value instanceof Integer number) {
                parameters.put(parameter.text(), number);
            } else {
                parameters.put(parameter.text(), value.toString());
            }
        });
        form.values().forEach((parameter, value) -> parameters.put(parameter.text(), value.toString()));
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
        Map<DesktopParameter, Object> values = new EnumMap<>(DesktopParameter.class);
        for (DesktopParameter parameter : DesktopParameter.values()) {
            if (parameters.has(parameter.text())) {
                values.put(
                        parameter,
                        parameter.parse(parameters.get(parameter.text()).asText()));
            }
        }
        return new DesktopUsageRequest(projectId, time("start_time"), time("end_time"), new DesktopFilter(values));
    }

    public ReportRequest toReport() {
        return switch (parameters.path(REPORT).asText()) {
            case USERS -> new ReportRequest.Users(toUserRequest());
            case CONNECTIONS -> new ReportRequest.Connections(toConnectionRequest());
            default -> new ReportRequest.Desktops(toRequest());
        };
    }

    private ConnectionRequest toConnectionRequest() {
        ParameterReader reader = reader();
        ConnectionFilter filter = ConnectionFilter.read(reader);
        reader.breaches().throwIfAny();
        return new ConnectionRequest(projectId, time("start_time"), time("end_time"), filter);
    }

    private UserUsageRequest toUserRequest() {
        ParameterReader reader = reader();
        UserFilter filter = UserFilter.read(reader);
        reader.breaches().throwIfAny();
        return new UserUsageRequest(projectId, time("start_time"), time("end_time"), filter);
    }

    private ParameterReader reader() {
        Map<String, List<String>> values = new HashMap<>();
        parameters
                .fields()
                .forEachRemaining(field ->
                        values.put(field.getKey(), List.of(field.getValue().asText())));
        return new ParameterReader(new Breaches(), values);
    }

    public FileForm toForm() {
        ParameterReader reader = reader();
        FileForm form = FileForm.read(reader);
        reader.breaches().throwIfAny();
        return form;
    }

    private Instant time(String name) {
        return Instant.parse(parameters.path(name).asText());
    }
}
