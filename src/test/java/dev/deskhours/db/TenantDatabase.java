package dev.deskhours.db;

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
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;

import dev.deskhours.testing.FirstColumn;

/** A PostgreSQL with the tables of the service in two databases: one of the superuser's, one of an owner who is nobody. */
public final class TenantDatabase implements AutoCloseable {
    private final EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();

    /** Who may serve, and where. */
    public enum Login {
        SUPERUSER("postgres", "postgres"),
        OWNER("desk_owner", "desk"),
        MEMBER("desk_member", "desk");

        final String user;
        final String database;

        Login(String user, String database) {
            this.user = user;
            this.database = database;
        }
    }

    public TenantDatabase() throws IOException, SQLException {
        execute(Login.SUPERUSER, "create role desk_owner login createrole; create role desk_member login");
        execute(Login.SUPERUSER, "create database desk owner desk_owner");
        migrate(Login.OWNER);
        migrate(Login.SUPERUSER);
        execute(Login.SUPERUSER, "grant deskhours_service to desk_member");
    }

    private void migrate(Login login) {
        Flyway.configure()
                .dataSource(postgres.getDatabase(login.user, login.database))
                .load()
                .migrate();
    }

    public Pool pool(Login login, int connections) {
        return Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(connections))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(postgres.getPort())
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
        return postgres.getDatabase("postgres", login.database).getConnection();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
