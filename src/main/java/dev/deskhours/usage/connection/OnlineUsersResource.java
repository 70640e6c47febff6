package dev.deskhours.usage.connection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
import dev.deskhours.days.GroupKind;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.PeriodParameters.Period;
import dev.deskhours.days.report.GroupDay;
import dev.deskhours.days.report.GroupDaysQuery;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** How many users were there at once, as the published SDKs ask for it. */
@Path("/v2/{project_id}/connections/online-users")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class OnlineUsersResource {
    private final ProjectSnapshots snapshots;
    private final GroupDaysQuery query;

    public OnlineUsersResource(ProjectSnapshots snapshots, GroupDaysQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    @Schema(name = "OnlineUsers", description = "How many users were there at once.")
    public record OnlineUsers(
            @JsonProperty("time_counts")
            @Schema(
                    description = "The start of an hour, or a day, and the most users at once in it.",
                    examples = "[\"2026-11-20T08:00:00Z : 12\"]",
                    required = true)
            List<String> timeCounts) {}

    /** Up to the last aggregated day. */
    enum QueryType {
        DAY(1),
        WEEK(7),
        MONTH(30);

        private final int days;

        QueryType(int days) {
            this.days = days;
        }

        Period period(ProjectDays calendar, LocalDate watermark) {
            return new Period(calendar.startOf(watermark.minusDays(days - 1L)), calendar.boundaryOf(watermark));
        }
    }

    @GET
    @Permission(Action.LIST_ONLINE_USERS)
    @Operation(
            operationId = "listOnlineUsers",
            summary = "Users at once",
            description = "The most users at once: by the hour if one day is covered, by the day otherwise. Either"
                    + " `query_type` or `start_time` and `end_time` is needed; `query_type` goes first.")
    @APIResponse(responseCode = "200", description = "The slots, oldest first.")
    public Uni<OnlineUsers> onlineUsers(
            @RestPath("project_id") String projectId,
            @RestQuery("query_type")
                    @Parameter(
                            name = "query_type",
                            description = "The last aggregated day, or that many days: 1, 7, 30. In any case.",
                            example = "DAY",
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            enumeration = {"DAY", "WEEK", "MONTH"}))
                    List<String> queryType,
            @RestQuery("start_time")
                    @Parameter(
                            name = "start_time",
                            required = true,
                            description = "A time, also without seconds, or a date. Not before the oldest day.",
                            example = "2026-11-01T00:00:00Z",
                            schema = @Schema(implementation = String.class))
                    List<String> startTime,
            @RestQuery("end_time")
                    @Parameter(
                            name = "end_time",
                            required = true,
                            description = "Written as `start_time`; not before it.",
                            example = "2026-11-20T23:59:59Z",
                            schema = @Schema(implementation = String.class))
                    List<String> endTime,
            @Context UriInfo uri) {
        ParameterReader reader = PeriodParameters.readerWithDates(uri.getQueryParameters());
        return snapshots.read(projectId, snapshot -> onlineUsers(snapshot, projectId, reader));
    }

    private Uni<OnlineUsers> onlineUsers(Snapshot snapshot, String projectId, ParameterReader reader) {
        ProjectId.check(reader.breaches(), projectId);
        Optional<Period> period = period(snapshot, reader);
        reader.breaches().throwIfAny();
        return period.flatMap(times -> snapshot.covered(times.startTime(), times.endTime()))
                .map(covered -> query.read(snapshot.connection(), projectId, covered, GroupKind.PROJECT)
                        .map(days -> timeCounts(snapshot.days(), covered, days)))
                .orElse(Uni.createFrom().item(List.of()))
                .map(OnlineUsers::new);
    }

    private static Optional<Period> period(Snapshot snapshot, ParameterReader reader) {
        if (reader.isSent("query_type")) {
            Optional<QueryType> type = reader.choice("query_type", List.of(), QueryType.class);
            return snapshot.days()
                    .watermark()
                    .flatMap(watermark -> type.map(choice -> choice.period(snapshot.days(), watermark)));
        }
        return Optional.of(PeriodParameters.read(reader, snapshot.oldestExportableStart()));
    }

    private static List<String> timeCounts(
            ProjectDays calendar, CoveredDays covered, Map<LocalDate, List<GroupDay>> days) {
        List<String> counts = new ArrayList<>();
        days.forEach((day, groups) -> {
            GroupDay figures = groups.stream().findFirst().orElse(GroupDay.unused(""));
            if (covered.first().equals(covered.last())) {
                addHours(counts, calendar.hoursOf(day), figures);
            } else {
                counts.add(timeCount(day, figures.people().peak()));
            }
        });
        return counts;
    }

    private static void addHours(List<String> counts, List<Instant> hours, GroupDay figures) {
        for (int hour = 0; hour < hours.size(); hour++) {
            counts.add(timeCount(hours.get(hour), figures.usersIn(hour).peak()));
        }
    }

    private static String timeCount(Object time, int count) {
        return time + " : " + count;
    }
}
