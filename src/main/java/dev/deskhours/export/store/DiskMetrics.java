package dev.deskhours.export.store;

import java.io.File;
import java.nio.file.Path;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dev.deskhours.export.ExportConfig;
import dev.deskhours.process.ProcessConfig;

/** How much room there is where this process writes (docs/operating.md, Health and metrics); 0 of 0 where nothing is yet. */
@Singleton
class DiskMetrics {
    void show(@Observes StartupEvent starting, ProcessConfig process, ExportConfig exports, MeterRegistry registry) {
        show(registry, "data", process.dataDir());
        show(registry, "exports", exports.directory());
    }

    private static void show(MeterRegistry registry, String name, Path directory) {
        File file = directory.toAbsolutePath().toFile();
        Gauge.builder("deskhours.disk.free.bytes", file, File::getUsableSpace)
                .tag("directory", name)
                .description("What this process may still write there")
                .register(registry);
        Gauge.builder("deskhours.disk.total.bytes", file, File::getTotalSpace)
                .tag("directory", name)
                .description("How large the file system is")
                .register(registry);
    }
}
