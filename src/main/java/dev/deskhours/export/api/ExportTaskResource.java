package dev.deskhours.export.api;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.export.api.DesktopExportResource.StartedExport;
import dev.deskhours.export.task.ExportStart;
import dev.deskhours.export.task.ExportTask;
import dev.deskhours.export.task.ExportTasks;
import dev.deskhours.project.AnswerReach;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectPath;

/**
 * One task: a start that may be sent again, all that is known of it, its end (docs/spec/api.md, Native operations).
 * The compatible operations lack these.
 */
@Path("/v1/{project_id}/export-tasks")
@Tag(name = "Export", description = "Usage as files")
@Produces(MediaType.APPLICATION_JSON)
public class ExportTaskResource {
    private static final String RETRY_SECONDS = "1";
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[!-~]{1,255}");

    private final ExportStart start;
    private final ExportTasks tasks;
    private final AnswerReach answer;

    public ExportTaskResource(ExportStart start, ExportTasks tasks, AnswerReach answer) {
        this.start = start;
        this.tasks = tasks;
        this.answer = answer;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Permission(Action.EXPORT_DESKTOP_METRICS)
    @Operation(
            operationId = "startExport",
            summary = "Start an export",
            description =
                    "Takes the parameters of the export of desktop usage in a JSON object, each as text or number."
                            + " The same request under the same `Idempotency-Key` is the same task.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ExportRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "The task was started.",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where the task is.",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = "Retry-After",
                        description = "When to look at it first, in seconds.",
                        schema = @Schema(implementation = Integer.class))
            },
            content = @Content(schema = @Schema(implementation = StartedExport.class)))
    @APIResponse(responseCode = "404", description = "Nobody has heard of the project.")
    @APIResponse(responseCode = "409", description = "The `Idempotency-Key` was used for another request.")
    public Uni<RestResponse<StartedExport>> start(
            @BeanParam ProjectPath project,
            @RestHeader("Idempotency-Key")
                    @Parameter(
                            name = "Idempotency-Key",
                            description = "Makes it safe to send the request again: 1..255 visible ASCII characters.",
                            example = "november-report",
                            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 255))
                    String idempotencyKey,
            JsonNode body) {
        Breaches breaches = new Breaches();
        Map<String, List<String>> values = JsonParameters.read(body, breaches);
        if (idempotencyKey != null && !IDEMPOTENCY_KEY.matcher(idempotencyKey).matches()) {
            breaches.add("Idempotency-Key", "is not 1..255 visible ASCII characters");
        }
        return start.startOfKnown(
                        project.sent(), new ParameterReader(breaches, values), Optional.ofNullable(idempotencyKey))
                .invoke(started -> answer.set(started.reach()))
                .map(started -> accepted(project.sent(), started.taskId()));
    }

    @GET
    @Path("/{task_id}")
    @Permission(Action.LIST_EXPORT_TASKS)
    @Operation(
            operationId = "showExportTask",
            summary = "Show an export task",
            description = "The task with its progress, its parameters and, once it has one, its file.")
    @APIResponse(
            responseCode = "200",
            description = "The task.",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "While it is being created: when to look again, in seconds.",
                            schema = @Schema(implementation = Integer.class)),
            content = @Content(schema = @Schema(implementation = TaskDetail.class)))
    @APIResponse(responseCode = "404", description = "The project has no such task, or no longer.")
    public Uni<RestResponse<TaskDetail>> show(@BeanParam TaskPath path) {
        return tasks.find(path.checked(), path.taskId)
                .invoke(task -> answer.set(task.reach()))
                .map(ExportTaskResource::shown);
    }

    @DELETE
    @Path("/{task_id}")
    @Permission(Action.DELETE_EXPORT_TASKS)
    @Operation(
            operationId = "deleteExportTask",
            summary = "Cancel or delete an export task",
            description = "Deletes the task and its file; one that runs is cancelled.")
    @APIResponse(responseCode = "204", description = "The task and its file are gone.")
    @APIResponse(responseCode = "404", description = "The project has no such task, or no longer.")
    public Uni<Void> delete(@BeanParam TaskPath path) {
        return tasks.find(path.checked(), path.taskId)
                .chain(task -> tasks.delete(path.sent(), List.of(task.taskId)))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw ExportTasks.noSuchTask();
                    }
                })
                .replaceWithVoid();
    }

    private static RestResponse<StartedExport> accepted(String projectId, String taskId) {
        return RestResponse.ResponseBuilder.<StartedExport>create(RestResponse.Status.ACCEPTED)
                .location(URI.create("/v1/" + projectId + "/export-tasks/" + taskId))
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .entity(new StartedExport(taskId))
                .build();
    }

    private static RestResponse<TaskDetail> shown(ExportTask task) {
        var answer = RestResponse.ResponseBuilder.ok(TaskDetail.of(task));
        return (task.status == ExportTask.Status.CREATING
                        ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                        : answer)
                .build();
    }
}
