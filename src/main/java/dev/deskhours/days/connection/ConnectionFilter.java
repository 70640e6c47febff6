package dev.deskhours.days.connection;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.deskhours.web.ParameterReader;

/**
 * Which login records are wanted (docs/spec/api.md, Login records).
 *
 * @param userName a part of the name, in any case; {@code null} = any
 * @param computerName a part of the name of the desktop, in any case; {@code null} = any
 * @param enterpriseProjectId of the desktop; {@code null} = any
 */
public record ConnectionFilter(String userName, String computerName, String enterpriseProjectId) {
    private static final int MAX_NAME = 255;
    private static final int MAX_ENTERPRISE_PROJECT = 64;
    private static final String ALL_ENTERPRISE_PROJECTS = "all_granted_eps";
    private static final List<String> AS_SENT = List.of();

    /** Notes the broken rules with the reader; only if there are none is the filter to be used. */
    public static ConnectionFilter read(ParameterReader reader) {
        return new ConnectionFilter(
                reader.text("user_name", AS_SENT, MAX_NAME).orElse(null),
                reader.text("computer_name", AS_SENT, MAX_NAME).orElse(null),
                reader.text("enterprise_project_id", AS_SENT, MAX_ENTERPRISE_PROJECT)
                        .filter(id -> !id.equals(ALL_ENTERPRISE_PROJECTS))
                        .orElse(null));
    }

    /** The parameters from which {@link #read} makes it again. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>(values());
        parameters.values().removeIf(value -> value == null);
        return parameters;
    }

    /** In SQL, over the columns of {@code session}. */
    String ofSessions() {
        return userName == null ? "" : "and position(lower(:user_name::text) in lower(user_name)) > 0";
    }

    /** In SQL, over the columns of {@code session} and {@code desktop}. */
    String ofDesktops() {
        return (computerName == null
                        ? ""
                        : "and position(lower(:computer_name::text) in lower(coalesce(desktop_name, logged.desktop_id))) > 0\n")
                + (enterpriseProjectId == null ? "" : "and enterprise_project_id = :enterprise_project_id\n");
    }

    Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("user_name", userName);
        values.put("computer_name", computerName);
        values.put("enterprise_project_id", enterpriseProjectId);
        return values;
    }
}
