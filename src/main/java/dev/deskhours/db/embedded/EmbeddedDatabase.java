package dev.deskhours.db.embedded;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.ImageMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server of our own, for those who give no database: its data lives in {@code <data directory>/postgresql}
 * and stays there when the server stops. The server stops with {@link #close} or with the JVM. One that outlived a killed
 * JVM is taken over. The native executable has none (docs/spec/operations.md, Commands).
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String DATABASE = "deskhours";
    private static final String URL_PROPERTY = "dev.deskhours.db.url:";
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(5);
    // A constant when the executable is made, so that nothing of the embedded server gets into it.
    private static final boolean IS_EXECUTABLE = ImageMode.current() != ImageMode.JVM;

    private final DataDirectoryLock lock;
    private final Optional<EmbeddedPostgres> started;
    private final DatabaseServer server;
    private final Thread shutdownHook = new Thread(this::stopWithJvm, "stop-postgresql");

    private EmbeddedDatabase(DataDirectoryLock lock, Optional<EmbeddedPostgres> started, DatabaseServer server) {
        this.lock = lock;
        this.started = started;
        this.server = server;
    }

    /** The embedded PostgreSQL cannot be used; the message says why, for the person who starts Deskhours. */
    public static class StartException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        StartException(String message) {
            super(message);
        }

        StartException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Starts the server, or takes over the one a killed Deskhours left running.
     *
     * @param dataDirectory created when absent
     * @throws DataDirectoryLock.InUseException when another Deskhours uses the directory
     * @throws StartException when the server cannot be started; the message has its last output
     */
    static EmbeddedDatabase start(Path dataDirectory) {
        Path directory = realDirectory(dataDirectory);
        DataDirectoryLock lock = DataDirectoryLock.acquire(directory);
        try {
            EmbeddedDatabase database = startLocked(directory, lock);
            Runtime.getRuntime().addShutdownHook(database.shutdownHook);
            return database;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Like {@link #start}, but the server then runs to the end of the JVM and every later call for the directory gives the
     * same address: development mode starts the application again and again, each time with new class loaders.
     *
     * @return the address, as from {@link #url}
     * @throws StartException also in the native executable, always
     */
    public static synchronized String startOnce(Path dataDirectory) {
        if (IS_EXECUTABLE) {
            throw new StartException("This executable has no database of its own: set deskhours.db.url"
                    + " (DESKHOURS_DB_URL), as postgresql://host:5432/name");
        }
        String property = URL_PROPERTY + realDirectory(dataDirectory);
        String known = System.getProperty(property);
        if (known != null) {
            return known;
        }
        String url = start(dataDirectory).url();
        System.setProperty(property, url);
        return url;
    }

    private static Path realDirectory(Path dataDirectory) {
        try {
            return Files.createDirectories(dataDirectory).toRealPath();
        } catch (IOException e) {
            throw new StartException("Cannot use the data directory " + dataDirectory + ": " + e, e);
        }
    }

    private static EmbeddedDatabase startLocked(Path directory, DataDirectoryLock lock) {
        Path cluster = directory.resolve("postgresql");
        ClusterCreation creation = new ClusterCreation(cluster);
        EmbeddedDatabase database = SurvivingServer.find(cluster)
                .map(server -> new EmbeddedDatabase(lock, Optional.empty(), server))
                .orElseGet(() -> startNew(directory, cluster, creation, lock));
        database.prepare();
        creation.finish();
        return database;
    }

    private static EmbeddedDatabase startNew(
            Path directory, Path cluster, ClusterCreation creation, DataDirectoryLock lock) {
        creation.begin();
        EmbeddedPostgres postgres = new ServerStart(directory, cluster).run();
        ProcessHandle process = PostmasterPid.read(cluster)
                .flatMap(PostmasterPid::liveProcess)
                .orElseThrow(() -> new StartException("PostgreSQL ended right after its start in " + cluster));
        DatabaseServer server = new DatabaseServer(cluster, process, postgres.getPort());
        return new EmbeddedDatabase(lock, Optional.of(postgres), server);
    }

    private void prepare() {
        try {
            server.createDatabaseIfAbsent(DATABASE);
        } catch (StartException e) {
            stopServer();
            throw e;
        }
    }

    /** The address for the reactive client; with {@code jdbc:} before it, the one for JDBC. */
    String url() {
        return "postgresql://" + DatabaseServer.HOST + ":" + server.port() + "/" + DATABASE;
    }

    /** The user to connect as; there is no password. */
    String user() {
        return DatabaseServer.USER;
    }

    @Override
    public void close() {
        forgetShutdownHook();
        try {
            stopServer();
        } finally {
            lock.close();
        }
    }

    private void forgetShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // the JVM is already ending; stopping twice does no harm
        }
    }

    private void stopServer() {
        started.ifPresent(EmbeddedDatabase::stopStarted);
        server.stop();
    }

    private static void stopStarted(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shutdown hooks run side by side: the server waits for the connection pools to close before it goes. */
    private void stopWithJvm() {
        server.stopAfterClients(CLIENT_PATIENCE);
    }
}
