package dev.deskhours.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.FirstColumn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the role comes to a server: it is one for all databases there, and not everybody may make it. */
class ServiceRoleTest {
    private EmbeddedPostgres postgres;

    @BeforeEach
    void startServer() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        execute("create role plain login; create role maker login createrole");
        execute("create database first owner plain");
        execute("create database second owner maker");
    }

    @AfterEach
    void stopServer() throws IOException {
        postgres.close();
    }

    @Test
    void whoMayNotMakeItIsToldWhatToRun() throws SQLException {
        assertThatThrownBy(() -> migrate("plain", "first"))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("There is no role deskhours_service and plain may not create it; an administrator"
                        + " has to run: create role deskhours_service; grant deskhours_service to plain");

        execute("create role deskhours_service; grant deskhours_service to plain");
        migrate("plain", "first");
        assertThat(mayServe("plain")).isTrue();
    }

    @Test
    void whoMakesItMayServe() throws SQLException {
        migrate("maker", "second");
        assertThat(mayServe("maker")).isTrue();
        assertThat(mayServe("plain")).isFalse();
    }

    @Test
    void whoFindsItMayMigrateWithoutServing() throws SQLException {
        migrate("maker", "second");
        migrate("plain", "first");
        assertThat(mayServe("plain")).isFalse();
    }

    @Test
    void aDatabaseWhereNotEverybodyMayMakeTemporaryTables() throws SQLException {
        execute("revoke all on database second from public; grant connect on database second to maker");
        migrate("maker", "second");
        try (Connection connection = postgres.getDatabase("maker", "second").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set role deskhours_service");
            statement.execute("create temporary table note (text text)");
            assertThat(FirstColumn.of(connection, "select relpersistence from pg_class where relname = 'note'"))
                    .as("it is there, and temporary")
                    .containsExactly("t");
        }
    }

    @Test
    void databasesOfOneServerMayBeMigratedAtOnce() throws Exception {
        execute("alter role plain createrole");
        CompletableFuture<?>[] migrations = Stream.of(
                        CompletableFuture.runAsync(() -> migrate("plain", "first")),
                        CompletableFuture.runAsync(() -> migrate("maker", "second")),
                        CompletableFuture.runAsync(() -> migrate("postgres", "postgres")))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(migrations).get(60, TimeUnit.SECONDS);
        assertThat(applied("first"))
                .isNotEmpty()
                .allMatch(migration -> migration.endsWith(" true"))
                .isEqualTo(applied("second"))
                .isEqualTo(applied("postgres"));
    }

    /** What was migrated, and whether it came out well. */
    private List<String> applied(String database) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection()) {
            return FirstColumn.of(
                    connection, "select version || ' ' || success from flyway_schema_history order by installed_rank");
        }
    }

    private void migrate(String user, String database) {
        Flyway.configure()
                .dataSource(postgres.getDatabase(user, database))
                .load()
                .migrate();
    }

    private boolean mayServe(String user) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select pg_has_role('" + user + "', 'deskhours_service', 'set')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
