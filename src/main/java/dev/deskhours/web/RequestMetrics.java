package dev.deskhours.web;

import java.util.Set;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Keeps the metrics of requests few: whoever asks for many paths, or by many methods, that are none of ours would else use
 * up the number of values that the registry keeps, and what is asked for after that would not be counted.
 */
@Singleton
class RequestMetrics implements MeterFilter {
    private static final String REQUESTS = "http.server.";
    private static final String URI = "uri";
    private static final String METHOD = "method";
    private static final String OTHER = "OTHER";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    /** What stands for a path that has no template, and the paths for who looks after the service. */
    private static final Set<String> FIXED = Set.of(
            "root",
            "UNKNOWN",
            "NOT_FOUND",
            "REDIRECTION",
            "/index.html",
            "/q/health",
            "/q/health/live",
            "/q/health/ready",
            "/q/health/started",
            "/q/info",
            "/q/metrics",
            "/q/openapi",
            "/q/swagger-ui");

    private volatile Set<String> templates = Set.of();

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(REQUESTS)) {
            return id;
        }
        String uri = id.getTag(URI);
        Meter.Id bounded = uri == null || isKnown(uri) ? id : id.withTag(Tag.of(URI, OTHER));
        String method = id.getTag(METHOD);
        return method == null || METHODS.contains(method) ? bounded : bounded.withTag(Tag.of(METHOD, OTHER));
    }

    private boolean isKnown(String uri) {
        if (templates.isEmpty()) {
            // Not at the start: the routes are not there yet.
            templates = RoutingTable.templates();
        }
        return FIXED.contains(uri) || templates.contains(uri);
    }
}
