package dev.deskhours.export.task;

import java.util.Optional;

import dev.deskhours.web.SortType;

/** Which tasks of a project a list shows, in the order of their creation. */
public record TaskFilter(
        Optional<String> fileName,
        Optional<String> taskId,
        Optional<TaskStatus> status,
        Optional<Boolean> downloaded,
        SortType sortType,
        int offset,
        int limit) {}
