package dev.deskhours.export.render;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.deskhours.export.ExportConfig;

/**
 * Through how many connections an export is read at once: a cursor keeps one processor of the database busy, and a large
 * project is worth more than one.
 */
@ApplicationScoped
class ExportConnections {
    /** Below this, opening another takes as long as it spares. */
    private static final long MIN_DESKTOPS_FOR_MORE = 50_000;

    private final int max;

    ExportConnections(ExportConfig config, @ConfigProperty(name = "deskhours.db.pool-size") int poolSize) {
        // All exports together leave half of the pool to what they wait for themselves, and to requests.
        max = Math.max(1, Math.min(config.connections(), poolSize / 2 / config.workers()));
    }

    int forDesktops(long desktops) {
        return desktops < MIN_DESKTOPS_FOR_MORE ? 1 : max;
    }
}
