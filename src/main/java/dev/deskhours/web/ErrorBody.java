package dev.deskhours.web;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of every error answer (docs/spec/api.md, Errors). */
@Schema(name = "Error", description = "Why a request was not carried out.")
public record ErrorBody(
        @JsonProperty("error_code") @Schema(examples = "WKS.00211102", minLength = 8, maxLength = 36, required = true)
        String errorCode,

        @JsonProperty("error_msg")
        @Schema(examples = "limit '0' is not 1..100", minLength = 2, maxLength = 512, required = true)
        String errorMsg) {
    static final String JSON = "application/json";

    private static final int MAX_MESSAGE = 512;

    static ErrorBody of(ErrorCode code, String message) {
        return new ErrorBody(code.code(), fitting(message, code));
    }

    private static String fitting(String message, ErrorCode code) {
        if (message == null || message.length() < 2) {
            return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
    }

    /** Ends the request with an error; does nothing where it has ended. */
    public static void write(HttpServerResponse response, ApiException refusal) {
        refusal.retryAfterSeconds()
                .ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        if (refusal.code() == ErrorCode.NOT_AUTHENTICATED) {
            response.putHeader("WWW-Authenticate", ErrorAnswers.WAYS_IN);
        }
        write(response, refusal.code(), refusal.getMessage());
    }

    /** @param message {@code null} where the code says it all */
    static Future<Void> write(HttpServerResponse response, ErrorCode code, String message) {
        if (response.ended()) {
            return Future.succeededFuture();
        }
        if (!response.headers().contains(RequestFilters.REQUEST_ID)) {
            response.putHeader(RequestFilters.REQUEST_ID, RequestFilters.newRequestId());
        }
        return response.setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(json(code, message));
    }

    static String json(ErrorCode code, String message) {
        ErrorBody body = of(code, message);
        return new JsonObject()
                .put("error_code", body.errorCode())
                .put("error_msg", body.errorMsg())
                .encode();
    }
}
