package dev.deskhours.db.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;

import dev.deskhours.db.embedded.EmbeddedDatabase.StartException;

/** Starts a new PostgreSQL server in a cluster, which is created when absent. */
final class ServerStart {
    private static final Duration START_TIME = Duration.ofSeconds(60);

    private final Path cluster;
    private final ServerBinaries binaries;
    private final ServerLog log;

    ServerStart(Path directory, Path cluster) {
        this.cluster = cluster;
        this.binaries = ServerBinaries.in(directory);
        this.log = ServerLog.in(directory);
    }

    /** @throws StartException with the reason and the last lines the server printed */
    EmbeddedPostgres run() {
        refuseRootWithoutNamespaces();
        binaries.prepare();
        log.rotate();
        try {
            EmbeddedPostgres postgres = builder().start();
            verify(postgres.getPort());
            return postgres;
        } catch (IOException | SQLException | RuntimeException e) {
            stopRemainder();
            throw new StartException(
                    "PostgreSQL did not start in " + cluster + ": " + e.getMessage() + "\n" + log.tail(), e);
        }
    }

    private static void refuseRootWithoutNamespaces() {
        if ("root".equals(System.getProperty("user.name")) && !LinuxUtils.isUnshareAvailable()) {
            throw new StartException("PostgreSQL refuses to run as root, and this system has no user"
                    + " namespaces (unshare -U) to avoid that: start Deskhours as another user.");
        }
    }

    private EmbeddedPostgres.Builder builder() {
        System.setProperty("ot.epg.working-dir", binaries.unused().toString());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries.unpacked().toFile())
                .setPgBinaryResolver(ownBinaries())
                .setPGStartupWait(START_TIME)
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        return configured(builder);
    }

    private static EmbeddedPostgres.Builder configured(EmbeddedPostgres.Builder builder) {
        return builder
                // the library, made for tests, switches these two off
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", DatabaseServer.HOST)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_connections", "100")
                .setServerConfig("timezone", "UTC")
                // the same order of text on every machine, whatever locales it has
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
    }

    /** The library remembers where it unpacked by resolver object; a new one gives each directory its own binaries. */
    private static PgBinaryResolver ownBinaries() {
        return new PgBinaryResolver() {
            @Override
            public InputStream getPgBinary(String system, String architecture) throws IOException {
                return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture);
            }
        };
    }

    /** The port was free a moment before the start: make sure it is our server that answers there. */
    private void verify(int port) throws SQLException {
        if (!DatabaseServer.serves(port, cluster)) {
            throw new IllegalStateException("another server took port " + port);
        }
    }

    private void stopRemainder() {
        PostmasterPid.read(cluster)
                .flatMap(PostmasterPid::liveProcess)
                .ifPresent(process -> new DatabaseServer(cluster, process, 0).stop());
    }

    /** What the PostgreSQL programs print: a file of the last start, and one of the start before it. */
    private record ServerLog(Path file) {
        private static final int TAIL_BYTES = 2_000;

        static ServerLog in(Path directory) {
            return new ServerLog(directory.resolve("postgresql.log"));
        }

        void rotate() {
            if (Files.notExists(file)) {
                return;
            }
            try {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new StartException("Cannot rename " + file + ": " + e, e);
            }
        }

        String tail() {
            try (FileChannel channel = FileChannel.open(file)) {
                channel.position(Math.max(0, channel.size() - TAIL_BYTES));
                byte[] bytes = Channels.newInputStream(channel).readNBytes(TAIL_BYTES);
                return new String(bytes, StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                return "(no output)";
            }
        }
    }
}
