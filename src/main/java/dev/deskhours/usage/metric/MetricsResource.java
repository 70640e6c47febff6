package dev.deskhours.usage.metric;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.PeriodParameters.Period;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.usage.metric.MetricRequest.Slots;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** Metrics of a project by their names, as the published SDKs ask for them. */
@Path("/v2/{project_id}/statistics/metrics")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class MetricsResource {
    private final ProjectSnapshots snapshots;
    private final MetricValues values;

    public MetricsResource(ProjectSnapshots snapshots, MetricValues values) {
        this.snapshots = snapshots;
        this.values = values;
    }

    @GET
    @Permission(Action.GET_METRIC)
    @Operation(
            operationId = "listMetrics",
            summary = "Metrics of a period",
            description =
                    "Each metric over the covered days as a whole: usage and logins are added up, desktops and users"
                            + " are counted once, a peak is the highest. No day is covered: an empty list.")
    @APIResponse(responseCode = "200", description = "The metrics, in the order they were asked for.")
    public Uni<List<MetricValues.Metric>> metrics(
            @RestPath("project_id") String projectId,
            @BeanParam PeriodParameters period,
            @BeanParam MetricParameters parameters,
            @Context UriInfo uri) {
        return snapshots.read(projectId, snapshot -> metrics(snapshot, projectId, uri.getQueryParameters()));
    }

    @GET
    @Path("/trend")
    @Permission(Action.GET_METRIC_TREND)
    @Operation(
            operationId = "listMetricsTrend",
            summary = "Metrics slot by slot",
            description = "Each metric for each day or local hour of the covered days that are aggregated.")
    @APIResponse(responseCode = "200", description = "The slots, oldest first.")
    public Uni<List<MetricValues.Slot>> trend(
            @RestPath("project_id") String projectId,
            @BeanParam PeriodParameters period,
            @BeanParam MetricParameters parameters,
            @Context UriInfo uri) {
        return snapshots.read(projectId, snapshot -> trend(snapshot, projectId, uri.getQueryParameters()));
    }

    private Uni<List<MetricValues.Metric>> metrics(
            Snapshot snapshot, String projectId, Map<String, List<String>> query) {
        ParameterReader reader = PeriodParameters.readerWithDates(query);
        ProjectId.check(reader.breaches(), projectId);
        Period period = PeriodParameters.read(reader, snapshot.oldestExportableStart());
        MetricRequest request = MetricRequest.read(reader, query, "metric_names");
        reader.choice("period", List.of(), Slots.class);
        reader.breaches().throwIfAny();
        return snapshot.covered(period.startTime(), period.endTime())
                .map(covered -> values.ofPeriod(snapshot, projectId, covered, request))
                .orElse(Uni.createFrom().item(List.of()));
    }

    private Uni<List<MetricValues.Slot>> trend(Snapshot snapshot, String projectId, Map<String, List<String>> query) {
        ParameterReader reader = PeriodParameters.readerWithDates(query);
        ProjectId.check(reader.breaches(), projectId);
        Period period = PeriodParameters.read(reader, snapshot.oldestExportableStart());
        MetricRequest request = MetricRequest.read(reader, query, "metric_names");
        Slots slots = MetricRequest.slots(reader, request.names());
        reader.breaches().throwIfAny();
        return snapshot.covered(period.startTime(), period.endTime())
                .map(covered -> switch (slots) {
                    case HOUR -> values.ofHours(snapshot, projectId, covered, request);
                    case DAY -> values.ofDays(snapshot, projectId, covered, request);
                })
                .orElse(Uni.createFrom().item(List.of()));
    }
}
