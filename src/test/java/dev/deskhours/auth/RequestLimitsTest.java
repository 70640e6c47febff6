package dev.deskhours.auth;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLimitsTest {
    @Test
    void defaults() {
        RequestLimits limits = Settings.of(RequestLimits.class, Map.of());
        assertThat(limits.requestsPerSecond()).isEqualTo(100);
        assertThat(limits.burst()).isEqualTo(200);
        assertThat(limits.wrongSignatures()).isEqualTo(5);
        assertThat(limits.lockOut()).isEqualTo(Duration.ofMinutes(5));
        assertThat(limits.jsonBody().asLongValue()).isEqualTo(1 << 20);
        assertThat(limits.unprovenBody().asLongValue()).isEqualTo(64 << 10);
        assertThat(limits.heldBodies().asLongValue()).isEqualTo(16 << 20);
        assertThat(limits.bodyTime()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void names() {
        RequestLimits limits = Settings.of(
                RequestLimits.class,
                Map.of(
                        "deskhours.limits.requests-per-second", "7",
                        "deskhours.limits.burst", "8",
                        "deskhours.limits.wrong-signatures", "9",
                        "deskhours.limits.lock-out", "10s",
                        "deskhours.limits.json-body", "64K",
                        "deskhours.limits.unproven-body", "32K",
                        "deskhours.limits.held-bodies", "8M",
                        "deskhours.limits.body-time", "5s"));
        assertThat(limits.requestsPerSecond()).isEqualTo(7);
        assertThat(limits.burst()).isEqualTo(8);
        assertThat(limits.wrongSignatures()).isEqualTo(9);
        assertThat(limits.lockOut()).isEqualTo(Duration.ofSeconds(10));
        assertThat(limits.jsonBody().asLongValue()).isEqualTo(64 << 10);
        assertThat(limits.unprovenBody().asLongValue()).isEqualTo(32 << 10);
        assertThat(limits.heldBodies().asLongValue()).isEqualTo(8 << 20);
        assertThat(limits.bodyTime()).isEqualTo(Duration.ofSeconds(5));
    }
}
