package dev.deskhours.usage;

import java.util.List;
import java.util.Optional;

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
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** The desktops that a project has heard of. */
@Path("/v1/{project_id}")
@Tag(name = "Projects")
@Produces(MediaType.APPLICATION_JSON)
public class KnownDesktopsResource {
    private static final int MAX_NAME = 255;

    private final ProjectSnapshots snapshots;
    private final KnownDesktopsQuery query;

    KnownDesktopsResource(ProjectSnapshots snapshots, KnownDesktopsQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    @GET
    @Path("desktops")
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            operationId = "listDesktops",
            summary = "List the desktops of a project",
            description = "Every desktop that was announced or had a session, used or not, in the order of their ids.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the desktops that match.",
            content = @Content(schema = @Schema(implementation = KnownDesktops.class)))
    @APIResponse(responseCode = "404", description = "Nobody has heard of the project.")
    public Uni<KnownDesktops> desktops(
            @RestPath("project_id") String projectId,
            @RestQuery("desktop_name")
                    @Parameter(
                            name = "desktop_name",
                            description = "Only desktops whose name contains this, in any case.",
                            example = "finance",
                            schema = @Schema(implementation = String.class, minLength = 1, maxLength = MAX_NAME))
                    List<String> desktopName,
            @BeanParam PageParameters pageParameters,
            @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        return snapshots.read(projectId, snapshot -> {
            ProjectId.check(reader.breaches(), projectId);
            Optional<String> name = reader.text("desktop_name", desktopName, MAX_NAME);
            PageParameters.Page page = pageParameters.read(reader);
            reader.breaches().throwIfAny();
            snapshot.requireKnown();
            return desktops(snapshot, projectId, name, page);
        });
    }

    private Uni<KnownDesktops> desktops(
            Snapshot snapshot, String projectId, Optional<String> name, PageParameters.Page page) {
        return query.page(snapshot.connection(), projectId, name, page)
                .map(found -> new KnownDesktops(
                        (int) Math.min(found.count(), Integer.MAX_VALUE),
                        snapshot.days().aggregatedThrough(),
                        found.desktops()));
    }
}
