package dev.deskhours.notify;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** How webhooks are told of events (docs/configuration.md). */
@ConfigMapping(prefix = "deskhours.webhooks")
public interface WebhookConfig {
    /** What the links in messages begin with; none = they are paths. */
    Optional<String> linkBase();
}
