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
                        "deskhours.limits.json-body", "64K"));
        assertThat(limits.requestsPerSecond()).isEqualTo(7);
        assertThat(limits.burst()).isEqualTo(8);
        assertThat(limits.wrongSignatures()).isEqualTo(9);
        assertThat(limits.lockOut()).isEqualTo(Duration.ofSeconds(10));
        assertThat(limits.jsonBody().asLongValue()).isEqualTo(64 << 10);
    }
}
