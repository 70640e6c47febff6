package dev.deskhours.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ExportConfigTest {
    @Test
    void defaults() {
        ExportConfig config = Settings.of(ExportConfig.class, Map.of());

        assertThat(config.store()).isEqualTo(ExportConfig.Store.FILE);
        assertThat(config.directory()).isEqualTo(Path.of("./data/exports"));
        assertThat(config.keepFiles()).isEqualTo(Duration.ofDays(7));
        assertThat(config.keepTasks()).isEqualTo(Duration.ofDays(30));
        assertThat(config.maxAttempts()).isEqualTo(3);
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.retryAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.maxUnfinishedPerProject()).isEqualTo(100);
        assertThat(config.maxStoredPerProject()).isEmpty();
        assertThat(config.sweepEvery()).isEqualTo("1m");
        assertThat(config.workers()).isEqualTo(2);
        assertThat(config.connections()).isEqualTo(2);
        assertThat(config.pollEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.stopWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.csv().byteOrderMark()).isFalse();
    }

    @Test
    void propertyNames() {
        ExportConfig config = Settings.of(
                ExportConfig.class,
                Map.ofEntries(
                        Map.entry("deskhours.export.store", "file"),
                        Map.entry("deskhours.export.directory", "/srv/exports"),
                        Map.entry("deskhours.export.keep-files", "1d"),
                        Map.entry("deskhours.export.keep-tasks", "2d"),
                        Map.entry("deskhours.export.max-attempts", "5"),
                        Map.entry("deskhours.export.lease", "2m"),
                        Map.entry("deskhours.export.max-unfinished-per-project", "7"),
                        Map.entry("deskhours.export.sweep-every", "5m"),
                        Map.entry("deskhours.export.retry-after", "20s"),
                        Map.entry("deskhours.export.max-stored-per-project", "10G"),
                        Map.entry("deskhours.export.workers", "4"),
                        Map.entry("deskhours.export.connections", "3"),
                        Map.entry("deskhours.export.poll-every", "500ms"),
                        Map.entry("deskhours.export.stop-within", "3s"),
                        Map.entry("deskhours.export.csv.byte-order-mark", "true")));

        assertThat(config.store()).isEqualTo(ExportConfig.Store.FILE);
        assertThat(config.directory()).isEqualTo(Path.of("/srv/exports"));
        assertThat(config.keepFiles()).isEqualTo(Duration.ofDays(1));
        assertThat(config.keepTasks()).isEqualTo(Duration.ofDays(2));
        assertThat(config.maxAttempts()).isEqualTo(5);
        assertThat(config.lease()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.retryAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.maxUnfinishedPerProject()).isEqualTo(7);
        assertThat(config.maxStoredPerProject().orElseThrow().asLongValue()).isEqualTo(10L << 30);
        assertThat(config.sweepEvery()).isEqualTo("5m");
        assertThat(config.workers()).isEqualTo(4);
        assertThat(config.connections()).isEqualTo(3);
        assertThat(config.pollEvery()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.stopWithin()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.csv().byteOrderMark()).isTrue();
    }

    @Test
    void theFilesAreInTheDataDirectory() {
        ExportConfig config = Settings.of(ExportConfig.class, Map.of("deskhours.data-dir", "/var/lib/deskhours"));

        assertThat(config.directory()).isEqualTo(Path.of("/var/lib/deskhours/exports"));
    }
}
