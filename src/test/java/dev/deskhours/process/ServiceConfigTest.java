package dev.deskhours.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.process.ServiceConfig.Role;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceConfigTest {
    @Test
    void defaults() {
        ServiceConfig config = Settings.of(ServiceConfig.class, Map.of());

        assertThat(config.roles()).containsExactlyInAnyOrder(Role.values());
        assertThat(config.dataDir()).isEqualTo(Path.of("./data"));
        assertThat(config.sampleData()).isFalse();
        assertThat(config.command()).isEqualTo("serve");
        assertThat(config.db().url()).isEmpty();
        assertThat(config.db().embedded()).isFalse();
        assertThat(config.db().user()).isEmpty();
        assertThat(config.db().password()).isEmpty();
        assertThat(config.db().poolSize()).isEqualTo(16);
        assertThat(config.limits().body().asLongValue()).isEqualTo(1L << 30);
        assertThat(config.aggregation().cron()).isEqualTo("0 0 2 * * ?");
        assertThat(config.aggregation().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(config.aggregation().refreshEvery()).isEqualTo("10m");
        assertThat(config.sessions().staleAfter()).isEqualTo(Duration.ofDays(3));
        assertThat(config.retention().days()).isEqualTo(180);
        assertThat(config.retention().sessionsDays()).isEqualTo(187);
        assertThat(config.clock().startAt()).isEmpty();
    }

    @Test
    void propertyNames() {
        ServiceConfig config = Settings.of(
                ServiceConfig.class,
                Map.ofEntries(
                        Map.entry("deskhours.roles", "api,worker"),
                        Map.entry("deskhours.data-dir", "/var/lib/deskhours"),
                        Map.entry("deskhours.sample-data", "true"),
                        Map.entry("deskhours.command", "work"),
                        Map.entry("deskhours.db.url", "postgresql://db:5432/desk"),
                        Map.entry("deskhours.db.embedded", "true"),
                        Map.entry("deskhours.db.user", "desk"),
                        Map.entry("deskhours.db.password", "secret"),
                        Map.entry("deskhours.db.pool-size", "8"),
                        Map.entry("deskhours.limits.body", "2M"),
                        Map.entry("deskhours.aggregation.cron", "0 30 3 * * ?"),
                        Map.entry("deskhours.aggregation.zone", "Europe/Oslo"),
                        Map.entry("deskhours.aggregation.refresh-every", "1m"),
                        Map.entry("deskhours.sessions.stale-after", "36h"),
                        Map.entry("deskhours.retention.days", "90"),
                        Map.entry("deskhours.retention.sessions-days", "100"),
                        Map.entry("deskhours.clock.start-at", "2026-11-01T00:00:00Z")));

        assertThat(config.roles()).containsExactlyInAnyOrder(Role.API, Role.WORKER);
        assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/deskhours"));
        assertThat(config.sampleData()).isTrue();
        assertThat(config.command()).isEqualTo("work");
        assertThat(config.db().url()).contains("postgresql://db:5432/desk");
        assertThat(config.db().embedded()).isTrue();
        assertThat(config.db().user()).contains("desk");
        assertThat(config.db().password()).contains("secret");
        assertThat(config.db().poolSize()).isEqualTo(8);
        assertThat(config.limits().body().asLongValue()).isEqualTo(2L << 20);
        assertThat(config.aggregation().cron()).isEqualTo("0 30 3 * * ?");
        assertThat(config.aggregation().zone()).isEqualTo(ZoneId.of("Europe/Oslo"));
        assertThat(config.aggregation().refreshEvery()).isEqualTo("1m");
        assertThat(config.sessions().staleAfter()).isEqualTo(Duration.ofHours(36));
        assertThat(config.retention().days()).isEqualTo(90);
        assertThat(config.retention().sessionsDays()).isEqualTo(100);
        assertThat(config.clock().startAt()).contains(Instant.parse("2026-11-01T00:00:00Z"));
    }
}
