package dev.deskhours.session;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class SessionConfigTest {
    @Test
    void defaults() {
        SessionConfig config = Settings.of(SessionConfig.class, Map.of());

        assertThat(config.limits().body().asLongValue()).isEqualTo(1L << 30);
    }

    @Test
    void propertyNames() {
        SessionConfig config = Settings.of(SessionConfig.class, Map.of("deskhours.limits.body", "2M"));

        assertThat(config.limits().body().asLongValue()).isEqualTo(2L << 20);
    }
}
