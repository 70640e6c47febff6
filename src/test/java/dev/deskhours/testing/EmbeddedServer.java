package dev.deskhours.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The PostgreSQL that the service itself brings along, with the locale that it gives it. */
public final class EmbeddedServer implements TestServer {
    private final Path cluster;
    private final Map<String, String> settings;
    private EmbeddedPostgres postgres;

    private EmbeddedServer(Path cluster, Map<String, String> settings) throws IOException {
        this.cluster = cluster;
        this.settings = settings;
        this.postgres = builder().start();
    }

    public static EmbeddedServer start() throws IOException {
        return start(Files.createTempDirectory("deskhours-embedded").resolve("cluster"), Map.of());
    }

    /** @param settings which it has besides its defaults */
    public static EmbeddedServer start(Path cluster, Map<String, String> settings) throws IOException {
        return new EmbeddedServer(cluster, settings);
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
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
        settings.forEach(builder::setServerConfig);
        return builder;
    }
}
