package dev.deskhours.auth.caller;

import java.time.Instant;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/** The 401 answers (docs/spec/signing.md, Answers). */
public final class AuthenticationErrors {
    private static final String PREFIX = "Incorrect IAM authentication information: ";

    private AuthenticationErrors() {}

    public static ApiException noCredentials() {
        return because("x-auth-token not found");
    }

    public static ApiException unknownKey(String accessKey) {
        return because("ak " + accessKey + " not exist");
    }

    public static ApiException wrongSignature() {
        return because("verify aksk signature fail");
    }

    public static ApiException undecipherableToken() {
        return because("decrypt token fail");
    }

    public static ApiException expired(Instant expiresAt) {
        return because("token expires, expires_at: " + expiresAt);
    }

    public static ApiException because(String reason) {
        return new ApiException(ErrorCode.NOT_AUTHENTICATED, PREFIX + reason);
    }
}
