package dev.deskhours.cli.start;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be set (docs/configuration.md) and in which form. The mappings of the rooms say the same, but ask for half a
 * framework to be read, which a cold start would wait for; a test compares the two.
 */
final class KnownSettings {
    private static final String HOUSE = "deskhours.";
    private static final Map<String, SettingForm> FORMS = new HashMap<>();
    private static final Set<String> MAY_BE_EMPTY = new HashSet<>();

    static {
        known(SettingForm.TEXT, "data-dir", "command", "export.directory");
        known(SettingForm.TEXT, "auth.keys-file", "auth.open-paths");
        known(SettingForm.TEXT, "auth.jwt.subject-claim", "auth.jwt.projects-claim", "auth.jwt.actions-claim");
        optional(SettingForm.TEXT, "db.user", "db.password", "db.owner-user", "db.owner-password");
        optional(SettingForm.TEXT, "auth.jwt.key-location", "auth.jwt.public-key");
        optional(SettingForm.TEXT, "auth.jwt.issuer", "auth.jwt.audience");
        optional(SettingForm.TEXT, "webhooks.link-base", "webhooks.allow");
        optional(SettingForm.DATABASE, "db.url", "db.owner-url");
        known(SettingForm.CONNECTIONS, "db.pool-size");
        known(SettingForm.BOOLEAN, "db.embedded", "db.migrate-at-start", "sample-data");
        known(SettingForm.BOOLEAN, "auth.unsigned-payload", "export.csv.byte-order-mark", "webhooks.http");
        known(SettingForm.ROLES, "roles");
        known(SettingForm.MODE, "auth.mode");
        known(SettingForm.STORE, "export.store");
        optional(SettingForm.INSTANT, "clock.start-at");
        known(SettingForm.CRON, "aggregation.cron");
        known(SettingForm.ZONE, "aggregation.zone");
        known(SettingForm.INTERVAL, "aggregation.refresh-every", "export.sweep-every");
        known(SettingForm.POSITIVE, "retention.days", "retention.sessions-days");
        known(SettingForm.POSITIVE, "limits.requests-per-second", "limits.burst", "limits.wrong-signatures");
        known(SettingForm.POSITIVE, "limits.uploads.running", "limits.uploads.running-per-caller");
        known(SettingForm.POSITIVE, "limits.uploads.running-per-project", "limits.uploads.per-caller");
        known(SettingForm.POSITIVE, "limits.uploads.per-project", "limits.uploads.unproven");
        known(SettingForm.POSITIVE, "limits.uploads.unproven-per-address");
        known(SettingForm.POSITIVE, "export.max-attempts", "export.max-unfinished-per-project");
        known(SettingForm.POSITIVE, "export.workers", "export.connections", "webhooks.parallel");
        optional(SettingForm.LONG, "limits.desktops-per-project", "limits.sessions-per-day");
        known(SettingForm.SIZE, "limits.body", "limits.json-body", "limits.unproven-body", "limits.held-bodies");
        known(SettingForm.SIZE, "limits.uploads.spool", "limits.uploads.min-rate", "limits.uploads.unproven-min-rate");
        optional(SettingForm.SIZE, "export.max-stored-per-project");
        known(SettingForm.DURATION, "auth.jwt.clock-skew", "limits.lock-out", "limits.body-time");
        known(SettingForm.DURATION, "limits.uploads.max-wait", "limits.uploads.max-time");
        known(SettingForm.DURATION, "limits.uploads.rate-window", "limits.uploads.unproven-rate-window");
        known(SettingForm.DURATION, "limits.uploads.unproven-max-time");
        known(SettingForm.DURATION, "sessions.heartbeat-timeout", "sessions.stale-after", "sessions.lost-counts");
        known(SettingForm.DURATION, "export.keep-files", "export.keep-tasks", "export.retry-after", "export.lease");
        known(SettingForm.DURATION, "export.poll-every", "export.stop-within", "webhooks.poll-every");
        known(SettingForm.DURATION, "webhooks.timeout", "webhooks.keep-deliveries");
    }

    private KnownSettings() {}

    /** The form of a property, none if there is no such property. */
    static Optional<SettingForm> form(String property) {
        return Optional.ofNullable(FORMS.get(property));
    }

    static boolean mayBeEmpty(String property) {
        return MAY_BE_EMPTY.contains(property);
    }

    static Set<String> names() {
        return Collections.unmodifiableSet(FORMS.keySet());
    }

    private static void known(SettingForm form, String... names) {
        for (String name : names) {
            FORMS.put(HOUSE + name, form);
        }
    }

    private static void optional(SettingForm form, String... names) {
        known(form, names);
        for (String name : names) {
            MAY_BE_EMPTY.add(HOUSE + name);
        }
    }
}
