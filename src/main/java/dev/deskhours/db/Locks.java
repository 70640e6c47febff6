package dev.deskhours.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Locks that end with their transaction, so that they also hold behind a transaction-mode pooler. */
public final class Locks {
    // Whoever holds a lock may stand still no longer than a transaction that only writes.
    private static final String ACQUIRE = """
            select set_config('idle_in_transaction_session_timeout', '10s', true),
                pg_advisory_xact_lock(hashtextextended($1, 0))
            """;

    private Locks() {}

    /** Waits for the lock of this name, for two minutes at most; then it fails as a conflict does. */
    public static Uni<Void> acquire(SqlConnection transaction, String name) {
        return transaction.preparedQuery(ACQUIRE).execute(Tuple.of(name)).replaceWithVoid();
    }

    /** Takes the lock of this name if nobody has it. */
    public static Uni<Boolean> tryAcquire(SqlConnection transaction, String name) {
        return transaction
                .preparedQuery("select pg_try_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of(name))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
