package dev.deskhours.db;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseConfigTest {
    @Test
    void defaults() {
        DatabaseConfig config = Settings.of(DatabaseConfig.class, Map.of());

        assertThat(config.url()).isEmpty();
        assertThat(config.embedded()).isFalse();
        assertThat(config.user()).isEmpty();
        assertThat(config.password()).isEmpty();
        assertThat(config.ownerUser()).isEmpty();
        assertThat(config.ownerPassword()).isEmpty();
        assertThat(config.ownerUrl()).isEmpty();
        assertThat(config.poolSize()).isEqualTo(16);
        assertThat(config.migrateAtStart()).isTrue();
    }

    @Test
    void propertyNames() {
        DatabaseConfig config = Settings.of(
                DatabaseConfig.class,
                Map.of(
                        "deskhours.db.url", "postgresql://db:5432/desk",
                        "deskhours.db.embedded", "true",
                        "deskhours.db.user", "desk",
                        "deskhours.db.password", "secret",
                        "deskhours.db.owner-user", "owner",
                        "deskhours.db.owner-password", "other secret",
                        "deskhours.db.owner-url", "postgresql://direct:5432/desk",
                        "deskhours.db.pool-size", "8",
                        "deskhours.db.migrate-at-start", "false"));

        assertThat(config.url()).contains("postgresql://db:5432/desk");
        assertThat(config.embedded()).isTrue();
        assertThat(config.user()).contains("desk");
        assertThat(config.password()).contains("secret");
        assertThat(config.ownerUser()).contains("owner");
        assertThat(config.ownerPassword()).contains("other secret");
        assertThat(config.ownerUrl()).contains("postgresql://direct:5432/desk");
        assertThat(config.poolSize()).isEqualTo(8);
        assertThat(config.migrateAtStart()).isFalse();
    }
}
