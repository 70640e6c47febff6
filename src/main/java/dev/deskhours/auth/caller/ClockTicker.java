package dev.deskhours.auth.caller;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The time that has passed by a clock, for caches. A clock that is set back counts as time that passes too: it must not keep
 * what is cached from being renewed.
 */
// Caffeine looks its caches with both refreshAfterWrite and expireAfterWrite up by name, which a native executable must
// know.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSWR", "com.github.benmanes.caffeine.cache.PSWR"})
public final class ClockTicker implements Ticker {
    private final Clock clock;
    private Instant last;
    private long nanos;

    public ClockTicker(Clock clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    @Override
    public synchronized long read() {
        Instant now = clock.instant();
        nanos += Duration.between(last, now).abs().toNanos();
        last = now;
        return nanos;
    }
}
