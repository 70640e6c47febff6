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
 * Ends the guessing of a secret key (docs/spec/operations.md, Limits). Wrong signatures are counted per access key and
 * client address, so that nobody can lock out another by using the same key. A lock takes the verdict from wrong
 * signatures only: a right one passes and ends it.
 */
@ApplicationScoped
class SignatureLockOut {
    private static final Logger LOG = Logger.getLogger(SignatureLockOut.class);

    /** Many more addresses than guess at once; only a flood of them makes the oldest counts forgotten. */
    private static final long MAX_COUNTS = 50_000;

    private final RequestLimits limits;
    private final Clock clock;
    private final Cache<Guesser, Count> counts;

    SignatureLockOut(RequestLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.counts = Caffeine.newBuilder().maximumSize(MAX_COUNTS).build();
    }

    private record Guesser(String accessKey, String address) {}

    private record Count(int wrong, Instant until) {}

    /** @throws ApiException 429 while the key is locked out for the address */
    void refuseLocked(String accessKey, String address) {
        Count count = counts.getIfPresent(new Guesser(accessKey, address));
        if (count != null && count.wrong() >= limits.wrongSignatures() && !isOver(count)) {
            throw refusal(count);
        }
    }

    /**
     * Counts a wrong signature. Counted and judged in one step: of many at once no more get a verdict than of many one by one.
     *
     * @throws ApiException 429 if the key was locked out for the address before this one
     */
    void wrong(String accessKey, String address) {
        Count count = counts.asMap().merge(new Guesser(accessKey, address), once(), this::oneMore);
        if (count.wrong() > limits.wrongSignatures()) {
            throw refusal(count);
        }
        if (count.wrong() == limits.wrongSignatures()) {
            LOG.warnf("%d wrong signatures of %s from %s: locked out", count.wrong(), accessKey, address);
        }
    }

    void right(String accessKey, String address) {
        counts.invalidate(new Guesser(accessKey, address));
    }

    private ApiException refusal(Count count) {
        Duration left = Duration.between(clock.instant(), count.until());
        return ApiException.tooMany(
                "too many wrong signatures for this access key from this address", left.toSeconds() + 1);
    }

    /** A lock is not prolonged by what it refuses. */
    private Count oneMore(Count before, Count one) {
        if (isOver(before)) {
            return one;
        }
        boolean locked = before.wrong() >= limits.wrongSignatures();
        return new Count(before.wrong() + 1, locked ? before.until() : one.until());
    }

    private boolean isOver(Count count) {
        return !clock.instant().isBefore(count.until());
    }

    private Count once() {
        return new Count(1, clock.instant().plus(limits.lockOut()));
    }
}
