package dev.deskhours.usage.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
import dev.deskhours.days.report.GroupDay;
import dev.deskhours.days.report.GroupDaysQuery;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** How many were at work at once: slot by slot, and as the profile of a week. */
@Path("/v1/{project_id}/usage")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class ConcurrencyResource {
    private final ProjectSnapshots snapshots;
    private final GroupDaysQuery query;

    public ConcurrencyResource(ProjectSnapshots snapshots, GroupDaysQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    @GET
    @Path("/concurrency")
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            operationId = "listConcurrency",
            summary = "Peaks of a project",
            description =
                    "Per hour or day: the most desktops and users at once, when that was first so, and how many it"
                            + " were on average. Exact, from the intervals of the sessions; one that ends when another begins"
                            + " is not at work with it. Slots of days that are not aggregated are absent.")
    @APIResponse(
            responseCode = "200",
            description = "The slots.",
            content = @Content(schema = @Schema(implementation = ConcurrencyReport.class)))
    @APIResponse(responseCode = "404", description = "Nobody has heard of the project.")
    public Uni<ConcurrencyReport> concurrency(
            @RestPath("project_id") String projectId,
            @BeanParam PeriodParameters parameters,
            @BeanParam ReportPeriod period,
            @BeanParam GroupBy groupBy,
            @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        return snapshots.read(projectId, snapshot -> concurrency(snapshot, projectId, reader));
    }

    @GET
    @Path("/hours")
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            operationId = "showWeekProfile",
            summary = "The week of a project, hour by hour",
            description =
                    "For each weekday and local hour how many desktops were in use, on average and at most, over all"
                            + " such hours of the covered days that are aggregated.")
    @APIResponse(
            responseCode = "200",
            description = "The profile.",
            content = @Content(schema = @Schema(implementation = WeekProfile.class)))
    @APIResponse(responseCode = "404", description = "Nobody has heard of the project.")
    public Uni<WeekProfile> hours(
            @RestPath("project_id") String projectId, @BeanParam PeriodParameters parameters, @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        return snapshots.read(projectId, snapshot -> hours(snapshot, projectId, reader));
    }

    private Uni<ConcurrencyReport> concurrency(Snapshot snapshot, String projectId, ParameterReader reader) {
        ProjectId.check(reader.breaches(), projectId);
        Period period = PeriodParameters.read(reader, snapshot.oldestExportableStart());
        ReportPeriod.Slots slots = ReportPeriod.read(reader);
        GroupKind kind = GroupBy.read(reader);
        reader.breaches().throwIfAny();
        snapshot.requireKnown();
        return days(snapshot, projectId, period, kind).chain(days -> query.names(snapshot.connection(), projectId, kind)
                .map(names -> report(snapshot, days, slots, new ConcurrencyReport.Names(kind, names))));
    }

    private Uni<WeekProfile> hours(Snapshot snapshot, String projectId, ParameterReader reader) {
        ProjectId.check(reader.breaches(), projectId);
        Period period = PeriodParameters.read(reader, snapshot.oldestExportableStart());
        reader.breaches().throwIfAny();
        snapshot.requireKnown();
        return days(snapshot, projectId, period, GroupKind.PROJECT).map(days -> WeekProfile.of(snapshot.days(), days));
    }

    private Uni<Map<LocalDate, List<GroupDay>>> days(
            Snapshot snapshot, String projectId, Period period, GroupKind kind) {
        return snapshot.covered(period.startTime(), period.endTime())
                .map(covered -> query.read(snapshot.connection(), projectId, covered, kind))
                .orElse(Uni.createFrom().item(Map.of()));
    }

    private static ConcurrencyReport report(
            Snapshot snapshot,
            Map<LocalDate, List<GroupDay>> days,
            ReportPeriod.Slots slots,
            ConcurrencyReport.Names names) {
        List<ConcurrencyReport.Slot> all = new ArrayList<>();
        days.forEach((day, groups) -> {
            List<Instant> bounds = new ArrayList<>(snapshot.days().hoursOf(day));
            bounds.add(snapshot.days().endOf(day));
            all.addAll(ConcurrencyReport.slots(bounds, groups, slots, names));
        });
        return new ConcurrencyReport(snapshot.days().zone().getId(), slots, all);
    }
}
