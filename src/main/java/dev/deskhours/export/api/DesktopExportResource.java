package dev.deskhours.export.api;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.DesktopParametersDocument;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.export.render.FormParametersDocument;
import dev.deskhours.export.task.ExportStart;
import dev.deskhours.export.task.ExportStart.Report;
import dev.deskhours.project.AnswerReach;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectPath;

/** The start of an export, as the published SDKs ask for it (docs/spec/api.md, Compatible operations). */
@Path("/v3/{project_id}/statistics/metrics/desktops/export")
@Tag(name = "Export", description = "Usage as files")
@Produces(MediaType.APPLICATION_JSON)
public class DesktopExportResource {
    private final ExportStart start;
    private final AnswerReach answer;

    public DesktopExportResource(ExportStart start, AnswerReach answer) {
        this.start = start;
        this.answer = answer;
    }

    @GET
    @Permission(Action.EXPORT_DESKTOP_METRICS)
    @Operation(
            extensions = {
                @Extension(name = DesktopParametersDocument.MARK, value = ""),
                @Extension(name = FormParametersDocument.MARK, value = "")
            },
            operationId = "exportDesktopMetrics",
            summary = "Export desktop usage",
            description = "Starts a task that writes a file with one row for every desktop that the list with the"
                    + " same parameters would show. The task is kept before the answer is sent.")
    @APIResponse(
            responseCode = "200",
            description = "The task was started.",
            content = @Content(schema = @Schema(implementation = StartedExport.class)))
    public Uni<StartedExport> export(
            @BeanParam ProjectPath project, @BeanParam PeriodParameters period, @Context UriInfo uri) {
        return start.start(Report.DESKTOPS, project.sent(), ParameterReader.ofQuery(uri))
                .invoke(started -> answer.set(started.reach()))
                .map(started -> new StartedExport(started.taskId()));
    }

    /** The answer to the start of an export. */
    @RegisterForReflection
    @Schema(name = "StartedExport", description = "The task that makes the file.")
    public record StartedExport(
            @JsonProperty("task_id")
            @Schema(examples = "0123456789abcdef0123456789abcdef", pattern = "[0-9a-f]{32}", required = true)
            String taskId) {}
}
