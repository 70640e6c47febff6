package dev.deskhours.auth;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

import dev.deskhours.web.ApiException;

/** How many requests a caller may make; who proves nothing counts by address (docs/spec/operations.md, Limits). */
@ApplicationScoped
class RequestRate {
    private static final long MAX_CALLERS = 50_000;

    private final RequestLimits limits;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    RequestRate(RequestLimits limits, Clock clock) {
        this.limits = limits;
        this.time = new ClockMeter(clock);
        this.buckets = Caffeine.newBuilder().maximumSize(MAX_CALLERS).build();
    }

    /** @throws ApiException 429 if the caller has made too many */
    void count(String caller) {
        ConsumptionProbe probe = buckets.get(caller, name -> newBucket()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
            throw ApiException.tooMany("too many requests; slow down", seconds);
        }
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(limits.burst()).refillGreedy(limits.requestsPerSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    private record ClockMeter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
