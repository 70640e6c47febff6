package dev.deskhours.service;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The service's own statements, run without their condition on the project, still keep to it (docs/adr/0007). */
class ForgottenConditionTest {
    private static TenantDatabase database;

    @BeforeAll
    static void startDatabase() throws IOException, SQLException {
        database = new TenantDatabase();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void theNumbersAreTheSameAndTheNeighbourIsLeftAlone(Login login) throws SQLException {
        database.execute(login, "truncate " + String.join(", ", database.tables()));
        try (ProjectWork honest = new ProjectWork(database.pool(login, 4));
                ProjectWork forgetful = new ProjectWork(new ForgetfulPool(database.pool(login, 4)))) {
            honest.fill("neighbour", 40);
            List<String> neighbour = database.rows(login, "neighbour");
            List<Object> expected = honest.work("twin");

            assertThat(forgetful.work("here")).isEqualTo(expected);

            assertThat(database.rows(login, "neighbour")).isEqualTo(neighbour).hasSizeGreaterThan(100);
            assertThat(database.rows(login, "here").stream().map(row -> row.replaceAll("\"mark_id\": \"[^\"]*\"", "")))
                    .isEqualTo(database.rows(login, "twin").stream()
                            .map(row -> row.replaceAll("\"mark_id\": \"[^\"]*\"", "")
                                    .replace("\"twin\"", "\"here\""))
                            .toList());
            assertThat(((ForgetfulPool) forgetful.pool).crippled()).hasSizeGreaterThan(20);
        }
    }

    /** Without which the other test would prove nothing. */
    @Test
    void withoutRowLevelSecurityTheyWouldMix() throws SQLException {
        database.execute(Login.SUPERUSER, "truncate " + String.join(", ", database.tables()));
        setRowLevelSecurity("disable");
        try (ProjectWork honest = new ProjectWork(database.pool(Login.SUPERUSER, 4));
                ProjectWork forgetful = new ProjectWork(new ForgetfulPool(database.pool(Login.SUPERUSER, 4)))) {
            honest.fill("neighbour", 40);
            honest.work("twin");

            // Where one project has one of something, all have several.
            assertThatThrownBy(() -> forgetful.work("here"))
                    .isInstanceOf(PgException.class)
                    .hasMessageContaining("more than one row returned");
        } finally {
            setRowLevelSecurity("enable");
        }
    }

    private static void setRowLevelSecurity(String change) throws SQLException {
        for (String table : database.tables()) {
            database.execute(Login.SUPERUSER, "alter table " + table + " " + change + " row level security");
        }
    }
}
