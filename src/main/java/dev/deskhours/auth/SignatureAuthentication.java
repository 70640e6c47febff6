package dev.deskhours.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.auth.caller.NotAuthenticated;
import dev.deskhours.auth.keys.AccessKey;
import dev.deskhours.auth.keys.Keys;
import dev.deskhours.auth.signature.BodyHash;
import dev.deskhours.auth.signature.RequestSignature;
import dev.deskhours.auth.signature.SignatureRefused;
import dev.deskhours.auth.signature.SignedRequest;

/** Checks the AK/SK signature of a request (docs/spec/signing.md, SDK-HMAC-SHA256). */
@ApplicationScoped
class SignatureAuthentication {
    private static final String SECURITY_TOKEN = "X-Security-Token";
    private static final String TLS = "https";

    private final Keys keys;
    private final SignatureLockOut lockOut;
    private final AuthConfig config;
    private final Clock clock;

    SignatureAuthentication(Keys keys, SignatureLockOut lockOut, AuthConfig config, Clock clock) {
        this.keys = keys;
        this.lockOut = lockOut;
        this.config = config;
        this.clock = clock;
    }

    /** @throws dev.deskhours.web.ApiException 401, or 429 while the key is locked out for the address */
    SignatureProof begin(HttpServerRequest request) {
        Instant now = clock.instant();
        RequestSignature signature = read(request, now);
        String address = Authentication.address(request);
        lockOut.refuseLocked(signature.accessKey(), address);
        AccessKey key = keys.accessKey(signature.accessKey())
                .orElseThrow(() -> NotAuthenticated.unknownKey(signature.accessKey()));
        if (key.expiresAt().isPresent() && !now.isBefore(key.expiresAt().get())) {
            throw NotAuthenticated.expired(key.expiresAt().get());
        }
        if (!hasSecurityToken(request, signature, key) || isUnsignedInTheClear(request, signature)) {
            throw NotAuthenticated.wrongSignature();
        }
        return new SignatureProof(signature, key, lockOut, address).checked();
    }

    private static RequestSignature read(HttpServerRequest request, Instant now) {
        SignedRequest signed = new SignedRequest(
                request.method().name(), request.path(), request.query(), name -> headers(request, name));
        try {
            return RequestSignature.read(signed, now);
        } catch (SignatureRefused refused) {
            throw NotAuthenticated.because(refused.getMessage());
        }
    }

    /** In HTTP/2 the host is no header. */
    private static List<String> headers(HttpServerRequest request, String name) {
        List<String> values = request.headers().getAll(name);
        return values.isEmpty() && name.equalsIgnoreCase("Host") && request.version() == HttpVersion.HTTP_2
                ? List.of(request.authority().toString())
                : values;
    }

    /** Temporary credentials come with their token, signed; permanent ones without. */
    private static boolean hasSecurityToken(HttpServerRequest request, RequestSignature signature, AccessKey key) {
        List<String> given = request.headers().getAll(SECURITY_TOKEN);
        if (key.securityToken().isEmpty()) {
            return given.isEmpty();
        }
        return given.size() == 1
                && signature.signs(SECURITY_TOKEN)
                && MessageDigest.isEqual(
                        given.get(0).getBytes(StandardCharsets.UTF_8),
                        key.securityToken().get().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isUnsignedInTheClear(HttpServerRequest request, RequestSignature signature) {
        return signature.bodyHash().kind() == BodyHash.Kind.UNSIGNED
                && !config.unsignedPayload()
                && !TLS.equals(request.scheme());
    }
}
