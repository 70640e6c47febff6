package dev.deskhours.auth;

import java.time.Instant;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/** The 401 answers (signing.md, Answers). */
final class NotAuthenticated {
    private static final String PREFIX = "Incorrect IAM authentication information: ";

    private NotAuthenticated() {}

    static ApiException noCredentials() {
        return because("x-auth-token not found");
    }

    static ApiException unknownKey(String accessKey) {
        return because("ak " + accessKey + " not exist");
    }

    static ApiException wrongSignature() {
        return because("verify aksk signature fail");
    }

    static ApiException undecipherableToken() {
        return because("decrypt token fail");
    }

    static ApiException expired(Instant expiresAt) {
        return because("token expires, expires_at: " + expiresAt);
    }

    static ApiException because(String reason) {
        return new ApiException(ErrorCode.NOT_AUTHENTICATED, PREFIX + reason);
    }
}
