package dev.deskhours.project;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.db.Transactions;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ProjectId;

/** The settings of a project: its time zone (docs/spec/api.md, Native operations). */
@Path("/v1/{project_id}/settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
public class SettingsResource {
    private final Transactions transactions;
    private final ProjectStore projects;
    private final ProjectConfig config;
    private final Clock clock;

    public SettingsResource(Transactions transactions, ProjectStore projects, ProjectConfig config, Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.config = config;
        this.clock = clock;
    }

    /** The settings as the API shows and takes them. */
    @Schema(name = "ProjectSettings")
    public record Settings(
            @Schema(description = "IANA name of the zone whose days are counted", examples = "UTC", required = true)
            String timeZone) {}

    @GET
    @Permission(Action.AGGREGATE)
    @Operation(operationId = "showProjectSettings", summary = "Show the settings of a project")
    @APIResponse(responseCode = "200", description = "The settings in force, also of a project nobody has heard of.")
    public Uni<Settings> show(@RestPath("project_id") @Parameter(example = "demo") String projectId) {
        ProjectId.checked(projectId);
        return transactions
                .readSnapshot(projectId, snapshot -> projects.read(snapshot, projectId))
                .map(calendar -> new Settings(calendar.zone().getId()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Permission(Action.AGGREGATE)
    @Operation(
            operationId = "changeProjectSettings",
            summary = "Change the settings of a project",
            description = "Another zone makes every kept day stale; the days are aggregated again within minutes.")
    @APIResponse(responseCode = "200", description = "The settings now in force.")
    public Uni<Settings> change(
            @RestPath("project_id") @Parameter(example = "demo") String projectId,
            @NotNull(message = "a body is required") Settings settings) {
        ProjectId.checked(projectId);
        ZoneId zone = zone(settings.timeZone());
        return transactions
                .write(projectId, transaction -> projects.lockForChange(transaction, projectId)
                        .chain(() -> projects.read(transaction, projectId))
                        .chain(before -> change(transaction, projectId, before, zone)))
                .replaceWith(new Settings(zone.getId()));
    }

    private Uni<Void> change(SqlConnection transaction, String projectId, ProjectDays before, ZoneId zone) {
        ProjectDays after = before.in(zone);
        LocalDate yesterday = after.thisOrPrevious(after.dayOf(clock.instant()).minusDays(1));
        LocalDate oldest = after.oldestKept(clock.instant(), config.retention().days());
        List<LocalDate> changed = before.zone().equals(zone)
                ? List.of()
                : after.between(oldest, yesterday).toList();
        return projects.setZone(transaction, projectId, zone, yesterday)
                .chain(() -> projects.markStale(transaction, projectId, changed));
    }

    private static ZoneId zone(String name) {
        if (name == null || !ZoneId.getAvailableZoneIds().contains(name)) {
            String shown = name == null ? "is required" : Breaches.shown(name) + " is no IANA name";
            throw ApiException.brokenRule("time_zone " + shown + ", as Europe/Oslo");
        }
        return ZoneId.of(name);
    }
}
