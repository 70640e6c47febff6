package dev.deskhours.days;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

import dev.deskhours.days.DesktopParameter.SortField;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.SortType;

/**
 * Which desktops are wanted, and in which order.
 *
 * @param values of the parameters that restrict or order; the others are absent
 */
public record DesktopFilter(Map<DesktopParameter, Object> values) {
    public static final DesktopFilter ALL = new DesktopFilter(Map.of());

    public DesktopFilter {
        EnumMap<DesktopParameter, Object> ordered = new EnumMap<>(DesktopParameter.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /** Notes the broken rules with the reader; only if there are none is the filter to be used. */
    static DesktopFilter read(ParameterReader reader) {
        Map<DesktopParameter, Object> values = new EnumMap<>(DesktopParameter.class);
        for (DesktopParameter parameter : DesktopParameter.values()) {
            parameter.rule().read(reader, parameter.text()).ifPresent(value -> values.put(parameter, value));
            switch (parameter) {
                case USAGE_MAX_HOURS -> checkHours(reader, values);
                case SORT_TYPE -> completeOrder(reader, values);
                default -> {}
            }
        }
        return new DesktopFilter(values);
    }

    /** The one desktop that is wanted; {@code null} = any. */
    String resourceId() {
        return (String) values.get(DesktopParameter.RESOURCE_ID);
    }

    /** {@code null} = by name. */
    SortField sortField() {
        return (SortField) values.get(DesktopParameter.SORT_FIELD);
    }

    boolean descending() {
        return values.get(DesktopParameter.SORT_TYPE) == SortType.DESC;
    }

    /** In SQL, with the names of the parameters. */
    String conditions() {
        return values.keySet().stream()
                .flatMap(parameter -> parameter.condition().stream())
                .map(condition -> "and " + condition)
                .collect(Collectors.joining("\n"));
    }

    private static void checkHours(ParameterReader reader, Map<DesktopParameter, Object> values) {
        Integer min = (Integer) values.get(DesktopParameter.USAGE_MIN_HOURS);
        Integer max = (Integer) values.get(DesktopParameter.USAGE_MAX_HOURS);
        if (min != null && max != null && max < min) {
            reader.breaches().add("usage_max_hours", "is below usage_min_hours");
        }
    }

    private static void completeOrder(ParameterReader reader, Map<DesktopParameter, Object> values) {
        if (reader.isSent("sort_field")) {
            values.putIfAbsent(DesktopParameter.SORT_TYPE, SortType.ASC);
        } else if (reader.isSent("sort_type")) {
            reader.breaches().add("sort_type", "needs sort_field");
        }
    }
}
