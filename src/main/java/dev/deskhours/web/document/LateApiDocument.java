package dev.deskhours.web.document;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/**
 * Has a packaged service read the OpenAPI document when somebody asks for it. The framework reads it at every start, which is a seventh of
 * the time of a native cold start, for a document that hardly any process is ever asked for.
 */
@ApplicationScoped
public class LateApiDocument {
    private static final String DOCUMENT = "/q/openapi";
    private static final int BEFORE_IT_IS_SERVED = 500;

    /** Where the framework looks for the document at the start, and finds none. */
    private static final class NoDocument extends ClassLoader {
        private NoDocument() {
            super(null);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            return null;
        }
    }

    /** Keeps the framework from reading the document; to be called before the application starts. */
    public static void putOff() {
        OpenApiConstants.classLoader = new NoDocument();
    }

    void register(@Observes Filters filters) {
        filters.register(LateApiDocument::readIfAskedFor, BEFORE_IT_IS_SERVED);
    }

    private static void readIfAskedFor(RoutingContext context) {
        if (context.normalizedPath().startsWith(DOCUMENT)) {
            read();
        }
        context.next();
    }

    private static synchronized void read() {
        if (OpenApiConstants.classLoader instanceof NoDocument) {
            OpenApiConstants.classLoader = null;
            Map<RunStage, List<String>> filters =
                    Stream.of(RunStage.values()).collect(Collectors.toMap(stage -> stage, LateApiDocument::filtersAt));
            new OpenApiRecorder(null, null).prepareDocument(null, filters, OpenApiConstants.DEFAULT_DOCUMENT_NAME);
        }
    }

    private static List<String> filtersAt(RunStage stage) {
        return stage == RunStage.RUNTIME_PER_REQUEST ? List.of(ApiDocument.class.getName()) : List.of();
    }
}
