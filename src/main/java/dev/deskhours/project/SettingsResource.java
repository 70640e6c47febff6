package dev.deskhours.project;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.configuration.DurationConverter;
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

/** The settings of a project: its time zone, and how long it waits for sessions (docs/spec/api.md, Native operations). */
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
            String timeZone,

            @Schema(
                    description = "how long after its last heartbeat a session without an end is open; absent = as the"
                            + " service",
                    examples = "PT1H")
            String heartbeatTimeout,

            @Schema(
                    description = "how long after its start a session without an end is open that never had a"
                            + " heartbeat; absent = as the service",
                    examples = "PT72H")
            String staleAfter,

            @Schema(
                    description = "what counts beyond its last sign of life of a session that is lost; absent = as the"
                            + " service",
                    examples = "PT0S")
            String lostCounts) {
        static Settings of(ZoneId zone, Patience patience) {
            return new Settings(
                    zone.getId(),
                    patience.heartbeatTimeout().toString(),
                    patience.staleAfter().toString(),
                    patience.lostCounts().toString());
        }
    }

    @GET
    @Permission(Action.AGGREGATE)
    @Operation(operationId = "showProjectSettings", summary = "Show the settings of a project")
    @APIResponse(responseCode = "200", description = "The settings in force, also of a project nobody has heard of.")
    public Uni<Settings> show(@RestPath("project_id") @Parameter(example = "demo") String projectId) {
        ProjectId.checked(projectId);
        return transactions.readSnapshot(projectId, snapshot -> inForce(snapshot, projectId));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Permission(Action.AGGREGATE)
    @Operation(
            operationId = "changeProjectSettings",
            summary = "Change the settings of a project",
            description =
                    "Replaces all of them. Another zone makes every kept day stale, another patience with sessions"
                            + " that have no end those on which it may count them otherwise; the days are aggregated again"
                            + " within minutes. Durations are as PT90M or 90m, from zero to as long as sessions are kept beyond"
                            + " days.")
    @APIResponse(responseCode = "200", description = "The settings now in force.")
    public Uni<Settings> change(
            @RestPath("project_id") @Parameter(example = "demo") String projectId,
            @NotNull(message = "a body is required") Settings settings) {
        ProjectId.checked(projectId);
        ZoneId zone = zone(settings.timeZone());
        Long heartbeatTimeout = seconds("heartbeat_timeout", settings.heartbeatTimeout());
        Long staleAfter = seconds("stale_after", settings.staleAfter());
        Long lostCounts = seconds("lost_counts", settings.lostCounts());
        return transactions.write(projectId, transaction -> projects.lockForChange(transaction, projectId)
                .chain(() -> projects.read(transaction, projectId))
                .chain(before -> change(transaction, projectId, before, zone))
                .chain(() -> projects.setPatience(transaction, projectId, heartbeatTimeout, staleAfter, lostCounts))
                .chain(() -> inForce(transaction, projectId)));
    }

    private Uni<Settings> inForce(SqlConnection transaction, String projectId) {
        return projects.read(transaction, projectId).chain(calendar -> projects.patience(transaction, projectId)
                .map(patience -> Settings.of(calendar.zone(), patience)));
    }

    private Long seconds(String name, String text) {
        if (text == null) {
            return null;
        }
        Duration longest = Patience.max(config.retention());
        Duration duration = duration(name, text);
        if (duration.isNegative() || duration.compareTo(longest) > 0 || !isWhole(duration)) {
            throw ApiException.brokenRule(
                    name + " " + Breaches.shown(text) + " is not PT0S.." + longest + " in whole seconds");
        }
        return duration.toSeconds();
    }

    private static boolean isWhole(Duration duration) {
        return duration.equals(Duration.ofSeconds(duration.toSeconds()));
    }

    private static Duration duration(String name, String text) {
        try {
            // It takes an empty text for the absence of one.
            return Objects.requireNonNull(DurationConverter.parseDuration(text));
        } catch (IllegalArgumentException | ArithmeticException | NullPointerException noDuration) {
            throw ApiException.brokenRule(name + " " + Breaches.shown(text) + " is no duration, as PT90M or 90m");
        }
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
