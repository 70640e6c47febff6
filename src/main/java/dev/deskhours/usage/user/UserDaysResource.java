package dev.deskhours.usage.user;

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
import dev.deskhours.days.PeriodParameters;
import dev.deskhours.days.PeriodParameters.Period;
import dev.deskhours.days.user.UserDaysQuery;
import dev.deskhours.project.ProjectSnapshots;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** The days of one user. */
@Path("/v1/{project_id}/users/{user}/usage")
@Tag(name = "Usage", description = "How long desktops were used")
@Produces(MediaType.APPLICATION_JSON)
public class UserDaysResource {
    private static final int MAX_NAME = 255;

    private final ProjectSnapshots snapshots;
    private final UserDaysQuery query;

    public UserDaysResource(ProjectSnapshots snapshots, UserDaysQuery query) {
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
    @Permission(Action.LIST_USER_METRICS)
    @Operation(
            operationId = "listUserDays",
            summary = "Daily usage of one user",
            description =
                    "The covered days on which the user had a session or failed to log in. The usage of a day is the"
                            + " sum over desktops: on two at once an hour counts twice. With `detail=sessions` each day also has"
                            + " the parts of sessions its number is made of.")
    @APIResponse(
            responseCode = "200",
            description = "The days.",
            content = @Content(schema = @Schema(implementation = UserDays.class)))
    @APIResponse(responseCode = "404", description = "Nobody has heard of the project.")
    public Uni<UserDays> days(
            @RestPath("project_id") String projectId,
            @RestPath("user")
                    @Parameter(
                            name = "user",
                            description = "The name of the user, as it was sent.",
                            example = "kari",
                            schema = @Schema(implementation = String.class, minLength = 1, maxLength = MAX_NAME))
                    String user,
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
            String name = reader.text("user", List.of(user), MAX_NAME).orElse("");
            Period period = PeriodParameters.read(reader, snapshot.oldestExportableStart());
            boolean sessions = reader.choice("detail", detail, Detail.class).isPresent();
            reader.breaches().throwIfAny();
            snapshot.requireKnown();
            return days(snapshot, projectId, name, period, sessions);
        });
    }

    private Uni<UserDays> days(Snapshot snapshot, String projectId, String user, Period period, boolean sessions) {
        return snapshot.covered(period.startTime(), period.endTime())
                .map(covered -> sessions
                        ? query.daysWithSessions(snapshot.connection(), projectId, user, snapshot.days(), covered)
                        : query.days(snapshot.connection(), projectId, user, covered))
                .orElse(Uni.createFrom().item(List.of()))
                .map(UserDays::of);
    }
}
