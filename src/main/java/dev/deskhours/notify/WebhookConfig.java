package dev.deskhours.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How webhooks are told of events (docs/configuration.md). */
@ConfigMapping(prefix = "deskhours.webhooks")
public interface WebhookConfig {
    /** What the links in messages begin with; none = they are paths. */
    Optional<String> linkBase();

    /** Nets of one's own, as {@code 10.1.0.0/16}, to which messages may go as well. */
    Optional<List<String>> allow();

    /** Whether a webhook may have an address without TLS. */
    @WithDefault("false")
    boolean http();

    /** How long a receiver may take, from the look-up of its name to the end of its answer. */
    @WithDefault("10s")
    Duration timeout();

    @WithDefault("7d")
    Duration keepDeliveries();

    @WithDefault("1s")
    Duration pollEvery();

    /** How many messages one process sends at once. */
    @WithDefault("16")
    @Min(1)
    int parallel();
}
