package dev.deskhours.usage.connection;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.connection.UsedDesktopsQuery;
import dev.deskhours.days.connection.UsedDesktopsQuery.UsedDesktop;
import dev.deskhours.days.connection.UsedDesktopsQuery.Wanted;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.usage.connection.UsedDesktopsRequest.Checked;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** How long desktops were used day by day or hour by hour, as the published SDKs ask for it. */
@Path("/v2/{project_id}/desktops/statistics/used")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class UsedDesktopsResource {
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
    private static final UsedDesktopsRequest ANY = new UsedDesktopsRequest(null, null, null, null, null, null, null);

    private final ProjectSnapshots snapshots;
    private final UsedDesktopsQuery query;

    public UsedDesktopsResource(ProjectSnapshots snapshots, UsedDesktopsQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    @Schema(name = "UsedDesktops", description = "A page of the desktops that were used.")
    public record UsedDesktops(
            @JsonProperty("total_count")
            @Schema(description = "How many match, on all pages.", examples = "1", required = true)
            int totalCount,

            @JsonProperty("desktop_used_info_list") @Schema(required = true)
            List<DesktopHours> desktops) {}

    @Schema(name = "UsedDesktop", description = "A desktop and the hours of its use.")
    public record DesktopHours(
            @JsonProperty("desktop_id") @Schema(examples = "desktop-0001", required = true)
            String desktopId,

            @JsonProperty("desktop_username")
            @Schema(description = "The user who was asked for, or the latest one.", examples = "kari")
            String desktopUsername,

            @JsonProperty("used_info_list") @Schema(required = true)
            List<SlotHours> slots) {}

    @Schema(name = "UsedSlot", description = "A day or an hour of a desktop.")
    public record SlotHours(
            @Schema(description = "The day, or the start of the hour.", examples = "2026-11-20", required = true)
            String date,

            @JsonProperty("use_time")
            @Schema(description = "Hours, with two decimals.", examples = "7.50", required = true)
            String useTime) {}

    /** A day or an hour. */
    private record Slot(Instant start, String name) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Permission(Action.GET_USED)
    @Operation(
            operationId = "listUsedDesktops",
            summary = "List used desktops",
            description =
                    "For every desktop that had a session in the covered days: how long it was used in each day or"
                            + " local hour of them, in the order of their ids. What overlaps counts once.")
    @APIResponse(responseCode = "200", description = "A page of the desktops.")
    public Uni<UsedDesktops> used(@RestPath("project_id") String projectId, UsedDesktopsRequest body) {
        UsedDesktopsRequest request = body == null ? ANY : body;
        return snapshots.read(projectId, snapshot -> used(snapshot, projectId, request));
    }

    private Uni<UsedDesktops> used(Snapshot snapshot, String projectId, UsedDesktopsRequest request) {
        ParameterReader reader = request.reader();
        ProjectId.check(reader.breaches(), projectId);
        Checked checked = request.check(reader, snapshot);
        reader.breaches().throwIfAny();
        return snapshot.covered(checked.period().startTime(), checked.period().endTime())
                .map(covered -> used(snapshot, projectId, covered, checked))
                .orElse(Uni.createFrom().item(new UsedDesktops(0, List.of())));
    }

    private Uni<UsedDesktops> used(Snapshot snapshot, String projectId, CoveredDays covered, Checked checked) {
        Wanted wanted =
                new Wanted(projectId, checked.desktopIds(), checked.userName(), checked.offset(), checked.limit());
        List<Slot> slots = slots(snapshot.days(), covered, checked.slots());
        List<Instant> starts = slots.stream().map(Slot::start).toList();
        return query.page(snapshot, covered, wanted, starts)
                .map(page -> new UsedDesktops(
                        page.count(),
                        page.desktops().stream()
                                .map(desktop -> hours(desktop, checked.userName(), slots))
                                .toList()));
    }

    private static List<Slot> slots(ProjectDays calendar, CoveredDays covered, UsedDesktopsRequest.Slots length) {
        return calendar.between(covered.first(), covered.last())
                .flatMap(day -> switch (length) {
                    case DAY -> List.of(new Slot(calendar.startOf(day), day.toString())).stream();
                    case HOUR -> calendar.hoursOf(day).stream().map(hour -> new Slot(hour, hour.toString()));
                })
                .toList();
    }

    private static DesktopHours hours(UsedDesktop desktop, String userName, List<Slot> slots) {
        List<SlotHours> hours = new ArrayList<>();
        for (int slot = 0; slot < slots.size(); slot++) {
            hours.add(new SlotHours(slots.get(slot).name(), hours(desktop.used().get(slot))));
        }
        return new DesktopHours(desktop.desktopId(), userName == null ? desktop.latestUser() : userName, hours);
    }

    private static String hours(Duration used) {
        return BigDecimal.valueOf(used.toSeconds())
                .divide(SECONDS_PER_HOUR, 2, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
