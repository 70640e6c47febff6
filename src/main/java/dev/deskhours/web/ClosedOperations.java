package dev.deskhours.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

import dev.deskhours.process.ProcessConfig;

/** A process without the role {@code api} answers only those who look after it: health, metrics, documents. */
@ApplicationScoped
public class ClosedOperations {
    private static final String STILL_OPEN = "/q/";
    private static final int AFTER_THE_REQUEST_ID = 900;

    private final ProcessConfig config;

    public ClosedOperations(ProcessConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        if (!config.roles().contains(ProcessConfig.Role.API)) {
            filters.register(ClosedOperations::close, AFTER_THE_REQUEST_ID);
        }
    }

    private static void close(RoutingContext context) {
        if (context.normalizedPath().startsWith(STILL_OPEN)) {
            context.next();
        } else {
            HttpManners.answer(context, ErrorCode.NO_SUCH_PATH);
        }
    }
}
