package dev.deskhours.usage.connection;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.DesktopFilter;
import dev.deskhours.days.DesktopParameter;
import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.PeriodParameters.Period;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.usage.PageParameters;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** The desktops that nobody used, as the published SDKs ask for them. */
@Path("/v2/{project_id}/desktops/statistics/unused")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class UnusedDesktopsResource {
    private static final String CREATION =
            "select desktop_id, created_at from desktop where project_id = $1 and desktop_id = any($2)";
    private static final DesktopFilter UNUSED = new DesktopFilter(Map.of(DesktopParameter.ACTIVE_DAYS_MAX, 0));

    private final ProjectSnapshots snapshots;
    private final DesktopUsageQuery query;

    public UnusedDesktopsResource(ProjectSnapshots snapshots, DesktopUsageQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    @Schema(name = "UnusedDesktops", description = "A page of the desktops without use.")
    public record UnusedDesktops(
            @JsonProperty("total_count")
            @Schema(description = "How many there are, on all pages.", examples = "1", required = true)
            int totalCount,

            @JsonProperty("unused_desktops") @Schema(required = true)
            List<UnusedDesktop> unusedDesktops) {}

    @Schema(name = "UnusedDesktop", description = "A desktop without use. What is not known is left out.")
    public record UnusedDesktop(
            @JsonProperty("desktop_id") @Schema(examples = "desktop-0001", required = true)
            String desktopId,

            @JsonProperty("compute_name") @Schema(description = "Its name.", examples = "finance-01")
            String computeName,

            @JsonProperty("create_time") @Schema(examples = "2026-10-01T08:00:00Z")
            Instant createTime,

            @JsonProperty("disconnect_time")
            @Schema(description = "Its last use; absent = it was never used.", examples = "2026-11-01T16:00:00Z")
            Instant disconnectTime) {
        static UnusedDesktop of(DesktopUsage desktop, Instant createTime) {
            return new UnusedDesktop(desktop.resourceId(), desktop.resourceName(), createTime, desktop.lastUsedAt());
        }
    }

    @GET
    @Permission(Action.GET_UNUSED)
    @Operation(
            operationId = "listUnusedDesktops",
            summary = "List unused desktops",
            description = "The desktops that existed in the covered days and had no session in them, by name. Without a"
                    + " time: in the last aggregated day.")
    @APIResponse(responseCode = "200", description = "A page of the desktops.")
    public Uni<UnusedDesktops> unused(
            @RestPath("project_id") String projectId,
            @RestQuery("start_time")
                    @Parameter(
                            name = "start_time",
                            description = "A time, also without seconds, or a date. Only with `end_time`.",
                            example = "2026-11-01T00:00:00Z",
                            schema = @Schema(implementation = String.class))
                    List<String> startTime,
            @RestQuery("end_time")
                    @Parameter(
                            name = "end_time",
                            description = "Written as `start_time`, without which it cannot be; not before it.",
                            example = "2026-11-20T23:59:59Z",
                            schema = @Schema(implementation = String.class))
                    List<String> endTime,
            @BeanParam PageParameters page,
            @Context UriInfo uri) {
        ParameterReader reader = PeriodParameters.readerWithDates(uri.getQueryParameters());
        return snapshots.read(projectId, snapshot -> unused(snapshot, projectId, page, reader));
    }

    private Uni<UnusedDesktops> unused(
            Snapshot snapshot, String projectId, PageParameters pageParameters, ParameterReader reader) {
        ProjectId.check(reader.breaches(), projectId);
        Optional<Period> period = period(snapshot, reader);
        PageParameters.Page page = pageParameters.read(reader);
        reader.breaches().throwIfAny();
        return period.flatMap(times -> snapshot.covered(times.startTime(), times.endTime()))
                .map(covered -> unused(snapshot, projectId, covered, page))
                .orElse(Uni.createFrom().item(new UnusedDesktops(0, List.of())));
    }

    private static Optional<Period> period(Snapshot snapshot, ParameterReader reader) {
        return reader.isSent("start_time") || reader.isSent("end_time")
                ? Optional.of(PeriodParameters.read(reader, snapshot.oldestExportableStart()))
                : snapshot.days()
                        .watermark()
                        .map(last -> new Period(
                                snapshot.days().startOf(last), snapshot.days().boundaryOf(last)));
    }

    private Uni<UnusedDesktops> unused(
            Snapshot snapshot, String projectId, CoveredDays covered, PageParameters.Page page) {
        DesktopUsageRequest request = new DesktopUsageRequest(projectId, covered.start(), covered.end(), UNUSED);
        return query.page(snapshot.connection(), covered, request, page.offset(), page.limit())
                .chain(found -> creations(snapshot, projectId, found.items())
                        .map(creations -> new UnusedDesktops(
                                found.count(),
                                found.items().stream()
                                        .map(desktop -> UnusedDesktop.of(desktop, creations.get(desktop.resourceId())))
                                        .toList())));
    }

    private static Uni<Map<String, Instant>> creations(
            Snapshot snapshot, String projectId, List<DesktopUsage> desktops) {
        String[] ids = desktops.stream().map(DesktopUsage::resourceId).toArray(String[]::new);
        return snapshot.connection()
                .preparedQuery(CREATION)
                .execute(Tuple.of(projectId, ids))
                .map(rows -> {
                    Map<String, Instant> creations = new HashMap<>();
                    rows.forEach(row ->
                            creations.put(row.getString("desktop_id"), instant(row.getOffsetDateTime("created_at"))));
                    return creations;
                });
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
