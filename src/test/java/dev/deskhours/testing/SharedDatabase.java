package dev.deskhours.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL and an export directory that several processes share. */
public final class SharedDatabase implements AutoCloseable {
    private final Path directory = Files.createTempDirectory("deskhours-shared");
    private EmbeddedPostgres postgres = builder().start();

    public SharedDatabase() throws IOException {}

    public ServiceProcess.Launch launch(String... command) {
        return ServiceProcess.Launch.of(command)
                .with("deskhours.db.url", "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres")
                .with("deskhours.db.user", "postgres")
                .with("deskhours.data-dir", directory);
    }

    public int port() {
        return postgres.getPort();
    }

    public Path exports() {
        return directory.resolve("exports");
    }

    public List<Path> files() throws IOException {
        try (var files = Files.list(exports())) {
            return files.toList();
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column. */
    public List<String> column(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            return FirstColumn.of(connection, sql);
        }
    }

    public long number(String sql) throws SQLException {
        return Long.parseLong(column(sql).get(0));
    }

    public void stop() throws IOException {
        postgres.close();
    }

    /** On the port of before, with the data of before. */
    public void startAgain() throws IOException {
        postgres = builder().setPort(postgres.getPort()).start();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("cluster"))
                .setCleanDataDirectory(false);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
