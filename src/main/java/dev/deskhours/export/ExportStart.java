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

    public ExportStart(ProjectSnapshots snapshots, ExportTasks tasks) {
        this.snapshots = snapshots;
        this.tasks = tasks;
    }

    private record Checked(DesktopUsageRequest request, ExportPeriod period) {}

    /**
     * Creates the task, if no rule is broken by the values or was by what the reader has read before.
     *
     * @return the id of the task
     */
    Uni<String> start(
            String projectId,
            Map<String, List<String>> values,
            ParameterReader reader,
            Optional<String> idempotencyKey) {
        return snapshots
                .read(projectId, snapshot -> {
                    DesktopUsageRequest request =
                            DesktopUsageReader.read(reader, projectId, values, snapshot.oldestExportableStart());
                    reader.breaches().throwIfAny();
                    ExportPeriod period = ExportPeriod.of(
                            request, snapshot.days(), snapshot.covered(request.startTime(), request.endTime()));
                    return Uni.createFrom().item(new Checked(request, period));
                })
                .chain(checked -> tasks.create(checked.request(), checked.period(), idempotencyKey));
    }
}
