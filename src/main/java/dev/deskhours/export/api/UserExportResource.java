package dev.deskhours.export.api;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.user.UserParameters;
import dev.deskhours.export.api.DesktopExportResource.StartedExport;
import dev.deskhours.export.render.FormParametersDocument;
import dev.deskhours.export.task.ExportStart;
import dev.deskhours.export.task.ExportStart.Report;
import dev.deskhours.project.AnswerReach;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectPath;

/** The start of an export of users. */
@Path("/v3/{project_id}/statistics/metrics/users/export")
@Tag(name = "Export", description = "Usage as files")
@Produces(MediaType.APPLICATION_JSON)
public class UserExportResource {
    private final ExportStart start;
    private final AnswerReach answer;

    public UserExportResource(ExportStart start, AnswerReach answer) {
        this.start = start;
        this.answer = answer;
    }

    @GET
    @Permission(Action.EXPORT_USER_METRICS)
    @Operation(
            extensions = @Extension(name = FormParametersDocument.MARK, value = ""),
            operationId = "exportUserMetrics",
            summary = "Export user usage",
            description = "Starts a task that writes a file with one row for every item that the list of users with the"
                    + " same parameters would show. The task is kept before the answer is sent.")
    @APIResponse(
            responseCode = "200",
            description = "The task was started.",
            content = @Content(schema = @Schema(implementation = StartedExport.class)))
    public Uni<StartedExport> export(
            @BeanParam ProjectPath project,
            @BeanParam PeriodParameters period,
            @BeanParam UserParameters parameters,
            @Context UriInfo uri) {
        return start.start(Report.USERS, project.sent(), ParameterReader.ofQuery(uri))
                .invoke(started -> answer.set(started.reach()))
                .map(started -> new StartedExport(started.taskId()));
    }
}
