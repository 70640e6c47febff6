package dev.deskhours.testing;

import java.util.Map;

/**
 * A service that answers on 21 November 2026 and works on no export; two that are unfinished are all that a project may have.
 * Test classes that name this resource share one start of the service: each keeps to projects of its own.
 */
public class WithoutWorker extends DatabaseResource {
    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = super.start();
        configuration.put("deskhours.clock.start-at", "2026-11-21T12:00:00Z");
        configuration.put("deskhours.roles", "api");
        configuration.put("deskhours.export.max-unfinished-per-project", "2");
        return configuration;
    }
}
