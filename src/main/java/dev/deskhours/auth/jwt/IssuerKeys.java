package dev.deskhours.auth.jwt;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;

import dev.deskhours.auth.caller.SharedRun;

/**
 * The public keys of the tokens' issuer, who changes them from time to time. While they cannot be had, those that were
 * had last are used.
 */
final class IssuerKeys {
    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final Duration FETCH_EVERY = Duration.ofMinutes(5);
    private static final Duration STALE_AFTER = Duration.ofMinutes(10);
    /** Whoever sends tokens with invented key ids must not be able to have the keys fetched all the time. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final KeySource source;
    private final Clock clock;
    private final SharedRun fetching;
    private volatile List<JsonWebKey> keys = List.of();
    private volatile Instant lastFetch = Instant.EPOCH;

    IssuerKeys(KeySource source, Clock clock, Executor executor) {
        this.source = source;
        this.clock = clock;
        this.fetching = new SharedRun(this::fetch, executor);
    }

    /** The keys, at most ten minutes old if they can be had; none if they have never been. */
    Uni<List<JsonWebKey>> current() {
        if (keys.isEmpty() || isOlderThan(STALE_AFTER)) {
            return newest();
        }
        if (isOlderThan(FETCH_EVERY)) {
            fetching.join();
        }
        return Uni.createFrom().item(keys);
    }

    /** For a token whose key is not among the current ones: it may be new. */
    Uni<List<JsonWebKey>> newest() {
        return isOlderThan(REST)
                ? fetching.join().map(fetched -> keys)
                : Uni.createFrom().item(keys);
    }

    private void fetch() {
        try {
            keys = PublicKeys.parse(source.read());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            LOG.warnf(
                    "No keys to check tokens with can be had from deskhours.auth.jwt.key-location: %s; %d kept",
                    failure, keys.size());
        } finally {
            lastFetch = clock.instant();
        }
    }

    private boolean isOlderThan(Duration age) {
        return Duration.between(lastFetch, clock.instant()).abs().compareTo(age) > 0;
    }
}
