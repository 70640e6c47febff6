package dev.deskhours.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.deskhours.db.embedded.EmbeddedDatabase.StartException;

/**
 * What a PostgreSQL server writes into {@code postmaster.pid} of its data directory while it lives.
 *
 * @param port 0 as long as the server has not yet written it
 */
record PostmasterPid(long pid, int port) {
    private static final int PORT_LINE = 3;

    static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Empty when there is no such file, or one without a process id. */
    static Optional<PostmasterPid> read(Path cluster) {
        try {
            return parse(Files.readAllLines(file(cluster)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartException("Cannot read " + file(cluster) + ": " + e, e);
        }
    }

    private static Optional<PostmasterPid> parse(List<String> lines) {
        long pid = lines.isEmpty() ? 0 : number(lines.get(0));
        int port = lines.size() > PORT_LINE ? (int) number(lines.get(PORT_LINE)) : 0;
        // A server in single-user mode writes its process id as a negative number.
        return pid == 0 ? Optional.empty() : Optional.of(new PostmasterPid(Math.abs(pid), port));
    }

    private static long number(String line) {
        String text = line.strip();
        return text.matches("-?\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    Optional<ProcessHandle> liveProcess() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }
}
