package dev.deskhours.notify.webhook;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A webhook as the API shows it (docs/spec/delivery.md, Webhooks).
 *
 * @param secret only where it has just been made
 */
@Schema(name = "Webhook")
record StoredWebhook(
        @Schema(examples = "build-server") String name,

        @Schema(examples = "https://example.com/hooks/deskhours")
        String url,

        @Schema(examples = "[\"export.succeeded\"]") List<String> events,
        boolean enabled,

        @Schema(description = "why the service has disabled it")
        String disabledReason,

        Instant lastSuccessAt,
        Instant createdAt,
        Instant changedAt,

        @Schema(description = "shown once: whsec_ and base64")
        String secret) {
    private static final String SECRET = "whsec_";

    static StoredWebhook of(Row row) {
        return new StoredWebhook(
                row.getString("name"),
                row.getString("url"),
                List.of(row.getArrayOfStrings("events")),
                row.getBoolean("enabled"),
                row.getString("disabled_reason"),
                instant(row.getOffsetDateTime("last_success_at")),
                instant(row.getOffsetDateTime("created_at")),
                instant(row.getOffsetDateTime("changed_at")),
                null);
    }

    StoredWebhook with(Buffer newSecret) {
        String text = SECRET + Base64.getEncoder().encodeToString(newSecret.getBytes());
        return new StoredWebhook(name, url, events, enabled, disabledReason, lastSuccessAt, createdAt, changedAt, text);
    }

    static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
