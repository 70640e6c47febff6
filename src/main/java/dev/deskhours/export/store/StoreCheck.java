package dev.deskhours.export.store;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while exported files can be written. */
@Readiness
public class StoreCheck implements HealthCheck {
    private final FileStore files;

    public StoreCheck(FileStore files) {
        this.files = files;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Export store")
                .status(files.isWritable())
                .build();
    }
}
