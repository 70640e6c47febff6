package dev.deskhours.web;

import java.util.OptionalLong;

/** A request that is answered with an error; its message is written for the caller. */
public class ApiException extends RuntimeException {
    private final ErrorCode code;
    private final OptionalLong retryAfterSeconds;

    public ApiException(ErrorCode code, String message) {
        super(message);
        this.code = code;
        this.retryAfterSeconds = OptionalLong.empty();
    }

    private ApiException(ErrorCode code, String message, long retryAfterSeconds) {
        super(message);
        this.code = code;
        this.retryAfterSeconds = OptionalLong.of(retryAfterSeconds);
    }

    /** A broken rule of a parameter, header or body: 400. */
    public static ApiException brokenRule(String message) {
        return new ApiException(ErrorCode.BROKEN_RULE, message);
    }

    /** Too many requests or tasks: 429 with {@code Retry-After}. */
    public static ApiException tooMany(String message, long retryAfterSeconds) {
        return new ApiException(ErrorCode.TOO_MANY_REQUESTS, message, retryAfterSeconds);
    }

    public ErrorCode code() {
        return code;
    }

    public OptionalLong retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
