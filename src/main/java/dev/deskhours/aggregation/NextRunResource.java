package dev.deskhours.aggregation;

import java.time.Instant;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.web.ProjectId;

/** When the days of a project are aggregated next (docs/spec/api.md, Shapes). */
@Path("/v1/{project_id}/aggregation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Aggregation")
public class NextRunResource {
    private final AggregationSchedule schedule;

    public NextRunResource(AggregationSchedule schedule) {
        this.schedule = schedule;
    }

    /** What is planned. */
    @Schema(name = "Aggregation")
    public record Planned(
            @Schema(description = "when the next nightly run begins; absent = never", examples = "2026-11-21T02:00:00Z")
            Instant nextRun) {}

    @GET
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            operationId = "showAggregation",
            summary = "Show when days are aggregated next",
            description = "Days that late records have changed are aggregated again before, within minutes.")
    @APIResponse(responseCode = "200", description = "What is planned, for every project the same.")
    public Planned show(@RestPath("project_id") @Parameter(example = "demo") String projectId) {
        ProjectId.checked(projectId);
        return new Planned(schedule.nextNight().orElse(null));
    }
}
