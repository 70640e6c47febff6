package dev.deskhours.usage.connection;

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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.connection.ConnectionParameters;
import dev.deskhours.days.connection.ConnectionQuery;
import dev.deskhours.days.connection.ConnectionRequest;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;

/** The sessions and failed logins of a project, as the published SDKs ask for them. */
@Path("/v2/{project_id}/connections/desktops")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class LoginRecordResource {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 1000;

    private final ProjectSnapshots snapshots;
    private final ConnectionQuery query;

    public LoginRecordResource(ProjectSnapshots snapshots, ConnectionQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    @GET
    @Permission(Action.LIST_CONNECTIONS)
    @Operation(
            operationId = "listLoginRecords",
            summary = "List login records",
            description =
                    "The sessions and failed logins that began in a time, as they are kept, newest first; without a"
                            + " time all that are kept.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the records that match.",
            content = @Content(schema = @Schema(implementation = LoginRecords.class)))
    public Uni<LoginRecords> list(
            @RestPath("project_id") String projectId,
            @RestQuery("start_time")
                    @Parameter(
                            name = "start_time",
                            description =
                                    "Logins from then on; a time, also without seconds, or a date. Only with `end_time`.",
                            example = "2026-11-01T00:00:00Z",
                            schema = @Schema(implementation = String.class))
                    List<String> startTime,
            @RestQuery("end_time")
                    @Parameter(
                            name = "end_time",
                            description = "Logins until then, likewise. Only with `start_time`.",
                            example = "2026-11-20T23:59:59Z",
                            schema = @Schema(implementation = String.class))
                    List<String> endTime,
            @BeanParam ConnectionParameters parameters,
            @RestQuery("offset")
                    @Parameter(
                            name = "offset",
                            description = "How many records to skip.",
                            example = "0",
                            schema =
                                    @Schema(
                                            implementation = Integer.class,
                                            minimum = "0",
                                            maximum = "" + ParameterReader.MAX,
                                            defaultValue = "0"))
                    List<String> offset,
            @RestQuery("limit")
                    @Parameter(
                            name = "limit",
                            description = "How many records to give at most.",
                            example = "20",
                            schema =
                                    @Schema(
                                            implementation = Integer.class,
                                            minimum = "0",
                                            maximum = "" + MAX_LIMIT,
                                            defaultValue = "" + DEFAULT_LIMIT))
                    List<String> limit,
            @Context UriInfo uri) {
        ParameterReader reader = PeriodParameters.readerWithDates(uri.getQueryParameters());
        return snapshots.read(projectId, snapshot -> list(snapshot, projectId, reader));
    }

    private Uni<LoginRecords> list(Snapshot snapshot, String projectId, ParameterReader reader) {
        ConnectionRequest request = ConnectionRequest.read(reader, projectId);
        int offset = reader.integer("offset", List.of(), 0, ParameterReader.MAX).orElse(0);
        int limit = reader.integer("limit", List.of(), 0, MAX_LIMIT).orElse(DEFAULT_LIMIT);
        reader.breaches().throwIfAny();
        return query.page(snapshot.connection(), request, offset, limit).map(LoginRecords::of);
    }
}
