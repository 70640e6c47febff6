package dev.deskhours.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.FirstColumn;

import static org.assertj.core.api.Assertions.assertThat;

/** A database that has days as rows has the same days afterwards, whoever owns it. */
class StoredDaysMigrationTest {
    private static final String BEFORE = "2";
    private static final String DAYS = """
            select project_id || ' ' || day || ' ' || desktop_id || ' ' || usage_seconds || ' ' || logins || ' '
                || to_char(last_used_at, 'YYYY-MM-DD HH24:MI:SS.MS')
            from usage_day order by project_id, day, desktop_id
            """;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        execute(postgres.getPostgresDatabase(), "create role owner login createrole");
        execute(postgres.getPostgresDatabase(), "create database owned owner owner");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "postgres"})
    void daysStay(String user) throws SQLException {
        String name = user.equals("owner") ? "owned" : "postgres";
        DataSource database = postgres.getDatabase(user, name);
        DataSource unbound = postgres.getDatabase("postgres", name);
        Flyway.configure().dataSource(database).target(BEFORE).load().migrate();
        execute(unbound, """
                insert into desktop (project_id, desktop_id, first_heard_at, described_at)
                select 'p' || project, 'desk-' || n, '2026-01-01', '2026-01-01'
                from generate_series(1, 3) as project, generate_series(1, 1500) as n
                """);
        // Halves of seconds, which are what is kept of fractions.
        execute(unbound, """
                insert into usage_day (project_id, day, desktop_id, usage_seconds, logins, last_used_at)
                select project_id, day, desktop_id, length(desktop_id) * 100 + extract(day from day)::integer, 2,
                    day::timestamp at time zone 'UTC' + (length(desktop_id) * 7000 - 40000) * interval '0.5 seconds'
                from desktop, unnest(array[date '2026-03-01', '2026-03-02', '2026-04-01']) as day
                where hashtext(desktop_id || day) % 3 <> 0
                """);
        List<String> before = column(unbound, DAYS);

        Flyway.configure().dataSource(database).load().migrate();

        assertThat(column(unbound, DAYS)).isEqualTo(before).hasSizeGreaterThan(5_000);
        assertThat(column(unbound, "select count(*) from usage_segment")).containsExactly("18");
        assertThat(column(unbound, """
                        select project_id || ' ' || min(number) || ' ' || max(number) || ' ' || count(distinct number)
                        from desktop group by project_id order by project_id
                        """)).containsExactly("p1 0 1499 1500", "p2 0 1499 1500", "p3 0 1499 1500");
        assertThat(column(unbound, "select relname from pg_class where relrowsecurity and not relforcerowsecurity"))
                .as("tables whose owner is no longer bound")
                .isEmpty();
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return FirstColumn.of(connection, sql);
        }
    }
}
