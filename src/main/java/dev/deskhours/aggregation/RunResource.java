package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.CurrentCaller;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;

/** The runs of the aggregation: the log, and runs by hand (docs/spec/api.md, Native operations). */
@Path("/v1/aggregation-runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Aggregation")
public class RunResource {
    private static final String PROJECT_ID = "[A-Za-z0-9_-]{1,64}";

    private final RunLog log;
    private final AggregationSchedule schedule;
    private final CurrentCaller caller;
    private final Clock clock;

    public RunResource(RunLog log, AggregationSchedule schedule, CurrentCaller caller, Clock clock) {
        this.log = log;
        this.schedule = schedule;
        this.caller = caller;
        this.clock = clock;
    }

    /** What to aggregate by hand. */
    @Schema(name = "AggregationRequest")
    public record Request(
            @Pattern(regexp = PROJECT_ID, message = "is not 1..64 of A-Z a-z 0-9 _ -")
            @Schema(description = "absent = all projects", examples = "demo")
            String projectId,

            @Schema(description = "absent, as last_day is = all that is due", examples = "2026-11-01")
            LocalDate firstDay,

            @Schema(description = "not before first_day", examples = "2026-11-20")
            LocalDate lastDay) {
        static final Request OF_ALL_DUE = new Request(null, null, null);

        /** @throws ApiException 400 if they are no range */
        RunDays days(LocalDate today) {
            if (firstDay == null && lastDay == null) {
                return RunDays.ALL_DUE;
            }
            Breaches breaches = new Breaches();
            if (firstDay == null) {
                breaches.add("first_day", "is required with last_day, as 2026-11-01");
            } else if (lastDay == null) {
                breaches.add("last_day", "is required with first_day, as 2026-11-20");
            } else if (lastDay.isBefore(firstDay)) {
                breaches.add("last_day", "is before first_day");
            } else if (firstDay.isAfter(today)) {
                breaches.add("first_day", "is in the future");
            }
            breaches.throwIfAny();
            return new RunDays(firstDay, lastDay);
        }
    }

    /** A page of the run log. */
    @Schema(name = "AggregationRuns")
    public record Runs(@Schema(examples = "1") int count, List<RunView> runs) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Permission(Action.AGGREGATE)
    @Operation(
            operationId = "startAggregation",
            summary = "Aggregate days by hand",
            description = "Without days, or without a body, all that is due, as in a night. With days, replaces each"
                    + " complete day of the range that is still kept, and before it those that are missing since the"
                    + " last aggregated day. The answer comes at once; the list of runs shows the outcome, which for a"
                    + " project is a failure if days of the range are not shown afterwards. Where a run that has not"
                    + " begun covers the range, it is the answer. All projects may be asked for by those alone who may"
                    + " all.")
    @APIResponse(
            responseCode = "202",
            description = "The run, which has begun.",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    public Uni<RunView> start(@Valid Request request) {
        Request asked = request == null ? Request.OF_ALL_DUE : request;
        Optional<String> projectId = Optional.ofNullable(asked.projectId());
        caller.requireProject(projectId);
        RunDays days = asked.days(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        // Also where it is refused: those that are unfinished may be what a process that died has left.
        return log.ask(projectId, days)
                .onTermination()
                .invoke(schedule::carryOut)
                .map(RunView::of);
    }

    @GET
    @Permission(Action.AGGREGATE)
    @Operation(
            operationId = "listAggregationRuns",
            summary = "List the runs of the aggregation",
            description = "Newest first. Those who may not all projects name one of theirs.")
    @APIResponse(responseCode = "200", description = "One page of the runs and how many there are.")
    public Uni<Runs> list(
            @RestQuery
                    @Parameter(
                            description = "only runs in this state",
                            schema = @Schema(implementation = RunStatus.class),
                            example = "SUCCESS")
                    List<String> status,
            @RestQuery("project_id")
                    @Parameter(
                            description = "only runs by hand of this project",
                            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 64),
                            example = "demo")
                    List<String> projectId,
            @RestQuery
                    @Parameter(
                            description = "how many to pass over",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "2147483646"),
                            example = "0")
                    List<String> offset,
            @RestQuery
                    @Parameter(
                            description = "how many to give, 1..100, by default 20",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100"),
                            example = "20")
                    List<String> limit,
            @Context UriInfo uri) {
        ParameterReader parameters = ParameterReader.ofQuery(uri);
        RunLog.Filter filter = new RunLog.Filter(
                parameters.choice("status", status, RunStatus.class), parameters.text("project_id", projectId, 64));
        int from = parameters.integer("offset", offset, 0, ParameterReader.MAX).orElse(0);
        int most = parameters.integer("limit", limit, 1, 100).orElse(20);
        caller.requireProject(filter.projectId());
        parameters.breaches().throwIfAny();
        return log.list(filter, from, most)
                .map(listed -> new Runs(
                        (int) Math.min(listed.count(), Integer.MAX_VALUE),
                        listed.runs().stream().map(RunView::of).toList()));
    }
}
