package dev.deskhours.aggregation;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class AggregationConfigTest {
    @Test
    void defaults() {
        AggregationConfig config = Settings.of(AggregationConfig.class, Map.of());

        assertThat(config.cron()).isEqualTo("0 0 2 * * ?");
        assertThat(config.refreshEvery()).isEqualTo("10m");
    }

    @Test
    void propertyNames() {
        AggregationConfig config = Settings.of(
                AggregationConfig.class,
                Map.of(
                        "deskhours.aggregation.cron", "0 30 3 * * ?",
                        "deskhours.aggregation.refresh-every", "1m"));

        assertThat(config.cron()).isEqualTo("0 30 3 * * ?");
        assertThat(config.refreshEvery()).isEqualTo("1m");
    }
}
