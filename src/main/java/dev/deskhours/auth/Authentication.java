package dev.deskhours.auth;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

import dev.deskhours.auth.Proof.TokenProof;
import dev.deskhours.auth.caller.AuthenticationErrors;
import dev.deskhours.auth.jwt.JwtTokens;
import dev.deskhours.auth.keys.Keys;
import dev.deskhours.auth.keys.OpaqueToken;
import dev.deskhours.auth.signature.RequestSignature;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/** Finds out who sent a request (docs/spec/signing.md, Ways in). */
@ApplicationScoped
class Authentication {
    private static final String AUTHORIZATION = "Authorization";
    private static final String TOKEN = "X-Auth-Token";
    private static final String BEARER = "Bearer ";

    private final SignatureAuthentication signatures;
    private final Keys keys;
    private final JwtTokens jwtTokens;
    private final RequestRate rate;
    private final LoginMetrics logins;
    private final Clock clock;

    Authentication(
            SignatureAuthentication signatures,
            Keys keys,
            JwtTokens jwtTokens,
            RequestRate rate,
            LoginMetrics logins,
            Clock clock) {
        this.signatures = signatures;
        this.keys = keys;
        this.jwtTokens = jwtTokens;
        this.rate = rate;
        this.logins = logins;
        this.clock = clock;
    }

    /** @return fails with {@link ApiException} 401 or 429; what depends on the body is left open */
    Uni<Proof> begin(HttpServerRequest request) {
        String address = address(request);
        return keys.upToDate()
                .chain(() -> proof(request))
                .onFailure(Authentication::isUnknown)
                .transform(failure -> counted(address, failure))
                .onFailure(ApiException.class)
                .invoke(refusal -> logins.refused(kind(request), (ApiException) refusal));
    }

    /** What was shown, as far as the head tells: a JWT has dots, an opaque token hardly. */
    private static LoginMetrics.Kind kind(HttpServerRequest request) {
        String authorization = request.getHeader(AUTHORIZATION);
        if (RequestSignature.isClaimedBy(authorization)) {
            return LoginMetrics.Kind.SIGNATURE;
        }
        String token = request.headers().contains(TOKEN) ? request.getHeader(TOKEN) : authorization;
        if (token == null) {
            return LoginMetrics.Kind.NOTHING;
        }
        return token.indexOf('.') < 0 ? LoginMetrics.Kind.TOKEN : LoginMetrics.Kind.JWT;
    }

    /** Who fails too often is told to slow down instead. */
    private Throwable counted(String address, Throwable failure) {
        try {
            rate.count(address);
            return failure;
        } catch (ApiException tooMany) {
            return tooMany;
        }
    }

    /** The address that failures are counted by; a proxy in front has to be made known to the HTTP server. */
    static String address(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    private Uni<Proof> proof(HttpServerRequest request) {
        String authorization = single(request, AUTHORIZATION);
        if (authorization != null && RequestSignature.isClaimedBy(authorization)) {
            return Uni.createFrom().item(signatures.begin(request));
        }
        return token(request, authorization).map(this::ofToken).orElseThrow(() -> AuthenticationErrors.noCredentials());
    }

    private static Optional<String> token(HttpServerRequest request, String authorization) {
        String token = single(request, TOKEN);
        if (token != null) {
            return Optional.of(token.strip());
        }
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? Optional.of(authorization.substring(BEARER.length()).strip()) : Optional.empty();
    }

    private Uni<Proof> ofToken(String token) {
        Optional<OpaqueToken> known = keys.token(token);
        if (known.isPresent()) {
            refuseExpired(known.get().expiresAt());
            return Uni.createFrom().item(new TokenProof(known.get().caller(), LoginMetrics.Kind.TOKEN));
        }
        if (!jwtTokens.isConfigured()) {
            throw AuthenticationErrors.undecipherableToken();
        }
        return jwtTokens.caller(token).map(caller -> new TokenProof(caller, LoginMetrics.Kind.JWT));
    }

    private void refuseExpired(Optional<Instant> expiresAt) {
        if (expiresAt.isPresent() && !clock.instant().isBefore(expiresAt.get())) {
            throw AuthenticationErrors.expired(expiresAt.get());
        }
    }

    /** A header that comes twice could be read as the one by us and as the other by somebody in front of us. */
    private static String single(HttpServerRequest request, String name) {
        List<String> values = request.headers().getAll(name);
        if (values.size() > 1) {
            throw AuthenticationErrors.undecipherableToken();
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof ApiException refused && refused.code() == ErrorCode.NOT_AUTHENTICATED;
    }
}
