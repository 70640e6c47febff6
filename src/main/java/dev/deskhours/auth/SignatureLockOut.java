package dev.deskhours.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jboss.logging.Logger;

import dev.deskhours.web.ApiException;

/**
 * Ends the guessing of a secret key. Wrong signatures are counted per access key and client address, so that nobody can lock
 * out another by using his key.
 */
@ApplicationScoped
class SignatureLockOut {
    private static final Logger LOG = Logger.getLogger(SignatureLockOut.class);

    /** Many more addresses than guess at once; only a flood of them makes the oldest counts forgotten. */
    private static final long MOST_COUNTS = 50_000;

    private final RequestLimits limits;
    private final Clock clock;
    private final Cache<Guesser, Count> counts;

    SignatureLockOut(RequestLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.counts = Caffeine.newBuilder().maximumSize(MOST_COUNTS).build();
    }

    private record Guesser(String accessKey, String address) {}

    private record Count(int wrong, Instant until) {}

    /** @throws ApiException 429 while the key is locked out for the address */
    void refuseLocked(String accessKey, String address) {
        Guesser guesser = new Guesser(accessKey, address);
        Count count = counts.getIfPresent(guesser);
        if (count == null) {
            return;
        }
        Duration left = Duration.between(clock.instant(), count.until());
        if (isOver(count)) {
            counts.asMap().remove(guesser, count);
        } else if (count.wrong() >= limits.wrongSignatures()) {
            throw ApiException.tooMany(
                    "too many wrong signatures for this access key from this address", left.toSeconds() + 1);
        }
    }

    void wrong(String accessKey, String address) {
        Count count = counts.asMap().merge(new Guesser(accessKey, address), once(), this::oneMore);
        if (count.wrong() == limits.wrongSignatures()) {
            LOG.warnf("%d wrong signatures of %s from %s: locked out", count.wrong(), accessKey, address);
        }
    }

    void right(String accessKey, String address) {
        counts.invalidate(new Guesser(accessKey, address));
    }

    private Count oneMore(Count before, Count one) {
        return isOver(before) ? one : new Count(before.wrong() + 1, one.until());
    }

    private boolean isOver(Count count) {
        return !clock.instant().isBefore(count.until());
    }

    private Count once() {
        return new Count(1, clock.instant().plus(limits.lockOut()));
    }
}
