package dev.deskhours.session.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.session.mapping.pairing.Event;
import dev.deskhours.session.mapping.pairing.EventMemory;
import dev.deskhours.session.store.RecordSet.Column;

/** The events that uploads of a project have paired, so that later ones pair with them (docs/adr/0016). All methods block. */
public final class EventStore {
    private static final String STAGE = "staged_event";
    private static final int BATCH = 2000;
    private static final UUID ALL_KEYS = new UUID(0, 0);

    private static final List<Column<Event>> COLUMNS = List.of(
            Column.uuid("scope_id", event -> Event.id(event.scope())),
            Column.uuid("key_id", event -> event.kind() == Event.Kind.BOOT ? ALL_KEYS : Event.id(event.key())),
            Column.uuid("event_id", Event::id),
            Column.time("happened_at", Event::at),
            Column.bytes("event", event -> Buffer.buffer(event.toBytes())));

    private static final String EARLIEST = """
            select happened_at from paired_event
            where project_id = :project_id and mapping_id = :mapping_id
            order by happened_at
            limit 1
            """;

    // In: :project_id, :mapping_id, :all_keys. Out: the kept events of all keys that the staged ones are of, with what
    // concerns all keys of their scopes; and of all keys of a scope for which such an event is new.
    private static final String OF_SAME_KEYS = """
            with news as (
                select staged.scope_id from staged_event as staged
                where staged.key_id = :all_keys and not exists (
                    select from paired_event as kept
                    where kept.project_id = :project_id and kept.mapping_id = :mapping_id
                        and kept.scope_id = staged.scope_id and kept.key_id = staged.key_id
                        and kept.event_id = staged.event_id)
                group by staged.scope_id
            ), wanted as (
                select scope_id, key_id from staged_event
                union
                select scope_id, :all_keys from staged_event
                union
                select kept.scope_id, kept.key_id from news
                join paired_event as kept on kept.project_id = :project_id and kept.mapping_id = :mapping_id
                    and kept.scope_id = news.scope_id
            )
            select kept.event from wanted
            join paired_event as kept on kept.project_id = :project_id and kept.mapping_id = :mapping_id
                and kept.scope_id = wanted.scope_id and kept.key_id = wanted.key_id
            """;

    private static final String ALL = """
            select event from paired_event where project_id = :project_id and mapping_id = :mapping_id
            """;

    private static final String KEEP = """
            insert into paired_event (project_id, mapping_id, scope_id, key_id, event_id, happened_at, event)
            select :project_id, :mapping_id::uuid, scope_id, key_id, event_id, happened_at, event from staged_event
            on conflict do nothing
            """;

    private EventStore() {}

    /** The kept events of one mapping, in a transaction that holds the lock of their project. */
    private static final class Kept implements EventMemory {
        private final SqlConnection transaction;
        private final Map<String, ?> values;

        private Kept(SqlConnection transaction, Map<String, ?> values) {
            this.transaction = transaction;
            this.values = values;
        }

        @Override
        public Optional<Instant> earliest() {
            BoundStatement bound = BoundStatement.of(EARLIEST, values);
            for (Row row : transaction.preparedQuery(bound.sql()).executeAndAwait(bound.values())) {
                return Optional.of(row.getOffsetDateTime(0).toInstant());
            }
            return Optional.empty();
        }

        @Override
        public void exchange(Iterator<Event> news, boolean all, Consumer<Event> before) {
            RecordSet<Event> staged = RecordSet.staged(STAGE, COLUMNS, transaction);
            while (news.hasNext()) {
                staged.add(transaction, batch(news));
            }
            staged.complete(transaction);
            read(BoundStatement.of(all ? ALL : OF_SAME_KEYS, values), before);
            BoundStatement keep = BoundStatement.of(KEEP, values);
            transaction.preparedQuery(keep.sql()).executeAndAwait(keep.values());
        }

        private void read(BoundStatement bound, Consumer<Event> out) {
            PreparedStatement statement = transaction.prepareAndAwait(bound.sql());
            Cursor cursor = statement.cursor(bound.values());
            do {
                for (Row row : cursor.readAndAwait(BATCH)) {
                    out.accept(Event.of(row.getBuffer(0).getBytes()));
                }
            } while (cursor.hasMore());
            cursor.closeAndAwait();
            statement.closeAndAwait();
        }
    }

    /**
     * Opens the events of a mapping.
     *
     * @param mappingId of the document by which events are read, and of nothing else
     */
    public static EventMemory open(SqlConnection transaction, String projectId, UUID mappingId) {
        return new Kept(transaction, Map.of("project_id", projectId, "mapping_id", mappingId, "all_keys", ALL_KEYS));
    }

    private static List<Event> batch(Iterator<Event> events) {
        List<Event> batch = new ArrayList<>();
        while (events.hasNext() && batch.size() < BATCH) {
            batch.add(events.next());
        }
        return batch;
    }
}
