package dev.deskhours.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import dev.deskhours.db.embedded.EmbeddedDatabase.StartException;

/** Finds the PostgreSQL server that outlived a killed Deskhours in this data directory. */
final class SurvivingServer {
    /** A server found just starting replays its log first. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(60);

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final Path cluster;
    private final ProcessHandle process;

    private SurvivingServer(Path cluster, ProcessHandle process) {
        this.cluster = cluster;
        this.process = process;
    }

    /**
     * Empty when a new server may be started.
     *
     * @throws StartException when a server seems to live there but does not answer
     */
    static Optional<DatabaseServer> find(Path cluster) {
        // The file of a dead process is left to PostgreSQL, which also checks that no child of that process lives on.
        return PostmasterPid.read(cluster)
                .flatMap(PostmasterPid::liveProcess)
                .map(process -> new SurvivingServer(cluster, process))
                .flatMap(SurvivingServer::reach);
    }

    private Optional<DatabaseServer> reach() {
        if (isSomethingElse()) {
            forgetFile();
            return Optional.empty();
        }
        return awaitAnswer();
    }

    /** Process ids are given out again, after a restart of a container even at once. */
    private boolean isSomethingElse() {
        return process.info().command().filter(command -> !isPostgres(command)).isPresent() || worksElsewhere();
    }

    private static boolean isPostgres(String command) {
        return Path.of(command).getFileName().toString().startsWith("postgres");
    }

    /** A server's working directory is its data directory; only Linux tells, and only to those who may know. */
    private boolean worksElsewhere() {
        Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.exists(link) && !Files.isSameFile(link, cluster);
        } catch (IOException e) {
            return false;
        }
    }

    private void forgetFile() {
        try {
            Files.deleteIfExists(PostmasterPid.file(cluster));
        } catch (IOException e) {
            throw new StartException("Cannot remove the stale " + PostmasterPid.file(cluster) + ": " + e, e);
        }
    }

    private Optional<DatabaseServer> awaitAnswer() {
        long end = System.nanoTime() + ANSWER_TIME.toNanos();
        while (System.nanoTime() < end) {
            Optional<DatabaseServer> server = ask();
            if (server.isPresent()) {
                return server;
            }
            if (DatabaseServer.exitsWithin(process, ASK_AGAIN)) {
                return Optional.empty();
            }
        }
        throw new StartException("PostgreSQL (process " + process.pid() + ") holds " + cluster
                + " but does not answer; stop that process and start again.");
    }

    private Optional<DatabaseServer> ask() {
        return PostmasterPid.read(cluster)
                .filter(recorded -> recorded.pid() == process.pid() && serves(recorded.port()))
                .map(recorded -> new DatabaseServer(cluster, process, recorded.port()));
    }

    private boolean serves(int port) {
        try {
            return port > 0 && DatabaseServer.serves(port, cluster);
        } catch (SQLException e) {
            // not yet listening, still recovering or already stopping: asked again
            return false;
        }
    }
}
