package dev.deskhours.testing;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import org.flywaydb.core.Flyway;

/** A PostgreSQL with the tables of the service in two databases: one of the superuser's, one of an owner who is nobody. */
public final class TenantDatabase implements AutoCloseable {
    private final TestServer server;

    /** Who may serve, and where. */
    public enum Login {
        SUPERUSER("postgres", "postgres"),
        OWNER("desk_owner", "desk"),
        MEMBER("desk_member", "desk");

        public final String user;
        public final String database;

        Login(String user, String database) {
            this.user = user;
            this.database = database;
        }
    }

    public TenantDatabase() throws IOException, SQLException {
        this(TestServer.chosen());
    }

    /** @param server which ends with it */
    public TenantDatabase(TestServer server) throws SQLException {
        this.server = server;
        execute(Login.SUPERUSER, "create role desk_owner login createrole; create role desk_member login");
        execute(Login.SUPERUSER, "create database desk owner desk_owner");
        migrate(Login.OWNER);
        migrate(Login.SUPERUSER);
        execute(Login.SUPERUSER, "grant deskhours_service to desk_member");
    }

    private void migrate(Login login) {
        Flyway.configure()
                .dataSource("jdbc:" + server.url(login.database), login.user, "")
                .load()
                .migrate();
    }

    public Pool pool(Login login, int connections) {
        return pool(login, new PoolOptions().setMaxSize(connections));
    }

    public Pool pool(Login login, PoolOptions options) {
        return Pool.newInstance(PgBuilder.pool()
                .with(options)
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(server.port())
                        .setUser(login.user)
                        .setDatabase(login.database))
                .build());
    }

    /** As the superuser, whom no policy binds, in the database of this login. */
    public void execute(Login login, String sql) throws SQLException {
        try (Connection connection = connection(login);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column, read as by {@link #execute}. */
    public List<String> column(Login login, String sql) throws SQLException {
        try (Connection connection = connection(login)) {
            return FirstColumn.of(connection, sql);
        }
    }

    /** Every table that has rows of projects. */
    public List<String> tables() throws SQLException {
        return column(Login.SUPERUSER, """
                select table_name from information_schema.columns join information_schema.tables
                    using (table_schema, table_name)
                where table_schema = 'public' and column_name = 'project_id' and table_type = 'BASE TABLE'
                order by table_name
                """);
    }

    /** Every row of a project, table by table. */
    public List<String> rows(Login login, String projectId) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : tables()) {
            rows.addAll(column(login, """
                    select '%1$s ' || to_jsonb(%1$s)::text as row from %1$s where project_id = '%2$s' order by row
                    """.formatted(table, projectId)));
        }
        return rows;
    }

    private Connection connection(Login login) throws SQLException {
        return server.connect(TestServer.SUPERUSER, login.database);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
