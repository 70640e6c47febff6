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
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.DesktopParametersDocument;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;

/** The list of desktops with their figures (docs/spec/api.md, Compatible operations). */
@Path("/v2/{project_id}/statistics/metrics/desktops")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class DesktopMetricsResource {
    private final ProjectSnapshots snapshots;
    private final DesktopPages pages;

    public DesktopMetricsResource(ProjectSnapshots snapshots, DesktopPages pages) {
        this.snapshots = snapshots;
        this.pages = pages;
    }

    @GET
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            extensions = @Extension(name = DesktopParametersDocument.MARK, value = ""),
            operationId = "listDesktopMetrics",
            summary = "List desktop usage",
            description = "For every desktop that existed in the covered days, used or not: the seconds of use in them"
                    + " and the seconds since its last use. Days that are not aggregated yet are not covered; if none is"
                    + " covered the list is empty.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the desktops that match.",
            content = @Content(schema = @Schema(implementation = DesktopMetrics.class)))
    public Uni<DesktopMetrics> list(
            @RestPath("project_id") String projectId,
            @BeanParam PeriodParameters period,
            @BeanParam PageParameters page,
            @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        return snapshots.read(projectId, snapshot -> list(snapshot, projectId, page, reader));
    }

    private Uni<DesktopMetrics> list(
            Snapshot snapshot, String projectId, PageParameters pageParameters, ParameterReader reader) {
        DesktopUsageRequest request = DesktopUsageRequest.read(reader, projectId, snapshot.oldestExportableStart());
        PageParameters.Page page = pageParameters.read(reader);
        reader.breaches().throwIfAny();
        return snapshot.covered(request.startTime(), request.endTime())
                .map(covered -> pages.page(snapshot, covered, request, page))
                .orElse(Uni.createFrom().item(DesktopUsageQuery.Page.EMPTY))
                .map(DesktopMetrics::of);
    }
}
