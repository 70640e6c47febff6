package dev.deskhours.web;

import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;

/** What holds for every answer, also for those no resource makes: the request id, and the error body. */
@ApplicationScoped
public class HttpManners {
    public static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern KEPT_REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int BEFORE_ALL_OTHERS = 1000;

    private final long longestBody;

    public HttpManners(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longestBody) {
        this.longestBody = longestBody.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(HttpManners::nameRequest, BEFORE_ALL_OTHERS);
        filters.register(this::refuseTooLarge, BEFORE_ALL_OTHERS - 1);
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
            router.errorHandler(code.status(), context -> answer(context, code));
        }
    }

    private static void nameRequest(RoutingContext context) {
        String given = context.request().getHeader(REQUEST_ID);
        String id = given != null && KEPT_REQUEST_ID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString().replace("-", "");
        context.response().putHeader(REQUEST_ID, id);
        MDC.put("request_id", id);
        context.next();
    }

    /** The framework does the same, but without a body. */
    private void refuseTooLarge(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > longestBody) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            answer(context, ErrorCode.BODY_TOO_LARGE);
        } else {
            context.next();
        }
    }

    /** Ends the request with an error, for those who refuse it before any resource is asked. */
    public static void answer(RoutingContext context, ApiException refusal) {
        refusal.retryAfterSeconds()
                .ifPresent(seconds -> context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        if (refusal.code() == ErrorCode.NOT_AUTHENTICATED) {
            context.response().putHeader("WWW-Authenticate", ErrorAnswers.WAYS_IN);
        }
        answer(context, refusal.code(), refusal.getMessage());
    }

    /** As {@link #answer(RoutingContext, ApiException)}, where the code says it all. */
    public static void answer(RoutingContext context, ErrorCode code) {
        answer(context, code, null);
    }

    private static void answer(RoutingContext context, ErrorCode code, String message) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        ErrorBody body = ErrorBody.of(code, message);
        response.setStatusCode(code.status())
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("error_code", body.errorCode())
                        .put("error_msg", body.errorMsg())
                        .encode());
    }
}
