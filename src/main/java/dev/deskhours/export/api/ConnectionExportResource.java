package dev.deskhours.export.api;

import java.util.List;

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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.connection.ConnectionParameters;
import dev.deskhours.export.api.DesktopExportResource.StartedExport;
import dev.deskhours.export.render.FormParametersDocument;
import dev.deskhours.export.task.ExportStart;
import dev.deskhours.export.task.ExportStart.Report;
import dev.deskhours.project.AnswerReach;
import dev.deskhours.web.ProjectPath;

/** The start of an export of login records. */
@Path("/v3/{project_id}/desktops/connections/export")
@Tag(name = "Export", description = "Usage as files")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionExportResource {
    private final ExportStart start;
    private final AnswerReach answer;

    public ConnectionExportResource(ExportStart start, AnswerReach answer) {
        this.start = start;
        this.answer = answer;
    }

    @GET
    @Permission(Action.EXPORT_CONNECTIONS)
    @Operation(
            extensions = @Extension(name = FormParametersDocument.MARK, value = ""),
            operationId = "exportConnections",
            summary = "Export login records",
            description =
                    "Starts a task that writes a file with one row for every record that the list of login records"
                            + " with the same parameters would show; here the times are required. The task is kept before the"
                            + " answer is sent.")
    @APIResponse(
            responseCode = "200",
            description = "The task was started.",
            content = @Content(schema = @Schema(implementation = StartedExport.class)))
    public Uni<StartedExport> export(
            @BeanParam ProjectPath project,
            @RestQuery("start_time")
                    @Parameter(
                            name = "start_time",
                            required = true,
                            description =
                                    "Logins from then on; a time, also without seconds, or a date. Only with `end_time`.",
                            example = "2026-11-01T00:00:00Z",
                            schema = @Schema(implementation = String.class))
                    List<String> startTime,
            @RestQuery("end_time")
                    @Parameter(
                            name = "end_time",
                            required = true,
                            description = "Logins until then, likewise. Only with `start_time`.",
                            example = "2026-11-20T23:59:59Z",
                            schema = @Schema(implementation = String.class))
                    List<String> endTime,
            @BeanParam ConnectionParameters parameters,
            @Context UriInfo uri) {
        return start.start(
                        Report.CONNECTIONS, project.sent(), PeriodParameters.readerWithDates(uri.getQueryParameters()))
                .invoke(started -> answer.set(started.reach()))
                .map(started -> new StartedExport(started.taskId()));
    }
}
