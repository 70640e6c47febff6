package dev.deskhours.aggregation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When days are aggregated (docs/configuration.md). */
@ConfigMapping(prefix = "deskhours.aggregation")
public interface AggregationConfig {
    /** When the nightly run begins, in {@code deskhours.aggregation.zone}. */
    @WithDefault("0 0 2 * * ?")
    String cron();

    /** How often days that changed since are aggregated again. */
    @WithDefault("10m")
    String refreshEvery();
}
