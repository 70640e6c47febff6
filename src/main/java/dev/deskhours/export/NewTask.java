package dev.deskhours.export;

import java.util.UUID;

import dev.deskhours.usage.DesktopUsageRequest;
import dev.deskhours.usage.ProjectSnapshots.Snapshot;

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
