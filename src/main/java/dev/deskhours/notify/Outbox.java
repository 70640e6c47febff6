package dev.deskhours.notify;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;

/**
 * Notes what webhooks have to be told, in the transaction that makes it true: no event without its cause, and no cause
 * without its event (docs/adr/0018). Where no webhook wants it, nothing is kept.
 */
@ApplicationScoped
public class Outbox {
    // In: the events as arrays; receiver: the one webhook that is told, null = each. Out: a delivery for each webhook
    // that wants one, but none for what was noted before.
    private static final String ADD = """
            insert into webhook_delivery (project_id, webhook, event_id, type, body, created_at, due_at)
            select webhook.project_id, webhook.name, event.event_id, event.type, event.body, :now, :now
            from unnest(:project_ids::text[], :event_ids::text[], :types::text[], :bodies::text[])
                as event (project_id, event_id, type, body)
            join webhook on webhook.project_id = event.project_id and webhook.enabled
                and case when :receiver::text is null then event.type = any(webhook.events)
                    else :receiver in (webhook.name, webhook.url) end
            on conflict (project_id, webhook, event_id) do nothing
            """;

    // One at a time: nobody is to be flooded with them.
    private static final String PING = """
            insert into webhook_delivery (project_id, webhook, event_id, type, body, created_at, due_at)
            select :project_id, :webhook, :event_id, :type, :body, :now, :now
            where not exists (
                select from webhook_delivery
                where project_id = :project_id and webhook = :webhook and type = :type and state = 'WAITING')
            """;

    private final Clock clock;
    private final String linkBase;

    public Outbox(Clock clock, WebhookConfig config) {
        this.clock = clock;
        this.linkBase = config.linkBase().orElse("");
    }

    /** @param transaction of the project of this event, or over all projects */
    public Uni<Void> add(SqlConnection transaction, Event event) {
        return add(transaction, List.of(event));
    }

    /**
     * As {@link #add(SqlConnection, Event)}, for one webhook, whatever events it wants.
     *
     * @param receiver its name or URL; {@code null} = each that wants it
     */
    public Uni<Void> add(SqlConnection transaction, Event event, String receiver) {
        return add(transaction, List.of(event), receiver);
    }

    /**
     * Notes events, any number of them, by one statement.
     *
     * @param transaction of the project of all these events, or over all projects
     */
    public Uni<Void> add(SqlConnection transaction, List<Event> events) {
        return add(transaction, events, null);
    }

    private Uni<Void> add(SqlConnection transaction, List<Event> events, String receiver) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        Map<String, Object> values = new HashMap<>();
        values.put("receiver", receiver);
        values.put("now", now.atOffset(ZoneOffset.UTC));
        values.put("project_ids", column(events, Event::projectId));
        values.put("event_ids", column(events, Event::id));
        values.put("types", column(events, event -> event.type().toString()));
        values.put("bodies", column(events, event -> event.body(now, linkBase)));
        BoundStatement add = BoundStatement.of(ADD, values);
        return transaction.preparedQuery(add.sql()).execute(add.values()).replaceWithVoid();
    }

    /**
     * Has one webhook told that somebody tries it, enabled or not.
     *
     * @param transaction of the project
     * @return the id of the event; nothing if another ping is on its way
     */
    public Uni<Optional<String>> ping(SqlConnection transaction, String projectId, String webhook) {
        Event event = new Event(projectId, EventType.PING, UUID.randomUUID().toString(), Map.of("webhook", webhook));
        Instant now = clock.instant();
        BoundStatement ping = BoundStatement.of(
                PING,
                Map.of(
                        "project_id", projectId,
                        "webhook", webhook,
                        "event_id", event.id(),
                        "type", EventType.PING.toString(),
                        "body", event.body(now, linkBase),
                        "now", now.atOffset(ZoneOffset.UTC)));
        return transaction.preparedQuery(ping.sql()).execute(ping.values()).map(rows -> Optional.of(event.id())
                .filter(id -> rows.rowCount() == 1));
    }

    private static String[] column(List<Event> events, Function<Event, String> value) {
        return events.stream().map(value).toArray(String[]::new);
    }
}
