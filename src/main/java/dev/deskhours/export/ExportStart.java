package dev.deskhours.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.deskhours.usage.DesktopUsageReader;
import dev.deskhours.usage.DesktopUsageRequest;
import dev.deskhours.usage.ProjectSnapshots;
import dev.deskhours.web.ParameterReader;

/** The way from named values to a task, the same for every operation that starts an export. */
@ApplicationScoped
public class ExportStart {
    private final ProjectSnapshots snapshots;
    private final ExportTasks tasks;
    private final QueueBell bell;

    public ExportStart(ProjectSnapshots snapshots, ExportTasks tasks, QueueBell bell) {
        this.snapshots = snapshots;
        this.tasks = tasks;
        this.bell = bell;
    }

    /**
     * Creates the task, if no rule is broken by the values or was by what the reader has read before.
     *
     * @return the id of the task, once it is committed
     */
    Uni<String> start(
            String projectId,
            Map<String, List<String>> values,
            ParameterReader reader,
            Optional<String> idempotencyKey) {
        return snapshots
                .write(projectId, snapshot -> {
                    DesktopUsageRequest request =
                            DesktopUsageReader.read(reader, projectId, values, snapshot.oldestExportableStart());
                    reader.breaches().throwIfAny();
                    ExportPeriod period = ExportPeriod.of(
                            request, snapshot.days(), snapshot.covered(request.startTime(), request.endTime()));
                    return tasks.create(snapshot.connection(), request, period, idempotencyKey);
                })
                .invoke(bell::ring);
    }
}
