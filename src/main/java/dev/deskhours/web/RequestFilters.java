package dev.deskhours.web;

import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;

import dev.deskhours.process.ProcessConfig;

/** What holds for every request, also for those no resource answers: its id, its form, its length, and the error body. */
@ApplicationScoped
class RequestFilters {
    static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern KEPT_REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String OPERATIONS = "/q/";
    private static final int BEFORE_ALL_OTHERS = 1000;

    private final long maxBody;
    private final boolean answersCallers;

    RequestFilters(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody, ProcessConfig config) {
        this.maxBody = maxBody.asLongValue();
        this.answersCallers = config.roles().contains(ProcessConfig.Role.API);
    }

    static String newRequestId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    void register(@Observes Filters filters) {
        filters.register(RequestFilters::nameRequest, BEFORE_ALL_OTHERS);
        filters.register(this::refuseTooLarge, BEFORE_ALL_OTHERS - 1);
        if (!answersCallers) {
            filters.register(RequestFilters::refuseCallers, BEFORE_ALL_OTHERS - 2);
        }
    }

    void register(@Observes Router router) {
        for (ErrorCode code : new ErrorCode[] {
            ErrorCode.BROKEN_RULE,
            ErrorCode.NO_SUCH_PATH,
            ErrorCode.WRONG_METHOD,
            ErrorCode.NOT_ACCEPTABLE,
            ErrorCode.BODY_TOO_LARGE,
            ErrorCode.UNSUPPORTED_MEDIA_TYPE
        }) {
            router.errorHandler(code.status(), context -> refuse(context, code));
        }
    }

    private static void nameRequest(RoutingContext context) {
        String given = context.request().getHeader(REQUEST_ID);
        String id = given != null && KEPT_REQUEST_ID.matcher(given).matches() ? given : newRequestId();
        context.response().putHeader(REQUEST_ID, id);
        MDC.put("request_id", id);
        context.next();
    }

    /** The framework does the same, but without a body. */
    private void refuseTooLarge(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBody) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            refuse(context, ErrorCode.BODY_TOO_LARGE);
        } else {
            context.next();
        }
    }

    /** A process without the role {@code api} answers only those who look after it: health, metrics, documents. */
    private static void refuseCallers(RoutingContext context) {
        if (context.normalizedPath().startsWith(OPERATIONS)) {
            context.next();
        } else {
            refuse(context, ErrorCode.NO_SUCH_PATH);
        }
    }

    private static void refuse(RoutingContext context, ErrorCode code) {
        ErrorBody.write(context.response(), code, null);
    }
}
