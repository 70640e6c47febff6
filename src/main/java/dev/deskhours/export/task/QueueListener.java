package dev.deskhours.export.task;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

/**
 * Wakes the workers of this process when there may be a task, so that none waits for its next look at the queue. Tasks of
 * other processes are listened for. That is only faster than polling: where LISTEN does not work, as behind a
 * transaction-mode pooler, nothing is lost.
 */
@ApplicationScoped
public class QueueListener {
    /** The channel; it holds no message, only that there may be a task. */
    static final String NOTIFY = "notify deskhours_export";

    private static final Logger LOG = Logger.getLogger(QueueListener.class);
    private static final String LISTEN = "listen deskhours_export";
    private static final String UNLISTEN = "unlisten deskhours_export";
    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(5);

    private final Semaphore wakes = new Semaphore(0);
    private final Pool pool;
    private final Vertx vertx;
    private volatile boolean stopped;
    private volatile PgConnection current;

    public QueueListener(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
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

    public void wake() {
        wakes.release();
    }

    /** Forgets earlier wakes; to be followed by a look at the queue, which sees what they were about. */
    public void clear() {
        wakes.drainPermits();
    }

    /** Waits until woken. */
    public void await(Duration atMost) throws InterruptedException {
        if (wakes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
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
                .with(done -> wake(), failure -> reconnectLater());
    }

    private Uni<Void> listen(PgConnection connection) {
        connection.notificationHandler(notification -> wake());
        connection.exceptionHandler(failure -> LOG.debugf("The connection was lost: %s", failure.getMessage()));
        connection.closeHandler(this::reconnectLater);
        return connection
                .query(LISTEN)
                .execute()
                .invoke(() -> current = connection)
                .replaceWithVoid()
                .onFailure()
                .call(connection::close);
    }

    private void reconnectLater() {
        current = null;
        if (!stopped) {
            LOG.debug("Not listening for new tasks; polling until the next try");
            vertx.setTimer(RECONNECT_AFTER.toMillis(), timer -> connect());
        }
    }
}
