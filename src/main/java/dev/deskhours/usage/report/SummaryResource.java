package dev.deskhours.usage.report;

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
import dev.deskhours.days.GroupKind;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.PeriodParameters.Period;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** A period of a project as a whole. */
@Path("/v1/{project_id}/usage/summary")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class SummaryResource {
    private final ProjectSnapshots snapshots;
    private final SummaryQuery query;

    SummaryResource(ProjectSnapshots snapshots, SummaryQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    @GET
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            operationId = "showUsageSummary",
            summary = "A period as a whole",
            description =
                    "Desktops used and idle, seconds of use, logins, distinct users and the peak of the covered days,"
                            + " and the same of as many days before. Users are counted as a set, not added up from days.")
    @APIResponse(
            responseCode = "200",
            description = "The period.",
            content = @Content(schema = @Schema(implementation = UsageSummary.class)))
    @APIResponse(responseCode = "404", description = "Nobody has heard of the project.")
    public Uni<UsageSummary> summary(
            @RestPath("project_id") String projectId,
            @BeanParam PeriodParameters parameters,
            @BeanParam GroupBy groupBy,
            @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        return snapshots.read(projectId, snapshot -> summary(snapshot, projectId, reader));
    }

    private Uni<UsageSummary> summary(Snapshot snapshot, String projectId, ParameterReader reader) {
        ProjectId.check(reader.breaches(), projectId);
        Period period = PeriodParameters.read(reader, snapshot.oldestExportableStart());
        GroupKind kind = GroupBy.read(reader);
        reader.breaches().throwIfAny();
        snapshot.requireKnown();
        return query.read(snapshot, projectId, snapshot.covered(period.startTime(), period.endTime()), kind);
    }
}
