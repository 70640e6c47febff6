package dev.deskhours.export.store;

import java.io.IOException;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.deskhours.export.ExportConfig;

/** Where this service keeps its files. */
public class ExportStores {
    @Produces
    @Singleton
    FileSystemStore store(ExportConfig config) throws IOException {
        return switch (config.store()) {
            case FILE -> new FileSystemStore(config.directory().toAbsolutePath());
        };
    }
}
