package dev.deskhours.notify.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.deskhours.notify.WebhookConfig;

/** Settings of webhooks that can be read but make no sense. */
public final class WebhookSettings {
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

    private WebhookSettings() {}

    /** A line for each, with its value and what is allowed. */
    public static List<String> wrong(WebhookConfig config) {
        List<String> wrong = new ArrayList<>();
        for (String net : config.allow().orElse(List.of())) {
            if (!AddressRules.isNet(net)) {
                wrong.add(
                        "deskhours.webhooks.allow is " + net + "; allowed is a list of nets, as 10.1.0.0/16,fd00::/8");
            }
        }
        atLeast(wrong, "deskhours.webhooks.timeout", config.timeout());
        atLeast(wrong, "deskhours.webhooks.poll-every", config.pollEvery());
        atLeast(wrong, "deskhours.webhooks.keep-deliveries", config.keepDeliveries());
        return wrong;
    }

    private static void atLeast(List<String> wrong, String property, Duration value) {
        if (value.compareTo(MIN_TIMEOUT) < 0) {
            wrong.add(property + " is " + value + "; allowed is at least " + MIN_TIMEOUT);
        }
    }
}
