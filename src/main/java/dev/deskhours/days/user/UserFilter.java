package dev.deskhours.days.user;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.SortType;

/**
 * Which users are wanted, and in which order (docs/spec/api.md, Parameters of the user operations).
 *
 * @param userName a part of the name, in any case; {@code null} = any
 * @param minHours of usage; {@code null} = any
 * @param maxHours of usage; {@code null} = any
 * @param enterpriseProjectId of the desktops; {@code null} = any
 * @param byUsage whether they are ordered by usage; otherwise by name
 */
public record UserFilter(
        String userName,
        Integer minHours,
        Integer maxHours,
        String enterpriseProjectId,
        boolean byUsage,
        SortType order) {
    static final int MAX_NAME = 255;

    private static final int MAX_ENTERPRISE_PROJECT = 64;
    private static final String ALL_ENTERPRISE_PROJECTS = "all_granted_eps";
    private static final List<String> AS_SENT = List.of();

    private enum SortField {
        USER_USAGE;

        @Override
        public String toString() {
            return "user_usage";
        }
    }

    /** Notes the broken rules with the reader; only if there are none is the filter to be used. */
    public static UserFilter read(ParameterReader reader) {
        String name = reader.text("username", AS_SENT, MAX_NAME).orElse(null);
        Integer min = hours(reader, "usage_min_hours");
        Integer max = hours(reader, "usage_max_hours");
        if (min != null && max != null && max < min) {
            reader.breaches().add("usage_max_hours", "is below usage_min_hours");
        }
        String enterpriseProject = reader.text("enterprise_project_id", AS_SENT, MAX_ENTERPRISE_PROJECT)
                .filter(id -> !id.equals(ALL_ENTERPRISE_PROJECTS))
                .orElse(null);
        boolean byUsage = reader.choice("sort_field", AS_SENT, SortField.class).isPresent();
        SortType order = reader.choice("sort_type", AS_SENT, SortType.class).orElse(SortType.ASC);
        if (reader.isSent("sort_type") && !reader.isSent("sort_field")) {
            reader.breaches().add("sort_type", "needs sort_field");
        }
        return new UserFilter(name, min, max, enterpriseProject, byUsage, order);
    }

    /** The parameters from which {@link #read} makes it again. */
    public Map<String, String> parameters() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("username", userName);
        all.put("usage_min_hours", minHours);
        all.put("usage_max_hours", maxHours);
        all.put("enterprise_project_id", enterpriseProjectId);
        all.put("sort_field", byUsage ? SortField.USER_USAGE : null);
        all.put("sort_type", byUsage ? order : null);
        Map<String, String> parameters = new LinkedHashMap<>();
        all.forEach((parameter, value) -> {
            if (value != null) {
                parameters.put(parameter, value.toString());
            }
        });
        return parameters;
    }

    /** In SQL, over the columns of {@link UserUsageQuery}. */
    String conditions() {
        return (userName == null ? "" : "and position(lower(:username::text) in lower(user_name)) > 0\n")
                + (minHours == null ? "" : "and usage_seconds >= :usage_min_hours::bigint * 3600\n")
                + (maxHours == null ? "" : "and usage_seconds <= :usage_max_hours::bigint * 3600\n")
                + (enterpriseProjectId == null ? "" : "and enterprise_project_id = :enterprise_project_id\n");
    }

    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("username", userName);
        values.put("usage_min_hours", minHours);
        values.put("usage_max_hours", maxHours);
        values.put("enterprise_project_id", enterpriseProjectId);
        return values;
    }

    String orderSql() {
        String byName = "user_name collate \"C\", enterprise_project_id collate \"C\"";
        return byUsage ? "usage_seconds " + (order == SortType.DESC ? "desc" : "asc") + ", " + byName : byName;
    }

    private static Integer hours(ParameterReader reader, String name) {
        OptionalInt hours = reader.integer(name, AS_SENT, 0, ParameterReader.MAX);
        return hours.isPresent() ? hours.getAsInt() : null;
    }
}
