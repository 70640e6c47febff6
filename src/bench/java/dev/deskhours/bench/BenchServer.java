package dev.deskhours.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.deskhours.testing.EmbeddedServer;
import dev.deskhours.testing.StockPostgres;
import dev.deskhours.testing.TemporaryTree;
import dev.deskhours.testing.TestServer;

/**
 * A PostgreSQL of its own, whose databases are thrown away with it. The embedded one has these settings, the stock one none at
 * all: there the service logs in as somebody who owns nothing, as in production.
 */
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

    private static final String SERVICE_USER = "bench_service";

    private final Path directory;
    private final TestServer server;

    private BenchServer(Path directory, TestServer server) {
        this.directory = directory;
        this.server = server;
    }

    /** @param directory which is emptied first */
    static BenchServer start(Path directory, BenchSettings.Server kind) throws IOException, SQLException {
        TemporaryTree.delete(directory);
        Files.createDirectories(directory);
        TestServer server = kind == BenchSettings.Server.STOCK
                ? StockPostgres.start()
                : EmbeddedServer.start(directory.resolve("cluster"), SETTINGS);
        BenchServer bench = new BenchServer(directory, server);
        new Database(bench, "postgres")
                .execute(
                        "create role deskhours_service",
                        "create role " + SERVICE_USER + " login",
                        "grant deskhours_service to " + SERVICE_USER);
        return bench;
    }

    boolean isStock() {
        return server instanceof StockPostgres;
    }

    /** As whom the service logs in. */
    String serviceUser() {
        return isStock() ? SERVICE_USER : TestServer.SUPERUSER;
    }

    Path directory() {
        return directory;
    }

    int port() {
        return server.port();
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
        String names = String.join(",", SETTINGS.keySet()) + ",autovacuum,checkpoint_timeout,jit,wal_level,work_mem";
        return Stream.concat(
                        administration.column("select split_part(version(), ' on ', 1)").stream(),
                        administration.column(TOLD.formatted(names)).stream())
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
        TemporaryTree.delete(directory);
    }
}
