package dev.deskhours.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.auth.keys.Keys;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class AuthCheckTest {
    @TempDir
    Path directory;

    @Test
    void tellsWhenNobodyIsAsked() {
        assertThat(health("off")).isEqualTo(Map.of("mode", "OFF"));
    }

    @Test
    void tellsHowTheKeysFileIsAndStaysUp() throws IOException {
        assertThat(health("on")).isEqualTo(Map.of("mode", "ON", "keys_file", "none"));
        Files.writeString(directory.resolve("keys.yaml"), "keys: []");
        assertThat(health("on")).isEqualTo(Map.of("mode", "ON", "keys_file", "ok"));
        Files.writeString(directory.resolve("keys.yaml"), "keys: [");
        assertThat(health("on"))
                .isEqualTo(Map.of("mode", "ON", "keys_file", "kept the last good set: no YAML in line 1, column 8"));
    }

    private Map<String, Object> health(String mode) {
        AuthConfig config = Settings.of(
                AuthConfig.class, Map.of("deskhours.auth.mode", mode, "deskhours.data-dir", directory.toString()));
        Keys keys = new Keys(config, Clock.systemUTC(), new SimpleMeterRegistry(), Runnable::run);
        HealthCheckResponse response =
                new AuthCheck(config, keys).call().await().indefinitely();
        assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        return response.getData().orElseThrow();
    }
}
