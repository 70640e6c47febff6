package dev.deskhours.export.api;

import java.util.List;
import java.util.Locale;

import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.export.task.ExportTask;
import dev.deskhours.export.task.ExportTasks.Filter;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;
import dev.deskhours.web.SortType;

/** The query parameters of the list of tasks (docs/spec/api.md, Answers). */
class TaskParameters {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    @RestQuery("file_name")
    @Parameter(
            name = "file_name",
            description = "Part of the name of the file.",
            example = "desktop-usage_2026-11",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 255))
    List<String> fileName = List.of();

    @RestQuery("task_id")
    @Parameter(
            name = "task_id",
            description = "The id of one task.",
            example = "0123456789abcdef0123456789abcdef",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 64))
    List<String> taskId = List.of();

    @RestQuery("status")
    @Parameter(
            name = "status",
            description = "The status, in any case.",
            example = "SUCCESS",
            schema = @Schema(implementation = ExportTask.Status.class))
    List<String> status = List.of();

    @RestQuery("is_download")
    @Parameter(
            name = "is_download",
            description = "Whether the file was ever downloaded; absent = either.",
            example = "false",
            schema = @Schema(implementation = Boolean.class))
    List<String> isDownload = List.of();

    @RestQuery("sort_field")
    @Parameter(
            name = "sort_field",
            description = "What to order by; there is only `create_time`.",
            example = "create_time",
            schema = @Schema(implementation = String.class, enumeration = "create_time", defaultValue = "create_time"))
    List<String> sortField = List.of();

    @RestQuery("sort_type")
    @Parameter(
            name = "sort_type",
            description = "The direction, in any case.",
            example = "DESC",
            schema = @Schema(implementation = SortType.class, defaultValue = "ASC"))
    List<String> sortType = List.of();

    @RestQuery("offset")
    @Parameter(
            name = "offset",
            description = "How many tasks to skip.",
            example = "0",
            schema =
                    @Schema(
                            implementation = Integer.class,
                            minimum = "0",
                            maximum = "" + ParameterReader.MAX,
                            defaultValue = "0"))
    List<String> offset = List.of();

    @RestQuery("limit")
    @Parameter(
            name = "limit",
            description = "How many tasks to give at most.",
            example = "20",
            schema =
                    @Schema(
                            implementation = Integer.class,
                            minimum = "1",
                            maximum = "" + MAX_LIMIT,
                            defaultValue = "" + DEFAULT_LIMIT))
    List<String> limit = List.of();

    private enum TaskSortField {
        CREATE_TIME;

        @Override
        public String toString() {
            return "create_time";
        }
    }

    private enum Flag {
        TRUE,
        FALSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws dev.deskhours.web.ApiException 400 with every broken rule */
    Filter read(String projectId, UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        ProjectId.check(reader.breaches(), projectId);
        Filter filter = read(reader);
        reader.breaches().throwIfAny();
        return filter;
    }

    private Filter read(ParameterReader reader) {
        var name = reader.text("file_name", fileName, 255);
        var task = reader.text("task_id", taskId, 64);
        var state = reader.choice("status", status, ExportTask.Status.class);
        var downloaded = reader.choice("is_download", isDownload, Flag.class);
        reader.choice("sort_field", sortField, TaskSortField.class);
        SortType direction =
                reader.choice("sort_type", sortType, SortType.class).orElse(SortType.ASC);
        int skipped = reader.integer("offset", offset, 0, ParameterReader.MAX).orElse(0);
        int max = reader.integer("limit", limit, 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
        return new Filter(name, task, state, downloaded.map(Flag.TRUE::equals), direction, skipped, max);
    }
}
