package dev.deskhours.session;

import java.util.Locale;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.deskhours.session.BodyReception.BrokenOff;
import dev.deskhours.web.ApiException;

/** What an operator watches of the uploads of this process (docs/spec/operations.md, Health and metrics). */
@Singleton
class UploadMetrics {
    private final MeterRegistry registry;

    UploadMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void show(Supplier<Number> onTheirWay, Supplier<Number> waiting, Supplier<Number> running) {
        state("waiting", waiting);
        state("running", running);
        state(
                "receiving",
                () -> Math.max(
                        0,
                        onTheirWay.get().intValue()
                                - waiting.get().intValue()
                                - running.get().intValue()));
    }

    /**
     * Counts an upload that has ended.
     *
     * @param bytes as received, packed or not
     * @param result {@code null} if it failed
     */
    void count(long bytes, IntakeResult result, Throwable failure) {
        registry.counter("deskhours.upload.bytes", "outcome", failure == null ? "taken" : "refused")
                .increment((double) bytes);
        if (failure == null) {
            records("inserted", result.inserted());
            records("updated", result.updated());
            records("unchanged", result.unchanged());
        } else {
            registry.counter("deskhours.upload.refusals", "reason", reason(failure))
                    .increment();
        }
    }

    private void state(String state, Supplier<Number> count) {
        Gauge.builder("deskhours.uploads", count).tag("state", state).register(registry);
    }

    private void records(String outcome, long count) {
        registry.counter("deskhours.upload.records", "outcome", outcome).increment((double) count);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof BrokenOff broken) {
            return broken.reason();
        }
        return failure instanceof ApiException refused ? refused.code().name().toLowerCase(Locale.ROOT) : "failed";
    }
}
