package dev.deskhours.auth.jwt;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jose4j.jwk.JsonWebKey;

import dev.deskhours.auth.caller.AuthenticationErrors;
import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.jwt.JwtVerification.UnknownKeyException;

/**
 * The tokens of the operator's OpenID provider (docs/spec/signing.md, Ways in).
 *
 * <p>Checked with jose4j itself, and not through the extension that is built on it: that one asks the system for the
 * time, fetches keys with retries under one lock, looks for new ones after minutes, and takes part in every request.
 */
@ApplicationScoped
public class JwtTokens {
    private final Executor executor;
    private final Optional<IssuerKeys> keys;
    private final JwtVerification verification;
    private final JwtCaller callers;

    @Inject
    public JwtTokens(JwtConfig config, Clock clock) {
        this(config, clock, Infrastructure.getDefaultWorkerPool());
    }

    JwtTokens(JwtConfig config, Clock clock, Executor executor) {
        this.executor = executor;
        this.keys = KeySource.of(config).map(source -> new IssuerKeys(source, clock, executor));
        this.verification = new JwtVerification(config, clock);
        this.callers = new JwtCaller(config);
    }

    public boolean isConfigured() {
        return keys.isPresent();
    }

    /**
     * Who calls with this token; comes on a worker thread.
     *
     * @return fails with an {@link dev.deskhours.web.ApiException} 401 if the token is no good, has expired, or cannot be
     *     checked because the provider's keys cannot be had
     */
    public Uni<Caller> caller(String jwt) {
        return keys.map(issuer -> caller(jwt, issuer))
                .orElseGet(() -> Uni.createFrom().failure(AuthenticationErrors.undecipherableToken()));
    }

    private Uni<Caller> caller(String jwt, IssuerKeys issuer) {
        return checked(jwt, issuer.current())
                .onFailure(UnknownKeyException.class)
                .recoverWithUni(() -> checked(jwt, issuer.newest()))
                .onFailure(UnknownKeyException.class)
                .transform(unknown -> AuthenticationErrors.undecipherableToken());
    }

    private Uni<Caller> checked(String jwt, Uni<List<JsonWebKey>> issuerKeys) {
        return issuerKeys.emitOn(executor).map(known -> callers.of(verification.claims(jwt, known)));
    }
}
