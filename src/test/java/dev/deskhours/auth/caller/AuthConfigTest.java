package dev.deskhours.auth.caller;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class AuthConfigTest {
    @Test
    void defaults() {
        AuthConfig config = Settings.of(AuthConfig.class, Map.of());

        assertThat(config.mode()).isEqualTo(AuthConfig.Mode.ON);
        assertThat(config.keysFile()).isEqualTo(Path.of("./data/keys.yaml"));
        assertThat(config.unsignedPayload()).isFalse();
        assertThat(config.openPaths()).containsExactly("/q/health", "/q/openapi", "/q/swagger-ui");
    }

    @Test
    void propertyNames() {
        AuthConfig config = Settings.of(
                AuthConfig.class,
                Map.ofEntries(
                        Map.entry("deskhours.auth.mode", "off"),
                        Map.entry("deskhours.auth.keys-file", "/run/secrets/keys.yaml"),
                        Map.entry("deskhours.auth.unsigned-payload", "true"),
                        Map.entry("deskhours.auth.open-paths", "/q/health/live")));

        assertThat(config.mode()).isEqualTo(AuthConfig.Mode.OFF);
        assertThat(config.keysFile()).isEqualTo(Path.of("/run/secrets/keys.yaml"));
        assertThat(config.unsignedPayload()).isTrue();
        assertThat(config.openPaths()).containsExactly("/q/health/live");
    }

    @Test
    void theKeysAreInTheDataDirectory() {
        AuthConfig config = Settings.of(AuthConfig.class, Map.of("deskhours.data-dir", "/var/lib/deskhours"));

        assertThat(config.keysFile()).isEqualTo(Path.of("/var/lib/deskhours/keys.yaml"));
    }
}
