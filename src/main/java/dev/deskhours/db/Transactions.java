package dev.deskhours.db;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;

/** The transactions in which tenant data is read and written: the one place that says how they begin. */
@ApplicationScoped
public class Transactions {
    private final Pool pool;

    public Transactions(Pool pool) {
        this.pool = pool;
    }

    /** A transaction that writes; each statement sees what others have committed before it. */
    public <T> Uni<T> write(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work);
    }

    /** A transaction that reads and writes one snapshot; it fails if another has written the same rows meanwhile. */
    public <T> Uni<T> writeSnapshot(Function<SqlConnection, Uni<T>> work) {
        return begun("set transaction isolation level repeatable read", work);
    }

    /** A transaction that reads one consistent snapshot. */
    public <T> Uni<T> readSnapshot(Function<SqlConnection, Uni<T>> work) {
        return begun("set transaction isolation level repeatable read, read only", work);
    }

    /** As {@link #write}, for work that blocks, such as reading a request body; not to be called on an event loop. */
    public <T> T writeBlocking(Function<SqlConnection, T> work) {
        SqlConnection connection = pool.getConnectionAndAwait();
        try {
            return inTransaction(connection, work);
        } finally {
            connection.closeAndAwait();
        }
    }

    private static <T> T inTransaction(SqlConnection connection, Function<SqlConnection, T> work) {
        Transaction transaction = connection.beginAndAwait();
        try {
            T result = work.apply(connection);
            transaction.commitAndAwait();
            return result;
        } catch (RuntimeException failure) {
            rollBack(transaction, failure);
            throw failure;
        }
    }

    private static void rollBack(Transaction transaction, RuntimeException failure) {
        try {
            transaction.rollbackAndAwait();
        } catch (RuntimeException alsoFailed) {
            // A transaction that has failed or lost its connection is rolled back by the server.
            failure.addSuppressed(alsoFailed);
        }
    }

    private <T> Uni<T> begun(String mode, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(
                connection -> connection.query(mode).execute().chain(() -> work.apply(connection)));
    }
}
