package dev.deskhours.db;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.ClosedConnectionException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import dev.deskhours.db.Opening.Mode;

/**
 * The transactions in which data is read and written: the one place that says how they begin. Each names its project, and
 * the database shows it no row of another (docs/adr/0007). What a transaction begins with is sent ahead of its first
 * statement, and what ends it in one go, without waiting for answers in between.
 */
@ApplicationScoped
public class Transactions {
    private static final Logger LOG = Logger.getLogger(Transactions.class);

    // To commit what has failed is no error, but only rolls back; to set something is one.
    private static final String PROVE = "set local deskhours.project_id = ''";
    private static final String EXPORT_SNAPSHOT = "select pg_export_snapshot()";

    private static final Duration LONGEST_WAIT_FOR_ANOTHER = Duration.ofSeconds(1);

    private final Pool pool;

    public Transactions(Pool pool) {
        this.pool = pool;
    }

    /** A transaction that writes; each statement sees what others have committed before it. */
    public <T> Uni<T> write(String projectId, Function<SqlConnection, Uni<T>> work) {
        return run(Opening.ofProject(Mode.WRITE, projectId), work);
    }

    /** A transaction that reads and writes one snapshot; it fails if another has written the same rows meanwhile. */
    public <T> Uni<T> writeSnapshot(String projectId, Function<SqlConnection, Uni<T>> work) {
        return run(Opening.ofProject(Mode.WRITE_SNAPSHOT, projectId), work);
    }

    /** A transaction that reads one consistent snapshot. */
    public <T> Uni<T> readSnapshot(String projectId, Function<SqlConnection, Uni<T>> work) {
        return run(Opening.ofProject(Mode.READ_SNAPSHOT, projectId), work);
    }

    /**
     * As {@link #write}, for what the service does over all projects: the list of them, the queue and the run log. It
     * sees no session, desktop or day.
     */
    public <T> Uni<T> serviceWide(Function<SqlConnection, Uni<T>> work) {
        return run(Opening.serviceWide(Mode.WRITE), work);
    }

    /** As {@link #write}, for work that blocks, such as reading a file; not to be called on an event loop. */
    public <T> T writeBlocking(String projectId, Function<SqlConnection, T> work) {
        return runBlocking(Opening.ofProject(Mode.WRITE_BLOCKING, projectId), work);
    }

    /** As {@link #serviceWide}, for work that blocks; not to be called on an event loop. */
    public <T> T serviceWideBlocking(Function<SqlConnection, T> work) {
        return runBlocking(Opening.serviceWide(Mode.WRITE_BLOCKING), work);
    }

    /** As {@link #write}, for what is read and written as entities. */
    public <T> Uni<T> withEntities(String projectId, Supplier<Uni<T>> work) {
        return runEntities(Opening.ofProject(Mode.WRITE, projectId), work);
    }

    /** As {@link #serviceWide}, for what is read and written as entities. */
    public <T> Uni<T> serviceWideWithEntities(Supplier<Uni<T>> work) {
        return runEntities(Opening.serviceWide(Mode.WRITE), work);
    }

    /**
     * Reads through some connections at once what one transaction sees. Those that do not become free at once are done
     * without: others who hold one may wait for them, too.
     *
     * @param snapshot a connection in a transaction of {@link #readSnapshot} of the same project
     * @param connections how many in all, {@code snapshot} included; at least 1
     */
    public <T> Uni<T> readTogether(
            SqlConnection snapshot, String projectId, int connections, Function<List<SqlConnection>, Uni<T>> work) {
        if (connections == 1) {
            return work.apply(List.of(snapshot));
        }
        Opening opening = Opening.ofProject(Mode.READ_SNAPSHOT, projectId);
        List<SqlConnection> together = new CopyOnWriteArrayList<>(List.of(snapshot));
        return snapshot.query(EXPORT_SNAPSHOT)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .chain(id -> join(opening, id, connections - 1, together))
                .chain(() -> work.apply(List.copyOf(together)))
                .onTermination()
                .call(() -> leave(together.subList(1, together.size())));
    }

    private Uni<Void> join(Opening opening, String snapshot, int more, List<SqlConnection> together) {
        String settings = "set transaction snapshot '" + snapshot + "'; " + opening.setLocal();
        return Multi.createFrom()
                .range(0, more)
                .onItem()
                .transformToUniAndConcatenate(next -> joined(opening.begin(), settings))
                .invoke(together::add)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** A connection in a transaction of its own, or {@code null}; one that comes too late is given back then. */
    private Uni<SqlConnection> joined(String begin, String settings) {
        CompletableFuture<SqlConnection> joined = pool.getConnection()
                .call(connection -> UniHelper.toUni(begin(listen(connection), begin, settings))
                        .onFailure()
                        .call(() -> leave(List.of(connection))))
                .subscribeAsCompletionStage();
        return Uni.createFrom()
                .completionStage(joined.copy())
                .ifNoItem()
                .after(LONGEST_WAIT_FOR_ANOTHER)
                .recoverWithUni(() -> {
                    joined.thenAccept(late -> leave(List.of(late)).subscribe().with(left -> {}));
                    return Uni.createFrom().nullItem();
                });
    }

    private static Uni<Void> leave(List<SqlConnection> joined) {
        return Multi.createFrom()
                .iterable(joined)
                .onItem()
                .transformToUniAndConcatenate(connection -> rollBack(connection).call(connection::close))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private <T> Uni<T> run(Opening opening, Function<SqlConnection, Uni<T>> work) {
        return translate(pool.withConnection(connection -> within(listen(connection), opening, work)));
    }

    private <T> T runBlocking(Opening opening, Function<SqlConnection, T> work) {
        SqlConnection connection = translate(pool.getConnection()).await().indefinitely();
        try {
            return translate(within(
                            listen(connection), opening, own -> Uni.createFrom().item(work.apply(own))))
                    .await()
                    .indefinitely();
        } finally {
            connection.closeAndAwait();
        }
    }

    /** The framework says begin and commit; the tables of entities are never distributed, so set_config will do. */
    private static <T> Uni<T> runEntities(Opening opening, Supplier<Uni<T>> work) {
        return translate(Panache.withTransaction(() ->
                Panache.getSession().chain(session -> set(session, opening)).chain(work::get)));
    }

    private static Uni<Object> set(Mutiny.Session session, Opening opening) {
        Map<String, String> settings = opening.settings();
        String calls = settings.keySet().stream()
                .map(name -> "set_config('" + name + "', :" + name.replace('.', '_') + ", true)")
                .collect(Collectors.joining(", "));
        var query = session.createNativeQuery("select " + calls);
        settings.forEach((name, value) -> query.setParameter(name.replace('.', '_'), value));
        return query.getSingleResult();
    }

    /**
     * The first statement of the work is sent behind those that begin the transaction, without waiting for them: where one
     * of them fails, so do all that follow.
     */
    private static <T> Uni<T> within(SqlConnection connection, Opening opening, Function<SqlConnection, Uni<T>> work) {
        Future<?> begun = begin(connection, opening.begin(), opening.setLocal());
        return Uni.createFrom()
                .deferred(() -> work.apply(connection))
                .call(() -> UniHelper.toUni(begun))
                .onFailure()
                .call(() -> rollBack(connection))
                .call(() -> commit(connection))
                .onFailure(failure -> begun.failed())
                .transform(consequence -> begun.cause());
    }

    private static Future<?> begin(SqlConnection connection, String begin, String settings) {
        Future<?> begun = send(connection, begin);
        Future<?> set = send(connection, settings);
        return begun.compose(started -> set);
    }

    /** One that fails has ended too. */
    private static Uni<?> commit(SqlConnection connection) {
        Future<?> proven = send(connection, PROVE);
        Future<?> committed = send(connection, "commit");
        return UniHelper.toUni(proven.compose(sound -> committed));
    }

    private static Future<?> send(SqlConnection connection, String sql) {
        return connection.getDelegate().query(sql).execute();
    }

    private static Uni<?> rollBack(SqlConnection connection) {
        return UniHelper.toUni(send(connection, "rollback"))
                .onFailure()
                .invoke(failure -> LOG.debugf("The server rolls back by itself: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** A lost connection fails what waits for it; not listened to, it would also print a stack trace past the log. */
    private static SqlConnection listen(SqlConnection connection) {
        return connection.exceptionHandler(failure -> LOG.debugf("A connection was lost: %s", failure.getMessage()));
    }

    private static <T> Uni<T> translate(Uni<T> work) {
        return work.onFailure(LostConnection::isCauseOf).transform(failure -> ClosedConnectionException.INSTANCE);
    }
}
