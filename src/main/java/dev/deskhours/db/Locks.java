package dev.deskhours.db;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Locks that end with their transaction, so that they also hold behind a transaction-mode pooler. */
public final class Locks {
    private Locks() {}

    /** Waits for the lock of this name. */
    public static Uni<Void> acquire(SqlConnection transaction, String name) {
        return transaction
                .preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of(name))
                .replaceWithVoid();
    }

    /** Takes the lock of this name if nobody has it. */
    public static Uni<Boolean> tryAcquire(SqlConnection transaction, String name) {
        return transaction
                .preparedQuery("select pg_try_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of(name))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
