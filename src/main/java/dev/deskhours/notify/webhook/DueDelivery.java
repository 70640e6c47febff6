package dev.deskhours.notify.webhook;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

import dev.deskhours.notify.EventType;

/**
 * A delivery that one process may try until its lease ends.
 *
 * @param attempt the fence: what becomes of the try is about this attempt alone
 * @param tries those before
 * @param secrets by which the message is signed
 */
record DueDelivery(
        String projectId,
        String webhook,
        String eventId,
        EventType type,
        String body,
        int attempt,
        int tries,
        Instant createdAt,
        String url,
        List<Buffer> secrets) {
    static DueDelivery of(Row row, Instant now) {
        Instant oldUntil = StoredWebhook.instant(row.getOffsetDateTime("old_until"));
        boolean both = oldUntil != null && now.isBefore(oldUntil);
        return new DueDelivery(
                row.getString("project_id"),
                row.getString("webhook"),
                row.getString("event_id"),
                EventType.parse(row.getString("type")).orElseThrow(),
                row.getString("body"),
                row.getInteger("attempt"),
                row.getInteger("tries"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("url"),
                Stream.of("secret", "old_secret")
                        .filter(column -> both || column.equals("secret"))
                        .map(column -> row.getBuffer(column).getDelegate())
                        .toList());
    }

    /** The header of the signatures (Standard Webhooks), one for each secret. */
    String signatures(long seconds) {
        return secrets.stream().map(secret -> signature(secret, seconds)).collect(Collectors.joining(" "));
    }

    private String signature(Buffer secret, long seconds) {
        try {
            return new Webhook(secret.getBytes()).sign(eventId, seconds, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException failure) {
            throw new IllegalStateException("the secret of a webhook is no key", failure);
        }
    }
}
