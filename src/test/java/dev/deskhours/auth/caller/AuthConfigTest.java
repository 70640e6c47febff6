package dev.deskhours.auth.caller;

import java.nio.file.Path;
import java.time.Duration;
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
        assertThat(config.jwt().keyLocation()).isEmpty();
        assertThat(config.jwt().publicKey()).isEmpty();
        assertThat(config.jwt().issuer()).isEmpty();
        assertThat(config.jwt().audience()).isEmpty();
        assertThat(config.jwt().subjectClaim()).isEqualTo("sub");
        assertThat(config.jwt().projectsClaim()).isEqualTo("projects");
        assertThat(config.jwt().actionsClaim()).isEqualTo("scope");
        assertThat(config.jwt().clockSkew()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void propertyNames() {
        AuthConfig config = Settings.of(
                AuthConfig.class,
                Map.ofEntries(
                        Map.entry("deskhours.auth.mode", "off"),
                        Map.entry("deskhours.auth.keys-file", "/run/secrets/keys.yaml"),
                        Map.entry("deskhours.auth.unsigned-payload", "true"),
                        Map.entry("deskhours.auth.open-paths", "/q/health/live"),
                        Map.entry("deskhours.auth.jwt.key-location", "https://idp.example.com/keys"),
                        Map.entry("deskhours.auth.jwt.public-key", "{}"),
                        Map.entry("deskhours.auth.jwt.issuer", "https://idp.example.com"),
                        Map.entry("deskhours.auth.jwt.audience", "deskhours"),
                        Map.entry("deskhours.auth.jwt.subject-claim", "client_id"),
                        Map.entry("deskhours.auth.jwt.projects-claim", "tenants"),
                        Map.entry("deskhours.auth.jwt.actions-claim", "https://example.com/actions"),
                        Map.entry("deskhours.auth.jwt.clock-skew", "1m")));

        assertThat(config.mode()).isEqualTo(AuthConfig.Mode.OFF);
        assertThat(config.keysFile()).isEqualTo(Path.of("/run/secrets/keys.yaml"));
        assertThat(config.unsignedPayload()).isTrue();
        assertThat(config.openPaths()).containsExactly("/q/health/live");
        assertThat(config.jwt().keyLocation()).contains("https://idp.example.com/keys");
        assertThat(config.jwt().publicKey()).contains("{}");
        assertThat(config.jwt().issuer()).contains("https://idp.example.com");
        assertThat(config.jwt().audience()).contains("deskhours");
        assertThat(config.jwt().subjectClaim()).isEqualTo("client_id");
        assertThat(config.jwt().projectsClaim()).isEqualTo("tenants");
        assertThat(config.jwt().actionsClaim()).isEqualTo("https://example.com/actions");
        assertThat(config.jwt().clockSkew()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theKeysAreInTheDataDirectory() {
        AuthConfig config = Settings.of(AuthConfig.class, Map.of("deskhours.data-dir", "/var/lib/deskhours"));

        assertThat(config.keysFile()).isEqualTo(Path.of("/var/lib/deskhours/keys.yaml"));
    }
}
