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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.days.DesktopDaysQuery;
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.PeriodParameters.Period;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** The days of one desktop (docs/spec/api.md, Native operations). */
@Path("/v1/{project_id}/desktops/{desktop_id}/usage")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class DesktopDaysResource {
    private static final int LONGEST_ID = 512;

    private final ProjectSnapshots snapshots;
    private final DesktopDaysQuery query;

    public DesktopDaysResource(ProjectSnapshots snapshots, DesktopDaysQuery query) {
        this.snapshots = snapshots;
        this.query = query;
    }

    enum Detail {
        SESSIONS;

        @Override
        public String toString() {
            return "sessions";
        }
    }

    @GET
    @Permission(Action.LIST_DESKTOP_METRICS)
    @Operation(
            operationId = "listDesktopDays",
            summary = "Daily usage of one desktop",
            description = "Every covered day that is aggregated; one without use has zeros and no `last_used_at`."
                    + " With `detail=sessions` each day also has the parts of sessions its number is made of; failed"
                    + " logins are left out.")
    @APIResponse(
            responseCode = "200",
            description = "The days.",
            content = @Content(schema = @Schema(implementation = DesktopDays.class)))
    @APIResponse(responseCode = "404", description = "Nobody has heard of the project or the desktop.")
    public Uni<DesktopDays> days(
            @RestPath("project_id") String projectId,
            @RestPath("desktop_id")
                    @Parameter(
                            name = "desktop_id",
                            description = "The desktop.",
                            example = "desktop-0001",
                            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 512))
                    String desktopId,
            @BeanParam PeriodParameters parameters,
            @RestQuery("detail")
                    @Parameter(
                            name = "detail",
                            description = "`sessions`: also the sessions behind each number.",
                            example = "sessions",
                            schema = @Schema(implementation = String.class, enumeration = "sessions"))
                    List<String> detail,
            @Context UriInfo uri) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        return snapshots.read(projectId, snapshot -> {
            ProjectId.check(reader.breaches(), projectId);
            String desktop =
                    reader.text("desktop_id", List.of(desktopId), LONGEST_ID).orElse("");
            Period period = PeriodParameters.read(reader, snapshot.oldestExportableStart());
            boolean sessions = reader.choice("detail", detail, Detail.class).isPresent();
            reader.breaches().throwIfAny();
            snapshot.requireKnown();
            return days(snapshot, projectId, desktop, period, sessions);
        });
    }

    private Uni<DesktopDays> days(
            Snapshot snapshot, String projectId, String desktopId, Period period, boolean sessions) {
        return query.isKnown(snapshot.connection(), projectId, desktopId)
                .invoke(DesktopDaysResource::requireKnown)
                .chain(() -> snapshot.covered(period.startTime(), period.endTime())
                        .map(covered -> sessions
                                ? query.daysWithSessions(
                                        snapshot.connection(), projectId, desktopId, snapshot.days(), covered)
                                : query.days(snapshot.connection(), projectId, desktopId, covered))
                        .orElse(Uni.createFrom().item(List.of())))
                .map(days -> DesktopDays.of(snapshot.days().aggregatedThrough(), days));
    }

    private static void requireKnown(boolean known) {
        if (!known) {
            throw new ApiException(ErrorCode.NO_SUCH_DESKTOP, "nobody has heard of this desktop in this project");
        }
    }
}
