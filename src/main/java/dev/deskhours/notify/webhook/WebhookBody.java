package dev.deskhours.notify.webhook;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.notify.EventType;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.strict.NearestName;

/**
 * What a webhook shall be.
 *
 * @param name {@code null} = one that the service makes
 * @param enabled {@code null} = it is
 */
@Schema(name = "NewWebhook")
record WebhookBody(
        @Schema(description = "1..64 of a-z 0-9 _ -; absent = one that is made", pattern = "^" + NAME + "$")
        String name,

        @Schema(examples = "https://example.com/hooks/deskhours", required = true)
        String url,

        @Schema(
                description = "what it is told of: export.succeeded, export.failed, aggregation.succeeded,"
                        + " aggregation.failed, desktop.idle, ping",
                examples = "[\"export.succeeded\", \"export.failed\"]",
                required = true)
        List<String> events,

        @Schema(description = "absent = true", examples = "true")
        Boolean enabled) {
    static final String NAME = "[a-z0-9][a-z0-9_-]{0,63}";

    private static final Pattern NAMES = Pattern.compile(NAME);
    private static final int MADE_NAME = 8;
    private static final List<String> TYPES =
            Stream.of(EventType.values()).map(EventType::toString).toList();

    /** @throws dev.deskhours.web.ApiException 400 with all that is wrong, but for the address */
    WebhookBody checked() {
        Breaches breaches = new Breaches();
        if (name != null && !NAMES.matcher(name).matches()) {
            breaches.add("name", "is 1..64 of a-z 0-9 _ -, as build-server");
        }
        if (events == null || events.isEmpty()) {
            breaches.add("events", "is a list of " + String.join(", ", TYPES));
        } else {
            events.stream()
                    .filter(event -> !TYPES.contains(event))
                    .forEach(event -> breaches.add(
                            "events", Breaches.shown(event + "") + " " + NearestName.isNo("event", event + "", TYPES)));
        }
        breaches.throwIfAny();
        return this;
    }

    String nameOrNew() {
        return name == null ? "webhook-" + UUID.randomUUID().toString().substring(0, MADE_NAME) : name;
    }

    boolean isEnabled() {
        return enabled == null || enabled;
    }

    /** Each once. */
    String[] distinctEvents() {
        return events.stream().distinct().toArray(String[]::new);
    }
}
