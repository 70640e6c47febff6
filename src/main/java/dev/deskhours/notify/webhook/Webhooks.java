package dev.deskhours.notify.webhook;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.Locks;
import dev.deskhours.db.Transactions;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ErrorCode;

/** The webhooks of projects: at most {@value #MAX_PER_PROJECT} each. */
@ApplicationScoped
class Webhooks {
    static final int MAX_PER_PROJECT = 10;

    private static final long RETRY_SECONDS = 3600;
    private static final int SECRET_BYTES = 32;
    /** For how long messages are signed by the secret before, too. */
    private static final Duration OLD_SECRET_LASTS = Duration.ofHours(24);

    private static final String LIST = "select * from webhook where project_id = $1 order by name";
    private static final String FIND = "select * from webhook where project_id = $1 and name = $2";
    private static final String COUNT = "select count(*) as webhooks from webhook where project_id = $1";
    private static final String INSERT = """
            insert into webhook (project_id, name, url, events, enabled, secret, created_at, changed_at)
            values (:project_id, :name, :url, :events, :enabled, :secret, :now, :now)
            on conflict (project_id, name) do nothing
            returning *
            """;
    private static final String CHANGE = """
            update webhook
            set url = :url, events = :events, enabled = :enabled, changed_at = :now,
                disabled_reason = case when :enabled then null else disabled_reason end
            where project_id = :project_id and name = :name
            returning *
            """;
    private static final String ROTATE = """
            update webhook
            set old_secret = secret, old_until = :old_until, secret = :secret, changed_at = :now
            where project_id = :project_id and name = :name
            returning *
            """;
    private static final String DELETE_DELIVERIES =
            "delete from webhook_delivery where project_id = $1 and webhook = $2";
    private static final String DELETE = "delete from webhook where project_id = $1 and name = $2";

    private final SecureRandom random = new SecureRandom();
    private final Transactions transactions;
    private final Clock clock;

    Webhooks(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** By name. */
    Uni<List<StoredWebhook>> all(String projectId) {
        return transactions.write(projectId, transaction -> transaction
                .preparedQuery(LIST)
                .execute(Tuple.of(projectId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(StoredWebhook::of)
                        .toList()));
    }

    /** @return fails with {@link ApiException} 404 if the project has none of that name */
    Uni<StoredWebhook> find(String projectId, String name) {
        return transactions.write(projectId, transaction -> find(transaction, projectId, name));
    }

    /** As {@link #find(String, String)}, as a part of a transaction. */
    Uni<StoredWebhook> find(SqlConnection transaction, String projectId, String name) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(projectId, known(name)))
                .map(rows -> only(rows).map(StoredWebhook::of).orElseThrow(() -> noSuchWebhook(name)));
    }

    /**
     * Makes a webhook and its secret, which is shown this once.
     *
     * @return fails with {@link ApiException} 409 if there is one of that name, 429 if the project has too many
     */
    Uni<StoredWebhook> create(String projectId, WebhookBody body) {
        Buffer secret = newSecret();
        Map<String, Object> values = values(projectId, body.nameOrNew(), body);
        values.put("secret", secret);
        return transactions
                .write(projectId, transaction -> Locks.acquire(transaction, "webhooks " + projectId)
                        .chain(() -> transaction.preparedQuery(COUNT).execute(Tuple.of(projectId)))
                        .invoke(rows -> refuseTooMany(rows.iterator().next().getLong("webhooks")))
                        .chain(() -> change(transaction, INSERT, values)))
                .map(made -> made.orElseThrow(() -> new ApiException(
                        ErrorCode.CONFLICT, "there is a webhook of that name; change it by PUT, or give another name")))
                .map(made -> made.with(secret));
    }

    /** @return fails with {@link ApiException} 404 if the project has none of that name */
    Uni<StoredWebhook> change(String projectId, String name, WebhookBody body) {
        return changed(projectId, name, CHANGE, values(projectId, known(name), body));
    }

    /** Makes another secret; messages are signed by both for a day. Fails as {@link #change}. */
    Uni<StoredWebhook> rotate(String projectId, String name) {
        Buffer secret = newSecret();
        Map<String, Object> values = new HashMap<>();
        values.put("project_id", projectId);
        values.put("name", known(name));
        values.put("secret", secret);
        values.put("now", now());
        values.put("old_until", now().plus(OLD_SECRET_LASTS));
        return changed(projectId, name, ROTATE, values).map(webhook -> webhook.with(secret));
    }

    /** With its deliveries. Fails as {@link #change}. */
    Uni<Void> delete(String projectId, String name) {
        Tuple which = Tuple.of(projectId, known(name));
        return transactions
                .write(projectId, transaction -> transaction
                        .preparedQuery(DELETE_DELIVERIES)
                        .execute(which)
                        .chain(() -> transaction.preparedQuery(DELETE).execute(which)))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw noSuchWebhook(name);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<StoredWebhook> changed(String projectId, String name, String statement, Map<String, Object> values) {
        return transactions
                .write(projectId, transaction -> change(transaction, statement, values))
                .map(webhook -> webhook.orElseThrow(() -> noSuchWebhook(name)));
    }

    private static Uni<Optional<StoredWebhook>> change(
            SqlConnection transaction, String statement, Map<String, Object> values) {
        BoundStatement bound = BoundStatement.of(statement, values);
        return transaction.preparedQuery(bound.sql()).execute(bound.values()).map(rows -> only(rows)
                .map(StoredWebhook::of));
    }

    private Map<String, Object> values(String projectId, String name, WebhookBody body) {
        Map<String, Object> values = new HashMap<>();
        values.put("project_id", projectId);
        values.put("name", name);
        values.put("url", body.url());
        values.put("events", body.distinctEvents());
        values.put("enabled", body.isEnabled());
        values.put("now", now());
        return values;
    }

    private Buffer newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Buffer.buffer(secret);
    }

    private static void refuseTooMany(long webhooks) {
        if (webhooks >= MAX_PER_PROJECT) {
            throw ApiException.tooMany(
                    "a project has at most " + MAX_PER_PROJECT + " webhooks; delete one that is not needed",
                    RETRY_SECONDS);
        }
    }

    private static ApiException noSuchWebhook(String name) {
        return new ApiException(ErrorCode.NO_SUCH_TASK, "there is no webhook " + Breaches.shown(name));
    }

    private static Optional<Row> only(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }

    /** The database takes no NUL, not even to look for it. */
    private static String known(String name) {
        return name.replace("\0", "");
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
