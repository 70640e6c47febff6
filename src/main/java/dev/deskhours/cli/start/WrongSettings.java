package dev.deskhours.cli.start;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.deskhours.auth.RequestLimits;
import dev.deskhours.auth.jwt.JwtConfig;
import dev.deskhours.auth.jwt.JwtSettings;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.project.Patience;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.session.SessionConfig;

/** Settings that can be read but make no sense, alone or together (docs/spec/operations.md, Configuration). */
final class WrongSettings {
    /**
     * Raw sessions outlive daily rows by this, so that a late record can still be counted (docs/spec/aggregation.md,
     * Retention).
     */
    private static final int SESSIONS_OUTLIVE_DAYS = 7;

    private static final Duration NOTHING = Duration.ZERO;
    private static final Duration MIN_WAIT = Duration.ofMillis(1);
    private static final Duration MIN_BODY_TIME = Duration.ofSeconds(1);
    private static final Duration MIN_LEASE = Duration.ofMillis(100);
    private static final Duration MIN_KEEPING = Duration.ofSeconds(1);

    private final List<String> lines = new ArrayList<>();

    private WrongSettings() {}

    /** A line for each wrong setting, with its value and what is allowed. */
    static List<String> of(
            ProjectConfig project, SessionConfig session, ExportConfig export, RequestLimits limits, JwtConfig jwt) {
        WrongSettings settings = new WrongSettings();
        settings.retention(project);
        settings.export(export);
        settings.atLeast("deskhours.limits.body", session.limits().body().asLongValue(), 1L);
        settings.heldBodies(limits);
        settings.lines.addAll(JwtSettings.wrong(jwt));
        return settings.lines;
    }

    private void retention(ProjectConfig project) {
        int days = project.retention().days();
        int sessionsDays = project.retention().sessionsDays();
        int least = days + SESSIONS_OUTLIVE_DAYS;
        if (sessionsDays < least) {
            wrong(
                    "deskhours.retention.sessions-days",
                    sessionsDays,
                    "at least " + least + " (deskhours.retention.days + " + SESSIONS_OUTLIVE_DAYS + ")");
            return;
        }
        ProjectConfig.Sessions sessions = project.sessions();
        Duration outlive = Patience.max(project.retention());
        patience("deskhours.sessions.heartbeat-timeout", sessions.heartbeatTimeout(), outlive);
        patience("deskhours.sessions.stale-after", sessions.staleAfter(), outlive);
        patience("deskhours.sessions.lost-counts", sessions.lostCounts(), outlive);
    }

    /** A session that is thrown away while it still counts would be missed when a kept day is aggregated again. */
    private void patience(String property, Duration value, Duration outlive) {
        if (value.isNegative() || value.compareTo(outlive) > 0) {
            wrong(
                    property,
                    value,
                    "PT0S to " + outlive + " (deskhours.retention.sessions-days - deskhours.retention.days)");
        }
    }

    /** A body that may be sent has to find room when no other is held. */
    private void heldBodies(RequestLimits limits) {
        long json = limits.jsonBody().asLongValue();
        long unproven = limits.unprovenBody().asLongValue();
        atLeast("deskhours.limits.json-body", json, 1L);
        atLeast("deskhours.limits.unproven-body", unproven, 1L);
        atLeast("deskhours.limits.body-time", limits.bodyTime(), MIN_BODY_TIME);
        long held = limits.heldBodies().asLongValue();
        long least = Math.max(json * 2, unproven * 4);
        if (held < least) {
            wrong(
                    "deskhours.limits.held-bodies",
                    held,
                    "at least " + least + " (2 x deskhours.limits.json-body, 4 x deskhours.limits.unproven-body)");
        }
    }

    private void export(ExportConfig export) {
        atLeast("deskhours.export.lease", export.lease(), MIN_LEASE);
        atLeast("deskhours.export.poll-every", export.pollEvery(), MIN_WAIT);
        atLeast("deskhours.export.stop-within", export.stopWithin(), NOTHING);
        atLeast("deskhours.export.keep-files", export.keepFiles(), MIN_KEEPING);
        if (export.keepTasks().compareTo(export.keepFiles()) < 0) {
            wrong(
                    "deskhours.export.keep-tasks",
                    export.keepTasks(),
                    "at least " + export.keepFiles() + " (deskhours.export.keep-files)");
        }
    }

    private <T extends Comparable<T>> void atLeast(String property, T value, T least) {
        if (value.compareTo(least) < 0) {
            wrong(property, value, "at least " + least);
        }
    }

    private void wrong(String property, Object value, String allowed) {
        lines.add(property + " is " + value + "; allowed is " + allowed);
    }
}
