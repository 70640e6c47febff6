package dev.deskhours.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.postgresql.ds.PGSimpleDataSource;

import dev.deskhours.db.embedded.EmbeddedDatabase.StartException;

/** A running PostgreSQL server of ours, whoever started it: how to reach it and how to stop it. */
record DatabaseServer(Path cluster, ProcessHandle process, int port) {
    static final String HOST = "127.0.0.1";
    static final String USER = "postgres";

    private static final int CONNECT_SECONDS = 5;
    private static final Duration FAST_STOP = Duration.ofSeconds(30);
    private static final Duration LAST_STEPS = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    static Connection connect(int port, String database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {HOST});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(USER);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        return source.getConnection();
    }

    /** Whether the server that answers on this port serves this data directory; it fails when none answers. */
    static boolean serves(int port, Path cluster) throws SQLException {
        try (Connection connection = connect(port, "postgres");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW data_directory")) {
            return rows.next() && Files.isSameFile(Path.of(rows.getString(1)), cluster);
        } catch (IOException e) {
            return false;
        }
    }

    void createDatabaseIfAbsent(String name) {
        try (Connection connection = connect(port, "postgres");
                Statement statement = connection.createStatement()) {
            if (!exists(connection, name)) {
                statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(name, true));
            }
        } catch (SQLException e) {
            throw new StartException("Cannot create the database " + name + ": " + e.getMessage(), e);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            return query.executeQuery().next();
        }
    }

    /** Ends all sessions and stops the server ("fast shutdown"): nothing committed is lost. */
    void stop() {
        if (process.isAlive()) {
            interrupt();
        }
        awaitStopped();
    }

    /** Lets the clients finish and disconnect ("smart shutdown") for at most this long, then stops the server. */
    void stopAfterClients(Duration patience) {
        process.destroy();
        if (!stopsWithin(patience)) {
            stop();
        }
    }

    /** Waits for the end of a server that has been told to stop. */
    void awaitStopped() {
        if (!stopsWithin(FAST_STOP)) {
            throw new IllegalStateException("PostgreSQL (process " + process.pid() + ") in " + cluster
                    + " did not stop within " + FAST_STOP.toSeconds() + " s.");
        }
    }

    private void interrupt() {
        // Java can only send SIGTERM; the shell's own kill exists where no kill program is installed.
        String[] command = {"/bin/sh", "-c", "kill -INT \"$0\"", Long.toString(process.pid())};
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot stop PostgreSQL (process " + process.pid() + "): " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopsWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (exitsWithin(process, LOOK_AGAIN)) {
                return true;
            }
            // Where nobody reaps orphans a stopped server stays a zombie; it has taken its file away by then.
            if (Files.notExists(PostmasterPid.file(cluster))) {
                exitsWithin(process, LAST_STEPS);
                return true;
            }
        }
        return false;
    }

    static boolean exitsWithin(ProcessHandle process, Duration time) {
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for process " + process.pid(), e);
        }
    }
}
