package dev.deskhours.auth.jwt;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class JwtConfigTest {
    @Test
    void defaults() {
        JwtConfig config = Settings.of(JwtConfig.class, Map.of());

        assertThat(config.keyLocation()).isEmpty();
        assertThat(config.publicKey()).isEmpty();
        assertThat(config.issuer()).isEmpty();
        assertThat(config.audience()).isEmpty();
        assertThat(config.subjectClaim()).isEqualTo("sub");
        assertThat(config.projectsClaim()).isEqualTo("projects");
        assertThat(config.actionsClaim()).isEqualTo("scope");
        assertThat(config.clockSkew()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void propertyNames() {
        JwtConfig config = Settings.of(
                JwtConfig.class,
                Map.ofEntries(
                        Map.entry("deskhours.auth.jwt.key-location", "https://idp.example.com/keys"),
                        Map.entry("deskhours.auth.jwt.public-key", "{}"),
                        Map.entry("deskhours.auth.jwt.issuer", "https://idp.example.com"),
                        Map.entry("deskhours.auth.jwt.audience", "deskhours"),
                        Map.entry("deskhours.auth.jwt.subject-claim", "client_id"),
                        Map.entry("deskhours.auth.jwt.projects-claim", "tenants"),
                        Map.entry("deskhours.auth.jwt.actions-claim", "https://example.com/actions"),
                        Map.entry("deskhours.auth.jwt.clock-skew", "1m")));

        assertThat(config.keyLocation()).contains("https://idp.example.com/keys");
        assertThat(config.publicKey()).contains("{}");
        assertThat(config.issuer()).contains("https://idp.example.com");
        assertThat(config.audience()).contains("deskhours");
        assertThat(config.subjectClaim()).isEqualTo("client_id");
        assertThat(config.projectsClaim()).isEqualTo("tenants");
        assertThat(config.actionsClaim()).isEqualTo("https://example.com/actions");
        assertThat(config.clockSkew()).isEqualTo(Duration.ofMinutes(1));
    }
}
