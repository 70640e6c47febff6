package dev.deskhours.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL of its own, whose databases are thrown away with it. All settings but these are the defaults. */
final class BenchServer implements AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "2GB",
            "max_wal_size", "8GB",
            "max_connections", "100",
            "timezone", "UTC");
    private static final String TOLD = """
            select name || '=' || current_setting(name) from pg_settings
            where name = any(string_to_array('%s', ',')) order by name
            """;

    private final Path directory;
    private final EmbeddedPostgres postgres;

    private BenchServer(Path directory, EmbeddedPostgres postgres) {
        this.directory = directory;
        this.postgres = postgres;
    }

    /** @param directory which is emptied first */
    static BenchServer start(Path directory) throws IOException {
        delete(directory);
        Files.createDirectories(directory);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("cluster"))
                .setCleanDataDirectory(false)
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("postgresql.log").toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("postgresql.log").toFile()))
                // what the service's own embedded server has
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
        SETTINGS.forEach(builder::setServerConfig);
        return new BenchServer(directory, builder.start());
    }

    Path directory() {
        return directory;
    }

    int port() {
        return postgres.getPort();
    }

    /** A new database with the tables of the service and nothing in them. */
    Database create(String name) throws SQLException {
        Database administration = new Database(this, "postgres");
        if (administration.number("select count(*) from pg_database where datname = '" + Database.EMPTY + "'") == 0) {
            administration.execute("create database " + Database.EMPTY);
            new Database(this, Database.EMPTY).migrate();
        }
        administration.execute("create database " + name + " template " + Database.EMPTY);
        return new Database(this, name);
    }

    /** The version, what was set and some of what was not, as the server tells it. */
    List<String> settings() throws SQLException {
        Database administration = new Database(this, "postgres");
        String names = String.join(",", SETTINGS.keySet()) + ",autovacuum,checkpoint_timeout,wal_level,work_mem";
        return Stream.concat(
                        administration.column("select split_part(version(), ' on ', 1)").stream(),
                        administration.column(TOLD.formatted(names)).stream())
                .toList();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        delete(directory);
    }

    private static void delete(Path tree) throws IOException {
        if (Files.notExists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
