package dev.deskhours.usage;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.DailyTotalsQuery;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.PeriodParameters.Period;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** The totals of a project, day by day (docs/spec/api.md, Native operations). */
@Path("/v1/{project_id}/usage/daily")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class DailyTotalsResource {
    private final ProjectSnapshots snapshots;
    private final DailyTotalsQuery query;

    public DailyTotalsResource(ProjectSnapshots snapshots, DailyTotalsQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    @GET
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            operationId = "listDailyTotals",
            summary = "Daily totals of a project",
            description =
                    "Per covered day: desktops known and used, seconds of use, logins. A day that is not aggregated"
                            + " is absent, an aggregated day without use is there with zeros.")
    @APIResponse(
            responseCode = "200",
            description = "The days.",
            content = @Content(schema = @Schema(implementation = DailyTotals.class)))
    @APIResponse(responseCode = "404", description = "Nobody has heard of the project.")
    public Uni<DailyTotals> daily(
            @RestPath("project_id") String projectId, @BeanParam PeriodParameters parameters, @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        return snapshots.read(projectId, snapshot -> daily(snapshot, projectId, reader));
    }

    private Uni<DailyTotals> daily(Snapshot snapshot, String projectId, ParameterReader reader) {
        ProjectId.check(reader.breaches(), projectId);
        Period period = PeriodParameters.read(reader, snapshot.oldestExportableStart());
        reader.breaches().throwIfAny();
        snapshot.requireKnown();
        return snapshot.covered(period.startTime(), period.endTime())
                .map(covered -> query.read(snapshot.connection(), projectId, snapshot.days(), covered))
                .orElse(Uni.createFrom().item(List.of()))
                .map(days -> DailyTotals.of(snapshot.days(), days));
    }
}
