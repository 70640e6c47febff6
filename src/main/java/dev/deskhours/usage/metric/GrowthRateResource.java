package dev.deskhours.usage.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** How a metric has grown, as the published SDKs ask for it. */
@Path("/v2/{project_id}/statistics/growth-rate")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class GrowthRateResource {
    private static final int DECIMALS = 4;

    private final ProjectSnapshots snapshots;
    private final MetricValues values;

    public GrowthRateResource(ProjectSnapshots snapshots, MetricValues values) {
        this.snapshots = snapshots;
        this.values = values;
    }

    @Schema(name = "GrowthRate", description = "How a metric has grown.")
    public record GrowthRate(
            @JsonProperty("growth_rate")
            @Schema(
                    description = "0.25 = by a quarter; 0.0 also where there was nothing before.",
                    examples = "0.25",
                    required = true)
            double growthRate) {}

    /** Two times that are compared. */
    record Compared(LocalDate firstDay, LocalDate lastDay, LocalDate baseFirstDay, LocalDate baseLastDay) {}

    enum GrowPeriod {
        DAY {
            @Override
            Compared compared(LocalDate watermark) {
                LocalDate before = watermark.minusDays(1);
                return new Compared(watermark, watermark, before, before);
            }
        },
        MONTH {
            @Override
            Compared compared(LocalDate watermark) {
                YearMonth month = YearMonth.from(watermark.plusDays(1)).minusMonths(1);
                YearMonth before = month.minusMonths(1);
                return new Compared(month.atDay(1), month.atEndOfMonth(), before.atDay(1), before.atEndOfMonth());
            }
        };

        /** The last complete one and the one before. */
        abstract Compared compared(LocalDate watermark);
    }

    @GET
    @Permission(Action.GET_GROWTH_RATE)
    @Operation(
            operationId = "showGrowthRate",
            summary = "The growth of a metric",
            description = "The last day or calendar month that is aggregated whole, against the one before.")
    @APIResponse(responseCode = "200", description = "The rate.")
    public Uni<GrowthRate> growthRate(
            @RestPath("project_id") String projectId,
            @RestQuery("grow_period")
                    @Parameter(
                            name = "grow_period",
                            required = true,
                            description = "What is compared, in any case.",
                            example = "MONTH",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            enumeration = {"DAY", "MONTH"}))
                    List<String> growPeriod,
            @RestQuery("metric_name")
                    @Parameter(
                            name = "metric_name",
                            required = true,
                            description = "One of the names that the list of metrics takes.",
                            example = "desktop_usage",
                            schema = @Schema(implementation = String.class))
                    List<String> metricName,
            @RestQuery("dim")
                    @Parameter(
                            name = "dim",
                            description = "As for the list of metrics.",
                            example = "desktop_pool_id,pool-1",
                            schema = @Schema(implementation = String.class))
                    List<String> dimension,
            @Context UriInfo uri) {
        return snapshots.read(projectId, snapshot -> growthRate(snapshot, projectId, uri.getQueryParameters()));
    }

    private Uni<GrowthRate> growthRate(Snapshot snapshot, String projectId, Map<String, List<String>> query) {
        ParameterReader reader = PeriodParameters.readerWithDates(query);
        ProjectId.check(reader.breaches(), projectId);
        if (!reader.isSent("grow_period")) {
            reader.breaches().add("grow_period", "is required, DAY or MONTH");
        }
        Optional<GrowPeriod> period = reader.choice("grow_period", List.of(), GrowPeriod.class);
        MetricRequest request = MetricRequest.read(reader, query, "metric_name");
        if (request.names().size() > 1) {
            reader.breaches().add("metric_name", "is given " + request.names().size() + " times");
        }
        reader.breaches().throwIfAny();
        return snapshot.days()
                .watermark()
                .map(watermark -> period.orElseThrow().compared(watermark))
                .map(compared -> rate(snapshot, projectId, compared, request))
                .orElse(Uni.createFrom().item(0.0))
                .map(GrowthRate::new);
    }

    private Uni<Double> rate(Snapshot snapshot, String projectId, Compared compared, MetricRequest request) {
        return value(snapshot, projectId, compared.firstDay(), compared.lastDay(), request)
                .chain(value -> value(snapshot, projectId, compared.baseFirstDay(), compared.baseLastDay(), request)
                        .map(base -> rate(value, base)));
    }

    private Uni<Double> value(
            Snapshot snapshot, String projectId, LocalDate first, LocalDate last, MetricRequest request) {
        Optional<CoveredDays> covered =
                snapshot.covered(snapshot.days().startOf(first), snapshot.days().boundaryOf(last));
        return covered.map(days -> values.figures(snapshot, projectId, days, request)
                        .map(figures -> request.names().get(0).of(figures)))
                .orElse(Uni.createFrom().item(0.0));
    }

    /** With four decimals, half up. */
    static double rate(double value, double base) {
        if (base == 0) {
            return 0;
        }
        return BigDecimal.valueOf(value - base)
                .divide(BigDecimal.valueOf(base), DECIMALS, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
