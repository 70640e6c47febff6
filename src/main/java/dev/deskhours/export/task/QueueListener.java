package dev.deskhours.export.task;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

/**
 * Hears of new tasks that other processes have created. It is only faster than polling: where LISTEN does not work, as
 * behind a transaction-mode pooler, nothing is lost.
 */
@ApplicationScoped
public class QueueListener {
    /** The channel; it holds no message, only that there may be a task. */
    static final String NOTIFY = "notify deskhours_export";

    private static final Logger LOG = Logger.getLogger(QueueListener.class);
    private static final String LISTEN = "listen deskhours_export";
    private static final String UNLISTEN = "unlisten deskhours_export";
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Pool pool;
    private final Vertx vertx;
    private final WorkSignal signal;
    private volatile boolean stopped;
    private volatile PgConnection current;

    public QueueListener(Pool pool, Vertx vertx, WorkSignal signal) {
        this.pool = pool;
        this.vertx = vertx;
        this.signal = signal;
    }

    public void start() {
        stopped = false;
        connect();
    }

    public void stop() {
        stopped = true;
        PgConnection connection = current;
        current = null;
        if (connection != null) {
            // The connection goes back to the pool, where nobody must hear the channel.
            connection
                    .query(UNLISTEN)
                    .execute()
                    .onItemOrFailure()
                    .transformToUni((rows, failure) -> connection.close())
                    .subscribe()
                    .with(done -> {}, failure -> LOG.debug("Not closed", failure));
        }
    }

    private void connect() {
        if (stopped) {
            return;
        }
        pool.getConnection()
                .map(PgConnection::cast)
                .chain(this::listen)
                .subscribe()
                .with(done -> signal.wake(), failure -> later());
    }

    private Uni<Void> listen(PgConnection connection) {
        connection.notificationHandler(notification -> signal.wake());
        connection.exceptionHandler(failure -> LOG.debugf("The connection was lost: %s", failure.getMessage()));
        connection.closeHandler(this::later);
        return connection
                .query(LISTEN)
                .execute()
                .invoke(() -> current = connection)
                .replaceWithVoid()
                .onFailure()
                .call(connection::close);
    }

    private void later() {
        current = null;
        if (!stopped) {
            LOG.debug("Not listening for new tasks; polling until the next try");
            vertx.setTimer(AGAIN.toMillis(), timer -> connect());
        }
    }
}
