package dev.deskhours.export.store;

import java.io.IOException;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.deskhours.export.ExportConfig;

/** Where this service keeps its files, and whether it can. */
class ExportStores {
    @Produces
    @Singleton
    FileStore store(ExportConfig config) throws IOException {
        return switch (config.store()) {
            case FILE -> new FileSystemStore(config.directory().toAbsolutePath());
        };
    }

    /** Ready only while exported files can be written. */
    @Produces
    @Readiness
    @Singleton
    HealthCheck check(FileStore files) {
        return () -> HealthCheckResponse.named("Export store")
                .status(files.isWritable())
                .build();
    }
}
