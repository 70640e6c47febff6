package dev.deskhours.export.task;

import java.util.UUID;

import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.export.render.ExportPeriod;
import dev.deskhours.project.ProjectSnapshots.Snapshot;

/**
 * A task that is to be created.
 *
 * @param request as it is kept
 */
record NewTask(String id, String request, ExportPeriod period) {
    static NewTask of(DesktopUsageRequest request, Snapshot snapshot) {
        return new NewTask(
                UUID.randomUUID().toString().replace("-", ""),
                StoredRequest.of(request).json(),
                ExportPeriod.of(request, snapshot.days(), snapshot.covered(request.startTime(), request.endTime())));
    }

    String fileName() {
        return period.fileName(id);
    }
}
