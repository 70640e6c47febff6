package dev.deskhours.usage.report;

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
import dev.deskhours.days.GroupKind;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.PeriodParameters.Period;
import dev.deskhours.days.report.DailyTotalsQuery;
import dev.deskhours.days.report.GroupDaysQuery;
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
    private final GroupDaysQuery groups;

    public DailyTotalsResource(ProjectSnapshots snapshots, DailyTotalsQuery query, GroupDaysQuery groups) {
        this.snapshots = snapshots;
        this.query = query;
        this.groups = groups;
    }

    @GET
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            operationId = "listDailyTotals",
            summary = "Daily totals of a project",
            description =
                    "Per covered day: desktops known and used, seconds of use, logins, users, and the highest numbers of"
                            + " desktops and users at once. A day that is not aggregated is absent, an aggregated day"
                            + " without use is there with zeros. Usage and logins of groups add up to those of the"
                            + " project; users and peaks do not.")
    @APIResponse(
            responseCode = "200",
            description = "The days.",
            content = @Content(schema = @Schema(implementation = DailyTotals.class)))
    @APIResponse(responseCode = "404", description = "Nobody has heard of the project.")
    public Uni<DailyTotals> daily(
            @RestPath("project_id") String projectId,
            @BeanParam PeriodParameters parameters,
            @BeanParam GroupBy groupBy,
            @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        return snapshots.read(projectId, snapshot -> daily(snapshot, projectId, reader));
    }

    private Uni<DailyTotals> daily(Snapshot snapshot, String projectId, ParameterReader reader) {
        ProjectId.check(reader.breaches(), projectId);
        Period period = PeriodParameters.read(reader, snapshot.oldestExportableStart());
        GroupKind kind = GroupBy.read(reader);
        reader.breaches().throwIfAny();
        snapshot.requireKnown();
        return snapshot.covered(period.startTime(), period.endTime())
                .map(covered -> query.read(snapshot.connection(), projectId, snapshot.days(), covered, kind))
                .orElse(Uni.createFrom().item(List.of()))
                .chain(days -> groups.names(snapshot.connection(), projectId, kind)
                        .map(names -> DailyTotals.of(snapshot.days(), days, kind, names)));
    }
}
