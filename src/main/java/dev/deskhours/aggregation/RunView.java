package dev.deskhours.aggregation;

import java.time.Instant;
import java.time.LocalDate;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run as the API shows it (docs/spec/api.md, Shapes). */
@Schema(name = "AggregationRun")
record RunView(
        @Schema(examples = "0f8fad5bd9cb469fa16570867728950e")
        String runId,

        @Schema(description = "absent = all projects", examples = "demo")
        String projectId,

        @Schema(description = "absent = all that was due", examples = "2026-11-01")
        LocalDate firstDay,

        @Schema(description = "absent = all that was due", examples = "2026-11-20")
        LocalDate lastDay,

        RunCause trigger,
        RunStatus status,
        @Schema(examples = "2026-11-21T02:00:00Z") Instant startTime,
        @Schema(examples = "2026-11-21T02:00:07Z") Instant endTime,
        @Schema(examples = "143") long sessionsRead,
        @Schema(examples = "87") long desktopDaysWritten,
        String failReason) {
    static RunView of(AggregationRun run) {
        return new RunView(
                run.runId,
                run.projectId,
                run.isOfAllDue() ? null : run.firstDay,
                run.isOfAllDue() ? null : run.lastDay,
                run.cause,
                run.status,
                run.startTime,
                run.endTime,
                run.sessionsRead,
                run.desktopDaysWritten,
                run.failReason);
    }
}
