package dev.deskhours.export.task;

import java.util.List;

/**
 * A part of the tasks that match a filter.
 *
 * @param count of all that match
 */
public record TaskPage(long count, List<ExportTask> tasks) {}
