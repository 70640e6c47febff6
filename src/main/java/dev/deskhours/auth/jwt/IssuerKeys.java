package dev.deskhours.auth.jwt;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;

import dev.deskhours.auth.caller.ClockTicker;

/**
 * The public keys of the tokens' issuer, which changes them from time to time. While they cannot be had, those that were
 * had last are used.
 */
final class IssuerKeys {
    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final Duration FETCH_EVERY = Duration.ofMinutes(5);
    private static final Duration STALE_AFTER = Duration.ofMinutes(10);
    /** Whoever sends tokens with invented key ids must not be able to have the keys fetched all the time. */
    private static final Duration REST = Duration.ofSeconds(10);

    private static final String ISSUER = "issuer";

    private final KeySource source;
    private final AsyncLoadingCache<String, List<JsonWebKey>> fetches;
    private volatile List<JsonWebKey> last = List.of();

    IssuerKeys(KeySource source, Clock clock, Executor executor) {
        this.source = source;
        this.fetches = Caffeine.newBuilder()
                .refreshAfterWrite(FETCH_EVERY)
                .expireAfterWrite(STALE_AFTER)
                .ticker(new ClockTicker(clock))
                .executor(Runnable::run)
                .buildAsync((issuer, own) -> CompletableFuture.supplyAsync(this::fetch, executor));
    }

    /** The keys, at most ten minutes old if they can be had; none if they have never been. */
    Uni<List<JsonWebKey>> current() {
        return shared(fetches.get(ISSUER))
                .chain(keys -> keys.isEmpty() ? newest() : Uni.createFrom().item(keys));
    }

    /** For a token whose key is not among the current ones: it may be new. */
    Uni<List<JsonWebKey>> newest() {
        return shared(isRested() ? fetches.synchronous().refresh(ISSUER) : fetches.get(ISSUER));
    }

    /** A stage of its own: whoever gives up waiting ends the fetch for nobody else. */
    private static Uni<List<JsonWebKey>> shared(CompletableFuture<List<JsonWebKey>> keys) {
        return Uni.createFrom().completionStage(keys.thenApply(fetched -> fetched));
    }

    private boolean isRested() {
        return fetches.synchronous()
                .policy()
                .expireAfterWrite()
                .flatMap(written -> written.ageOf(ISSUER))
                .filter(age -> age.compareTo(REST) > 0)
                .isPresent();
    }

    /** The last keys, where there are no newer ones to be had. */
    private List<JsonWebKey> fetch() {
        try {
            last = PublicKeys.parse(source.read());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            LOG.warnf(
                    "No keys to check tokens with can be had from deskhours.auth.jwt.key-location: %s; %d kept",
                    failure, last.size());
        }
        return last;
    }
}
