package dev.deskhours.db;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Locks that end with their transaction, so that they also hold behind a transaction-mode pooler. Who waits for one waits
 * for two minutes at most, and then fails as in a conflict.
 */
public final class Locks {
    // Whoever holds a lock may stand still no longer than a transaction that only writes.
    private static final String ACQUIRE = """
            select set_config('idle_in_transaction_session_timeout', '10s', true),
                pg_advisory_xact_lock(hashtextextended($1, 0))
            """;
    private static final String ACQUIRE_WITH_ENTITIES =
            "select cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) as text)";

    private Locks() {}

    /** Waits for the lock of this name. */
    public static Uni<Void> acquire(SqlConnection transaction, String name) {
        return transaction.preparedQuery(ACQUIRE).execute(Tuple.of(name)).replaceWithVoid();
    }

    /** As {@link #acquire}, in the transaction of {@link Transactions#withEntities} that is open just now. */
    public static Uni<Void> acquireWithEntities(String name) {
        return Panache.getSession().chain(session -> session.createNativeQuery(ACQUIRE_WITH_ENTITIES, String.class)
                .setParameter("name", name)
                .getSingleResult()
                .replaceWithVoid());
    }
}
