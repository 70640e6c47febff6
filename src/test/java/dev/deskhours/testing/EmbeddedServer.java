package dev.deskhours.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The PostgreSQL that the service itself brings along. */
public final class EmbeddedServer implements TestServer {
    private final Path cluster;
    private EmbeddedPostgres postgres;

    private EmbeddedServer(Path cluster) throws IOException {
        this.cluster = cluster;
        this.postgres = builder().start();
    }

    public static EmbeddedServer start() throws IOException {
        return new EmbeddedServer(
                Files.createTempDirectory("deskhours-embedded").resolve("cluster"));
    }

    @Override
    public int port() {
        return postgres.getPort();
    }

    @Override
    public void stop() throws IOException {
        postgres.close();
    }

    @Override
    public void startAgain() throws IOException {
        postgres = builder().setPort(postgres.getPort()).start();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setDataDirectory(cluster).setCleanDataDirectory(false);
    }
}
