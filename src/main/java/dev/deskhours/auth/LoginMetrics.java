package dev.deskhours.auth;

import java.util.Locale;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/** Counts who was let in, by what they showed, and who was not. */
@Singleton
class LoginMetrics {
    private static final String NAME = "deskhours.auth.logins";

    private final MeterRegistry registry;

    LoginMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Kind kind : Kind.values()) {
            for (Outcome outcome : Outcome.values()) {
                count(kind, outcome, 0);
            }
        }
    }

    /** What a caller showed. */
    enum Kind {
        NOTHING,
        SIGNATURE,
        TOKEN,
        JWT
    }

    /** What came of it. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        /** Too many requests, or too many wrong ones. */
        LIMITED
    }

    void accepted(Kind kind) {
        count(kind, Outcome.ACCEPTED, 1);
    }

    void refused(Kind kind, ApiException reason) {
        count(kind, reason.code() == ErrorCode.TOO_MANY_REQUESTS ? Outcome.LIMITED : Outcome.REFUSED, 1);
    }

    private void count(Kind kind, Outcome outcome, double times) {
        registry.counter(NAME, "kind", text(kind), "outcome", text(outcome)).increment(times);
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
