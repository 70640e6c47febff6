package dev.deskhours.testing;

import java.util.Map;

/**
 * A service whose clock begins at 3 o'clock on 1 February 2020 and that keeps 450 days, which are those of the real
 * sessions. Test classes that name this resource share one start of the service: each keeps to projects of its own.
 */
public class DatabaseIn2020 extends DatabaseResource {
    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = super.start();
        configuration.put("deskhours.clock.start-at", "2020-02-01T03:00:00Z");
        configuration.put("deskhours.retention.days", "450");
        configuration.put("deskhours.retention.sessions-days", "460");
        configuration.put("deskhours.limits.body", "2M");
        return configuration;
    }
}
