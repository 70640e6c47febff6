package dev.deskhours.days;

import dev.deskhours.web.SortType;

/**
 * Which desktops are wanted, and in which order. What is {@code null} does not restrict.
 *
 * @param sortField {@code null} = by name
 * @param sortType {@code null} only without {@code sortField}
 */
public record DesktopUsageFilter(
        String resourceName,
        String resourceId,
        Integer minIdleDays,
        Integer maxIdleDays,
        Integer usageMinHours,
        Integer usageMaxHours,
        String enterpriseProjectId,
        SortField sortField,
        SortType sortType) {}
