package dev.deskhours.notify.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.Transactions;
import dev.deskhours.notify.EventType;
import dev.deskhours.notify.WebhookConfig;

/**
 * The queue of deliveries, by leases and fences as that of exports (docs/spec/data.md, Leases). At least once: who dies
 * between an answer and its note sends the same message again.
 */
@ApplicationScoped
class Deliveries {
    /** What a delivery waits after each try that failed; after the last of them it has failed. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    private static final int LEASE_IN_TIMEOUTS = 3;

    // One at a time for a webhook and a few for a project, so that receivers that do not answer keep no others waiting.
    // A
    // webhook that was made again under its name is not told of what was before.
    private static final String CLAIM = """
            update webhook_delivery
            set attempt = webhook_delivery.attempt + 1, lease_until = :lease_until
            from (
                select due.project_id, due.webhook, due.event_id,
                    webhook.url, webhook.secret, webhook.old_secret, webhook.old_until
                from webhook_delivery as due
                join webhook on webhook.project_id = due.project_id and webhook.name = due.webhook
                where due.state = 'WAITING' and due.due_at <= :now
                    and (due.lease_until is null or due.lease_until < :now)
                    and (webhook.enabled or due.type = 'ping') and due.created_at >= webhook.created_at
                    and 4 > (
                        select count(*) from webhook_delivery as other
                        where other.project_id = due.project_id
                            and other.state = 'WAITING' and other.lease_until >= :now)
                    and not exists (
                        select from webhook_delivery as busy
                        where busy.project_id = due.project_id and busy.webhook = due.webhook
                            and busy.state = 'WAITING' and busy.lease_until >= :now)
                order by due.due_at
                limit 1
                for update of due skip locked
            ) as taken
            where webhook_delivery.project_id = taken.project_id and webhook_delivery.webhook = taken.webhook
                and webhook_delivery.event_id = taken.event_id
            returning webhook_delivery.*, taken.url, taken.secret, taken.old_secret, taken.old_until
            """;
    private static final String TRIED = """
            update webhook_delivery
            set state = :state, tries = tries + 1, lease_until = null, tried_at = :now, due_at = :due_at,
                answer_status = :status, answer = :answer
            where project_id = :project_id and webhook = :webhook and event_id = :event_id
                and attempt = :attempt and lease_until is not null
            """;
    private static final String NOTE_SUCCESS =
            "update webhook set last_success_at = $3 where project_id = $1 and name = $2";
    // Eight failures in a row: what was delivered since the event was noted shows that the receiver is there.
    private static final String DISABLE = """
            update webhook set enabled = false, disabled_reason = :reason, changed_at = :now
            where project_id = :project_id and name = :webhook and enabled
                and (:gone or last_success_at is null or last_success_at < :created_at)
            """;
    private static final String NEWEST = """
            select * from webhook_delivery
            where project_id = $1 and webhook = $2
            order by created_at desc, event_id
            limit $3
            """;
    private static final String FORGET = "delete from webhook_delivery where created_at < $1";
    private static final String OLDEST = """
            select min(due.created_at) as oldest
            from webhook_delivery as due
            join webhook on webhook.project_id = due.project_id and webhook.name = due.webhook
            where due.state = 'WAITING' and webhook.enabled
            """;

    private final Transactions transactions;
    private final WebhookConfig config;
    private final Clock clock;

    Deliveries(Transactions transactions, WebhookConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    enum State {
        WAITING,
        DELIVERED,
        FAILED
    }

    /** Takes the delivery that has been due for the longest time. */
    Uni<Optional<DueDelivery>> claim() {
        Instant now = clock.instant();
        BoundStatement claim = BoundStatement.of(
                CLAIM,
                Map.of(
                        "now", now.atOffset(ZoneOffset.UTC),
                        "lease_until", now().plus(config.timeout().multipliedBy(LEASE_IN_TIMEOUTS))));
        return transactions
                .serviceWide(
                        transaction -> transaction.preparedQuery(claim.sql()).execute(claim.values()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> DueDelivery.of(row, now)));
    }

    /** Notes what came of a try. @return what the delivery is now; nothing if its lease was lost */
    Uni<Optional<State>> note(DueDelivery delivery, Answer answer) {
        State state = stateAfter(delivery, answer);
        return transactions.write(delivery.projectId(), transaction -> change(
                        transaction, TRIED, values(delivery, answer, state))
                .chain(changed -> changed == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : noteOfWebhook(transaction, delivery, answer, state).replaceWith(Optional.of(state))));
    }

    /** The newest deliveries of a webhook, at most {@code limit}. */
    Uni<RowSet<Row>> newest(SqlConnection transaction, String projectId, String webhook, int limit) {
        return transaction.preparedQuery(NEWEST).execute(Tuple.of(projectId, webhook, limit));
    }

    /** Removes deliveries that are no longer kept, whatever became of them. */
    Uni<Void> forgetOld() {
        OffsetDateTime oldest = now().minus(config.keepDeliveries());
        return transactions
                .serviceWide(transaction -> transaction.preparedQuery(FORGET).execute(Tuple.of(oldest)))
                .replaceWithVoid();
    }

    /** For how many seconds the oldest has waited that could be sent; 0 if none waits. */
    Uni<Long> oldestSeconds() {
        return transactions
                .serviceWide(transaction -> transaction.query(OLDEST).execute())
                .map(rows -> StoredWebhook.instant(rows.iterator().next().getOffsetDateTime("oldest")))
                .map(oldest -> oldest == null
                        ? 0L
                        : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds()));
    }

    private static State stateAfter(DueDelivery delivery, Answer answer) {
        if (answer.isSuccess()) {
            return State.DELIVERED;
        }
        boolean last = delivery.type() == EventType.PING || delivery.tries() >= PAUSES.size();
        return last || answer.status() == Answer.GONE ? State.FAILED : State.WAITING;
    }

    private Map<String, Object> values(DueDelivery delivery, Answer answer, State state) {
        Map<String, Object> values = key(delivery);
        values.put("attempt", delivery.attempt());
        values.put("state", state.name());
        values.put("due_at", state == State.WAITING ? now().plus(PAUSES.get(delivery.tries())) : now());
        values.put("status", answer.statusOrNull());
        values.put("answer", answer.text());
        return values;
    }

    private Uni<?> noteOfWebhook(SqlConnection transaction, DueDelivery delivery, Answer answer, State state) {
        return switch (state) {
            case WAITING -> Uni.createFrom().voidItem();
            case DELIVERED ->
                transaction
                        .preparedQuery(NOTE_SUCCESS)
                        .execute(Tuple.of(delivery.projectId(), delivery.webhook(), now()));
            case FAILED -> disable(transaction, delivery, answer);
        };
    }

    /** A ping that fails tells its own story. */
    private Uni<?> disable(SqlConnection transaction, DueDelivery delivery, Answer answer) {
        boolean gone = answer.status() == Answer.GONE;
        if (delivery.type() == EventType.PING && !gone) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Object> values = key(delivery);
        values.put("gone", gone);
        values.put("created_at", delivery.createdAt().atOffset(ZoneOffset.UTC));
        values.put(
                "reason",
                gone
                        ? "the receiver answered 410: it is gone"
                        : "a message failed eight times, the last time: " + shown(answer));
        return change(transaction, DISABLE, values);
    }

    private static String shown(Answer answer) {
        return answer.status() == 0 ? answer.text() : "status " + answer.status();
    }

    private Map<String, Object> key(DueDelivery delivery) {
        Map<String, Object> values = new HashMap<>();
        values.put("project_id", delivery.projectId());
        values.put("webhook", delivery.webhook());
        values.put("event_id", delivery.eventId());
        values.put("now", now());
        return values;
    }

    private static Uni<Integer> change(SqlConnection transaction, String statement, Map<String, Object> values) {
        BoundStatement bound = BoundStatement.of(statement, values);
        return transaction.preparedQuery(bound.sql()).execute(bound.values()).map(rows -> rows.rowCount());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
