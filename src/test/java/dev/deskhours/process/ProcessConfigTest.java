package dev.deskhours.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.process.ProcessConfig.Role;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessConfigTest {
    @Test
    void defaults() {
        ProcessConfig config = Settings.of(ProcessConfig.class, Map.of());

        assertThat(config.roles()).containsExactlyInAnyOrder(Role.values());
        assertThat(config.dataDir()).isEqualTo(Path.of("./data"));
        assertThat(config.sampleData()).isFalse();
        assertThat(config.command()).isEqualTo("serve");
        assertThat(config.clock().startAt()).isEmpty();
    }

    @Test
    void propertyNames() {
        ProcessConfig config = Settings.of(
                ProcessConfig.class,
                Map.ofEntries(
                        Map.entry("deskhours.roles", "api,worker"),
                        Map.entry("deskhours.data-dir", "/var/lib/deskhours"),
                        Map.entry("deskhours.sample-data", "true"),
                        Map.entry("deskhours.command", "work"),
                        Map.entry("deskhours.clock.start-at", "2026-11-01T00:00:00Z")));

        assertThat(config.roles()).containsExactlyInAnyOrder(Role.API, Role.WORKER);
        assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/deskhours"));
        assertThat(config.sampleData()).isTrue();
        assertThat(config.command()).isEqualTo("work");
        assertThat(config.clock().startAt()).contains(Instant.parse("2026-11-01T00:00:00Z"));
    }
}
