package dev.deskhours.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.auth.caller.AuthenticationErrors;
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

    /** Set by Quarkus, and by nobody else, where forwarding is on. */
    private static final String TRUSTED_PROXY = "X-Forwarded-Trusted-Proxy";

    private final Keys keys;
    private final SignatureLockOut lockOut;
    private final LoginMetrics logins;
    private final AuthConfig config;
    private final RequestLimits limits;
    private final Clock clock;
    private final boolean trustsProxies;

    SignatureAuthentication(
            Keys keys,
            SignatureLockOut lockOut,
            LoginMetrics logins,
            AuthConfig config,
            RequestLimits limits,
            Clock clock,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean forwarding,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> proxies) {
        this.keys = keys;
        this.lockOut = lockOut;
        this.logins = logins;
        this.config = config;
        this.limits = limits;
        this.clock = clock;
        this.trustsProxies = forwarding && proxies.isPresent();
    }

    /** @throws dev.deskhours.web.ApiException 401, or 429 while the key is locked out for the address */
    SignatureProof begin(HttpServerRequest request) {
        Instant now = clock.instant();
        RequestSignature signature = read(request, now);
        String address = Authentication.address(request);
        if (isLongAndUnproven(request, signature)) {
            // It would have to be read to be judged.
            lockOut.refuseLocked(signature.accessKey(), address);
        }
        AccessKey key = keys.accessKey(signature.accessKey())
                .orElseThrow(() -> AuthenticationErrors.unknownKey(signature.accessKey()));
        if (key.expiresAt().isPresent() && !now.isBefore(key.expiresAt().get())) {
            throw AuthenticationErrors.expired(key.expiresAt().get());
        }
        if (!hasSecurityToken(request, signature, key) || isUnsignedInTheClear(request, signature)) {
            throw AuthenticationErrors.wrongSignature();
        }
        return new SignatureProof(signature, key, lockOut, logins, address).checked();
    }

    private static RequestSignature read(HttpServerRequest request, Instant now) {
        SignedRequest signed = new SignedRequest(
                request.method().name(), request.path(), request.query(), name -> headers(request, name));
        try {
            return RequestSignature.read(signed, now);
        } catch (SignatureRefused refused) {
            throw AuthenticationErrors.because(refused.getMessage());
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
                && !isEncrypted(request);
    }

    /** Asks the socket, or a proxy that is known: anybody can write a {@code :scheme} or a header. */
    private boolean isEncrypted(HttpServerRequest request) {
        return request.connection().isSsl()
                || trustsProxies
                        && TLS.equals(request.scheme())
                        && Boolean.parseBoolean(request.getHeader(TRUSTED_PROXY));
    }

    private boolean isLongAndUnproven(HttpServerRequest request, RequestSignature signature) {
        if (signature.bodyHash().kind() != BodyHash.Kind.FROM_BODY) {
            return false;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                : Long.parseLong(length) > limits.unprovenBody().asLongValue();
    }
}
