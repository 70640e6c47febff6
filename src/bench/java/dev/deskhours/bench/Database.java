package dev.deskhours.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

import dev.deskhours.testing.FirstColumn;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/** One database of the server, and what runs on it. */
record Database(BenchServer server, String name) {
    static final String EMPTY = "empty";

    private static final String USER = TestServer.SUPERUSER;

    /** A connection as the owner of the tables, whom row level security does not bind. */
    Connection connect() throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), name);
        return DriverManager.getConnection(url, USER, "");
    }

    /** Connections as the service has them. */
    Pool pool() {
        return Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(server.port())
                        .setUser(USER)
                        .setDatabase(name))
                .build());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column. */
    List<String> column(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return FirstColumn.of(connection, sql);
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(column(sql).get(0));
    }

    /** So that the next piece of work pays for its own writes alone. */
    void checkpoint() throws SQLException {
        execute("checkpoint");
    }

    /** Writes all rows of a table again, in an order that has nothing to do with any of its columns. */
    void shuffle(String table) throws SQLException {
        execute(
                "create table shuffled as select * from %s as whole order by md5(whole::text)".formatted(table),
                "truncate " + table,
                "insert into %s select * from shuffled".formatted(table),
                "drop table shuffled");
    }

    void migrate() {
        ServiceProcess.Ended ended = launch("migrate").run();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    /** The service on this database. */
    ServiceProcess.Launch launch(String... command) {
        ServiceProcess.Launch launch = ServiceProcess.Launch.of(command)
                .with("deskhours.db.url", "postgresql://127.0.0.1:" + server.port() + "/" + name)
                .with("deskhours.db.user", server.serviceUser())
                .with("deskhours.data-dir", directory());
        return server.isStock()
                ? launch.with("deskhours.db.owner-user", USER).with("deskhours.db.owner-password", "trusted")
                : launch;
    }

    Path directory() {
        return server.directory().resolve("data-" + name);
    }

    Path exports() {
        return directory().resolve("exports");
    }

    /** How a program of PostgreSQL is told to connect. */
    List<String> connectionOptions() {
        return List.of("-h", "127.0.0.1", "-p", Integer.toString(server.port()), "-U", USER);
    }
}
