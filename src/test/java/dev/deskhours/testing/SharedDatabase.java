package dev.deskhours.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL and an export directory that several processes share. */
public final class SharedDatabase implements AutoCloseable {
    private final Path directory = Files.createTempDirectory("deskhours-shared");
    private final TestServer server;

    public SharedDatabase() throws IOException {
        this(TestServer.chosen());
    }

    /** @param server which ends with it */
    public SharedDatabase(TestServer server) throws IOException {
        this.server = server;
    }

    public ServiceProcess.Launch launch(String... command) {
        return ServiceProcess.Launch.of(command)
                .with("deskhours.db.url", server.url("postgres"))
                .with("deskhours.db.user", TestServer.SUPERUSER)
                .with("deskhours.data-dir", directory);
    }

    public int port() {
        return server.port();
    }

    public Path exports() {
        return directory.resolve("exports");
    }

    /** None where no process has made the directory yet. */
    public List<Path> files() throws IOException {
        if (!Files.isDirectory(exports())) {
            return List.of();
        }
        try (var files = Files.list(exports())) {
            return files.toList();
        }
    }

    /** As the superuser. */
    public Connection connect() throws SQLException {
        return server.connect(TestServer.SUPERUSER, "postgres");
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column. */
    public List<String> column(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return FirstColumn.of(connection, sql);
        }
    }

    public long number(String sql) throws SQLException {
        return Long.parseLong(column(sql).get(0));
    }

    public void stop() throws IOException {
        server.stop();
    }

    /** On the port of before, with the data of before. */
    public void startAgain() throws IOException {
        server.startAgain();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
