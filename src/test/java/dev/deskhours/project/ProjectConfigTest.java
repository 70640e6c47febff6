package dev.deskhours.project;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ProjectConfigTest {
    @Test
    void defaults() {
        ProjectConfig config = Settings.of(ProjectConfig.class, Map.of());

        assertThat(config.aggregation().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(config.retention().days()).isEqualTo(180);
        assertThat(config.retention().sessionsDays()).isEqualTo(187);
        assertThat(config.sessions().heartbeatTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(config.sessions().staleAfter()).isEqualTo(Duration.ofDays(3));
        assertThat(config.sessions().lostCounts()).isZero();
    }

    @Test
    void propertyNames() {
        ProjectConfig config = Settings.of(
                ProjectConfig.class,
                Map.of(
                        "deskhours.aggregation.zone", "Europe/Oslo",
                        "deskhours.retention.days", "90",
                        "deskhours.retention.sessions-days", "100",
                        "deskhours.sessions.heartbeat-timeout", "20m",
                        "deskhours.sessions.lost-counts", "5m",
                        "deskhours.sessions.stale-after", "36h"));

        assertThat(config.aggregation().zone()).isEqualTo(ZoneId.of("Europe/Oslo"));
        assertThat(config.retention().days()).isEqualTo(90);
        assertThat(config.retention().sessionsDays()).isEqualTo(100);
        assertThat(config.sessions().heartbeatTimeout()).isEqualTo(Duration.ofMinutes(20));
        assertThat(config.sessions().lostCounts()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.sessions().staleAfter()).isEqualTo(Duration.ofHours(36));
    }
}
