package dev.deskhours.aggregation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.notify.Event;
import dev.deskhours.notify.EventType;

/** How a run has ended: what its log says, and what the webhooks of its projects are told. */
record RunEnd(AggregationRun run, Progress progress, RunStatus status, RunDays days) {
    private static final String END = """
            update aggregation_run
            set status = :status, end_time = :end, projects = :projects, sessions_read = :sessions,
                first_day = :first_day, last_day = :last_day, desktop_days_written = :days, fail_reason = :reason
            where run_id = :run_id and status = 'RUNNING'
            """;

    static RunEnd of(AggregationRun run, Progress progress) {
        RunDays wanted = new RunDays(run.firstDay, run.lastDay);
        return progress.failed()
                ? new RunEnd(run, progress, RunStatus.FAIL, wanted)
                : new RunEnd(run, progress, RunStatus.SUCCESS, progress.days().orElse(wanted));
    }

    /** Changes no row of a run that has ended. */
    BoundStatement statement(Instant end) {
        Map<String, Object> values = new HashMap<>();
        values.put("run_id", run.runId);
        values.put("status", status.name());
        values.put("end", end.atOffset(ZoneOffset.UTC));
        values.put("projects", progress.projects());
        values.put("sessions", progress.sessionsRead());
        values.put("days", progress.desktopDays());
        values.put("reason", progress.failReason());
        values.put("first_day", days.first());
        values.put("last_day", days.last());
        return BoundStatement.of(END, values);
    }

    /** One for each project that the run was about. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        progress.succeededProjects()
                .forEach(projectId -> events.add(event(projectId, EventType.AGGREGATION_SUCCEEDED, null)));
        progress.failedProjects()
                .forEach((projectId, reason) -> events.add(event(projectId, EventType.AGGREGATION_FAILED, reason)));
        return events;
    }

    private Event event(String projectId, EventType type, String reason) {
        Map<String, Object> data = new HashMap<>();
        data.put("run_id", run.runId);
        data.put("trigger", run.cause.toString());
        data.put("fail_reason", reason);
        progress.days(projectId).ifPresent(aggregated -> {
            data.put("first_day", aggregated.first().toString());
            data.put("last_day", aggregated.last().toString());
        });
        if (run.projectId != null) {
            data.put("link", "/v1/aggregation-runs?project_id=" + projectId);
        }
        return new Event(projectId, type, run.runId, data);
    }
}
