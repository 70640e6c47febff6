package dev.deskhours.db;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.sqlclient.ClosedConnectionException;
import org.jboss.logging.Logger;

/**
 * The transactions in which data is read and written: the one place that says how they begin. Each names its project, and
 * the database shows it no row of another (docs/adr/0007).
 */
@ApplicationScoped
public class Transactions {
    private static final Logger LOG = Logger.getLogger(Transactions.class);
    // A function that is frozen between two statements holds its locks for as long as the server lets it.
    private static final String LET_GO = "set local idle_in_transaction_session_timeout = '10s'; ";
    private static final String BEGIN = "begin; " + LET_GO;
    private static final String BEGIN_SNAPSHOT = "begin isolation level repeatable read; " + LET_GO;
    private static final String BEGIN_READ_ONLY_SNAPSHOT = "begin isolation level repeatable read, read only; ";

    // To commit what has failed is no error, but only rolls back; to set something is one.
    private static final String COMMIT = "set local deskhours.project_id = ''; commit";
    private static final String EXPORT_SNAPSHOT = "select pg_export_snapshot()";

    private final Pool pool;

    public Transactions(Pool pool) {
        this.pool = pool;
    }

    /** A transaction that writes; each statement sees what others have committed before it. */
    public <T> Uni<T> write(String projectId, Function<SqlConnection, Uni<T>> work) {
        return begun(BEGIN, Scope.of(projectId), work);
    }

    /** A transaction that reads and writes one snapshot; it fails if another has written the same rows meanwhile. */
    public <T> Uni<T> writeSnapshot(String projectId, Function<SqlConnection, Uni<T>> work) {
        return begun(BEGIN_SNAPSHOT, Scope.of(projectId), work);
    }

    /** A transaction that reads one consistent snapshot. */
    public <T> Uni<T> readSnapshot(String projectId, Function<SqlConnection, Uni<T>> work) {
        return begun(BEGIN_READ_ONLY_SNAPSHOT, Scope.of(projectId), work);
    }

    /**
     * Reads through some connections at once what one transaction sees.
     *
     * @param snapshot a connection in a transaction of {@link #readSnapshot} of the same project
     * @param connections how many in all, {@code snapshot} included; at least 1
     */
    public <T> Uni<T> readTogether(
            SqlConnection snapshot, String projectId, int connections, Function<List<SqlConnection>, Uni<T>> work) {
        if (connections == 1) {
            return work.apply(List.of(snapshot));
        }
        return snapshot.query(EXPORT_SNAPSHOT)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .map(id -> BEGIN_READ_ONLY_SNAPSHOT + "set transaction snapshot '" + id + "'; ")
                .chain(begin -> joined(begin, Scope.of(projectId), List.of(snapshot), connections, work));
    }

    private <T> Uni<T> joined(
            String begin,
            Scope scope,
            List<SqlConnection> joined,
            int connections,
            Function<List<SqlConnection>, Uni<T>> work) {
        return joined.size() == connections
                ? work.apply(joined)
                : begun(begin, scope, next -> {
                    List<SqlConnection> more = new ArrayList<>(joined);
                    more.add(next);
                    return joined(begin, scope, more, connections, work);
                });
    }

    /** As {@link #write}, for work that blocks, such as reading a request body; not to be called on an event loop. */
    public <T> T writeBlocking(String projectId, Function<SqlConnection, T> work) {
        return begunBlocking(Scope.of(projectId), work);
    }

    /**
     * As {@link #write}, for what the service does over all projects: the list of them, the queue and the run log. It
     * sees no session, desktop or day.
     */
    public <T> Uni<T> serviceWide(Function<SqlConnection, Uni<T>> work) {
        return begun(BEGIN, Scope.SERVICE_WIDE, work);
    }

    /** As {@link #serviceWide}, for work that blocks; not to be called on an event loop. */
    public <T> T serviceWideBlocking(Function<SqlConnection, T> work) {
        return begunBlocking(Scope.SERVICE_WIDE, work);
    }

    private <T> Uni<T> begun(String begin, Scope scope, Function<SqlConnection, Uni<T>> work) {
        return pool.withConnection(connection -> within(heard(connection), begin + scope.begin(), work))
                .onFailure(LostConnection::isCauseOf)
                .transform(failure -> ClosedConnectionException.INSTANCE);
    }

    /**
     * The first statement of the work is sent behind those that begin the transaction, without waiting for them: where one
     * of them fails, so do all that follow.
     */
    private static <T> Uni<T> within(SqlConnection connection, String begin, Function<SqlConnection, Uni<T>> work) {
        Future<?> begun = connection.getDelegate().query(begin).execute();
        return Uni.createFrom()
                .deferred(() -> work.apply(connection))
                .call(() -> UniHelper.toUni(begun))
                .call(() -> connection.query(COMMIT).execute())
                .onFailure()
                .call(() -> rolledBack(connection))
                .onFailure(failure -> begun.failed())
                .transform(consequence -> begun.cause());
    }

    private static Uni<?> rolledBack(SqlConnection connection) {
        return connection
                .query("rollback")
                .execute()
                .onFailure()
                .invoke(failure -> LOG.debugf("The server rolls back by itself: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private <T> T begunBlocking(Scope scope, Function<SqlConnection, T> work) {
        SqlConnection connection = heard(pool.getConnectionAndAwait());
        try {
            return inTransaction(connection, scope, work);
        } catch (RuntimeException failure) {
            throw LostConnection.isCauseOf(failure) ? ClosedConnectionException.INSTANCE : failure;
        } finally {
            connection.closeAndAwait();
        }
    }

    /** A lost connection fails what waits for it; unheard, it would also print a stack trace past the log. */
    private static SqlConnection heard(SqlConnection connection) {
        return connection.exceptionHandler(failure -> LOG.debugf("A connection was lost: %s", failure.getMessage()));
    }

    private static <T> T inTransaction(SqlConnection connection, Scope scope, Function<SqlConnection, T> work) {
        Transaction transaction = connection.beginAndAwait();
        try {
            connection.query(scope.begin()).executeAndAwait();
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
}
