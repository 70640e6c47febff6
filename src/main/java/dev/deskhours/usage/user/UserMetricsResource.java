package dev.deskhours.usage.user;

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
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.user.UserParameters;
import dev.deskhours.days.user.UserUsageQuery;
import dev.deskhours.days.user.UserUsageRequest;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.usage.PageParameters;
import dev.deskhours.web.ParameterReader;

/** The list of users with their figures. */
@Path("/v2/{project_id}/statistics/metrics/users")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class UserMetricsResource {
    private final ProjectSnapshots snapshots;
    private final UserUsageQuery query;

    public UserMetricsResource(ProjectSnapshots snapshots, UserUsageQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    @GET
    @Permission(Action.LIST_USER_METRICS)
    @Operation(
            operationId = "listUserMetrics",
            summary = "List user usage",
            description =
                    "For every user with a session or a failed login in the covered days, apart for each enterprise"
                            + " project of the desktops: the seconds of use, added up over desktops, and the logins.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the users that match.",
            content = @Content(schema = @Schema(implementation = UserMetrics.class)))
    public Uni<UserMetrics> list(
            @RestPath("project_id") String projectId,
            @BeanParam PeriodParameters period,
            @BeanParam UserParameters parameters,
            @BeanParam PageParameters page,
            @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        return snapshots.read(projectId, snapshot -> list(snapshot, projectId, page, reader));
    }

    private Uni<UserMetrics> list(
            Snapshot snapshot, String projectId, PageParameters pageParameters, ParameterReader reader) {
        UserUsageRequest request = UserUsageRequest.read(reader, projectId, snapshot.oldestExportableStart());
        PageParameters.Page page = pageParameters.read(reader);
        reader.breaches().throwIfAny();
        return snapshot.covered(request.startTime(), request.endTime())
                .map(covered -> query.page(snapshot.connection(), covered, request, page.offset(), page.limit()))
                .orElse(Uni.createFrom().item(UserUsageQuery.Page.EMPTY))
                .map(UserMetrics::of);
    }
}
