package dev.deskhours.usage;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.CurrentCaller;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.web.ParameterReader;

/** The projects that a caller may see. */
@Path("/v1/projects")
@Tag(name = "Projects")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectListResource {
    private final ProjectListQuery query;
    private final CurrentCaller caller;

    ProjectListResource(ProjectListQuery query, CurrentCaller caller) {
        this.query = query;
        this.caller = caller;
    }

    @GET
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            operationId = "listProjects",
            summary = "List the projects",
            description = "Those that the caller may see and that records or settings were sent in for, in the order of"
                    + " their ids: which days their sessions are of, and how far they are aggregated.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the projects.",
            content = @Content(schema = @Schema(implementation = ProjectList.class)))
    public Uni<ProjectList> projects(@BeanParam PageParameters pageParameters, @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        PageParameters.Page page = pageParameters.read(reader);
        reader.breaches().throwIfAny();
        return query.page(caller.visibleProjects(), page);
    }
}
