package dev.deskhours.export.api;

import java.util.List;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.export.task.ExportTasks;
import dev.deskhours.web.ProjectPath;

/**
 * The export centre: the tasks of a project and their files, as the published SDKs ask for them (docs/spec/api.md,
 * Compatible operations).
 */
@Path("/v2/{project_id}/export-tasks")
@Tag(name = "Export", description = "Usage as files")
public class ExportCenterResource {
    private final ExportTasks tasks;
    private final Download download;

    public ExportCenterResource(ExportTasks tasks, Download download) {
        this.tasks = tasks;
        this.download = download;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Permission(Action.LIST_EXPORT_TASKS)
    @Operation(
            operationId = "listExportTasks",
            summary = "List export tasks",
            description = "The tasks that match all the parameters, in the order of their creation.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the tasks that match.",
            content = @Content(schema = @Schema(implementation = TaskList.class)))
    public Uni<TaskList> list(
            @BeanParam ProjectPath project, @BeanParam TaskParameters parameters, @Context UriInfo uri) {
        String projectId = project.sent();
        return tasks.list(projectId, parameters.read(projectId, uri)).map(TaskList::of);
    }

    // Any Accept is served: the SDKs send one that names no type of a file.
    @GET
    @Path("/{task_id}/download")
    @Permission(Action.EXPORT_DATA)
    @Operation(
            operationId = "downloadExport",
            summary = "Download an exported file",
            description = "Whole or one range of its bytes. `Content-Type` is `text/csv` only where `Accept` names it."
                    + " HEAD gives the headers alone.")
    @Parameter(
            name = "Range",
            in = ParameterIn.HEADER,
            description = "One range of bytes; other forms give the whole file.",
            example = "bytes=0-1023",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "If-Range",
            in = ParameterIn.HEADER,
            description = "The `ETag` of the file that the range continues; another file is sent whole.",
            example = "\"6d0f3c\"",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "The `ETag` of the file that the caller has.",
            example = "\"6d0f3c\"",
            schema = @Schema(implementation = String.class))
    @APIResponse(
            responseCode = "200",
            description = "The file.",
            headers = {
                @Header(
                        name = "ETag",
                        description = "The SHA-256 of the file.",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = "Content-Disposition",
                        description = "The name of the file.",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = "Accept-Ranges",
                        description = "Always `bytes`.",
                        schema = @Schema(implementation = String.class))
            },
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "206",
            description = "The range of the file that was asked for.",
            headers =
                    @Header(
                            name = "Content-Range",
                            description = "Which bytes of how many: `bytes 0-1023/14210`.",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "The caller has this file already.")
    @APIResponse(
            responseCode = "400",
            description = "There is no file to download: the task is not finished, has failed or has expired.")
    @APIResponse(responseCode = "404", description = "The project has no such task, or no longer.")
    @APIResponse(
            responseCode = "416",
            description = "The range begins after the end of the file.",
            headers =
                    @Header(
                            name = "Content-Range",
                            description = "The size of the file: `bytes */14210`.",
                            schema = @Schema(implementation = String.class)))
    public Uni<Void> download(@BeanParam TaskPath path, @Context @Parameter(hidden = true) RoutingContext context) {
        return tasks.find(path.checked(), path.taskId).chain(task -> download.send(task, context));
    }

    @POST
    @Path("/batch-delete")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Permission(Action.DELETE_EXPORT_TASKS)
    @Operation(
            operationId = "batchDeleteExportTasks",
            summary = "Delete export tasks",
            description = "Deletes the tasks and their files; cancels those that run; ignores ids it does not know.")
    @APIResponse(
            responseCode = "200",
            description = "The tasks and their files are gone.",
            content = @Content(schema = @Schema(implementation = Nothing.class)))
    public Uni<Nothing> delete(@BeanParam ProjectPath project, TasksToDelete body) {
        List<String> ids = TasksToDelete.validate(body, project.sent());
        return tasks.delete(project.sent(), ids).replaceWith(Nothing.HERE);
    }

    /** The answer to a list of tasks. */
    @RegisterForReflection
    @Schema(name = "ExportTasks", description = "A part of the tasks that match.")
    public record TaskList(
            @Schema(description = "of all that match", examples = "1", required = true)
            int count,

            @JsonProperty("export_tasks") @Schema(required = true)
            List<TaskItem> exportTasks) {
        static TaskList of(ExportTasks.Page page) {
            return new TaskList(
                    (int) Math.min(Integer.MAX_VALUE, page.count()),
                    page.tasks().stream().map(TaskItem::of).toList());
        }
    }

    /** An answer that says no more than that it was done: an empty JSON object. */
    @RegisterForReflection
    @JsonSerialize
    @Schema(name = "Nothing", description = "An empty object.")
    public record Nothing() {
        static final Nothing HERE = new Nothing();
    }
}
