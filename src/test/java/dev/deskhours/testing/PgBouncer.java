package dev.deskhours.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** A PgBouncer in transaction mode on loopback: after each transaction a client may get another server connection. */
public final class PgBouncer implements AutoCloseable {
    /** A dozen clients share so many. */
    public static final int SERVER_CONNECTIONS = 3;

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static Optional<Path> program() {
        String path = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(path.split(":"))
                .map(directory -> Path.of(directory, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** In front of a server on this machine that trusts its users. */
    public static PgBouncer start(int serverPort, List<String> users) throws IOException {
        Path directory = Files.createTempDirectory("deskhours-pgbouncer");
        // Started by root, it becomes somebody else, who has to read its files.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = LoopbackPort.free();
        Path userFile = Files.writeString(
                directory.resolve("users"),
                String.join(
                                " \"\"\n",
                                users.stream().map(user -> '"' + user + '"').toList()) + " \"\"\n");
        boolean root = "root".equals(System.getProperty("user.name"));
        Path configuration = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = transaction
                default_pool_size = %d
                ignore_startup_parameters = extra_float_digits
                %s
                """.formatted(
                        serverPort, port, userFile, SERVER_CONNECTIONS, root ? "user = nobody" : ""));
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(program().orElseThrow().toString(), configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PgBouncer pooler = new PgBouncer(process, port);
        Awaitility.await("pgbouncer listens, else see " + log)
                .atMost(Duration.ofSeconds(10))
                .until(() -> LoopbackPort.isOpen(pooler.port));
        return pooler;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
