package dev.deskhours.db;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What statements without any condition see and change (docs/adr/0007), whoever has logged in. */
class RowLevelSecurityTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String ONLY_THE_ROLE = "set local role deskhours_service";

    private static TenantDatabase database;
    private static List<String> tables;

    @BeforeAll
    static void startDatabase() throws IOException, SQLException {
        database = new TenantDatabase();
        tables = database.tables();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void aReadSeesOneProject(Login login) throws SQLException {
        run(login, (pool, transactions) -> {
            for (String table : tables) {
                assertThat(projects(transactions, "a", table)).as(table).containsExactly("a");
            }
            assertThat(projects(transactions, "unheard-of", "project")).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void noConditionWidensARead(Login login) throws SQLException {
        run(login, (pool, transactions) -> {
            for (String read : List.of(
                    "select project_id from session where project_id = 'a' or true",
                    "select project_id from session where project_id in (select project_id from project)",
                    "select others.project_id from session as mine right join session as others on true",
                    "select project_id from desktop union all select project_id from project where project_id = 'b'",
                    "with everything as (select * from usage_day) select project_id from everything")) {
                assertThat(await(transactions.readSnapshot("a", read(read))))
                        .as(read)
                        .containsExactly("a");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aWriteChangesOneProject(Login login) throws SQLException {
        run(login, (pool, transactions) -> {
            List<String> others = database.rows(login, "b");
            for (String table : tables) {
                String change = "update " + table + " set project_id = project_id";
                assertThat(await(transactions.write("a", count(change))))
                        .as(change)
                        .isEqualTo(1);
                String removal = "delete from " + table;
                assertThat(await(transactions.write("a", count(removal))))
                        .as(removal)
                        .isEqualTo(1);
            }
            assertThat(database.rows(login, "a")).isEmpty();
            assertThat(database.rows(login, "b")).isEqualTo(others).hasSize(tables.size());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRowOfAnotherProjectIsRefused(Login login) throws SQLException {
        run(login, (pool, transactions) -> {
            for (String table : tables) {
                String row = database.column(
                                login, "select to_jsonb(%1$s) from %1$s where project_id = 'b'".formatted(table))
                        .get(0);
                refused(transactions.write(
                        "a",
                        count("insert into %1$s select * from jsonb_populate_record(null::%1$s, $row$%2$s$row$)"
                                .formatted(table, row))));
                refused(transactions.write("a", count("update " + table + " set project_id = 'b'")));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void withoutAProjectNothingIsThereAndNothingFails(Login login) throws SQLException {
        run(login, (pool, transactions) -> {
            for (String table : tables) {
                for (String statement : List.of(
                        "select from " + table,
                        "update " + table + " set project_id = project_id",
                        "delete from " + table)) {
                    int found = await(pool.withTransaction(connection -> connection
                            .query(ONLY_THE_ROLE)
                            .execute()
                            .chain(() -> count(statement).apply(connection))));
                    assertThat(found).as(statement).isZero();
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUPERUSER")
    void outsideOfTransactionsNobodyButTheSuperuserSeesAnything(Login login) throws SQLException {
        run(login, (pool, transactions) -> {
            for (String table : tables) {
                assertThat(await(pool.query("select from " + table).execute()).size())
                        .as(table)
                        .isZero();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theScopeEndsWithItsTransaction(Login login) throws SQLException {
        run(login, (pool, transactions) -> {
            String backend = one(pool, "select pg_backend_pid()::text");
            await(transactions.write("a", count("select from session")));
            assertUnscoped(pool, login, backend);
            await(transactions.readSnapshot("a", count("select from session")));
            assertUnscoped(pool, login, backend);
            await(transactions.serviceWide(count("select from project")));
            assertUnscoped(pool, login, backend);
            refused(transactions.write("a", count("update session set project_id = 'b'")));
            assertUnscoped(pool, login, backend);
            transactions.writeBlocking(
                    "a", connection -> await(count("select from session").apply(connection)));
            assertUnscoped(pool, login, backend);
        });
    }

    @ParameterizedTest
    @EnumSource
    void overAllProjectsThereAreTheirListTheQueueAndTheRunLog(Login login) throws SQLException {
        run(login, (pool, transactions) -> {
            List<String> serviceWide = List.of(
                    "aggregation_run",
                    "export_task",
                    "notify_rule",
                    "project",
                    "project_change",
                    "webhook",
                    "webhook_delivery");
            for (String table : tables) {
                assertThat(await(transactions.serviceWide(count("select from " + table))) > 0)
                        .as(table)
                        .isEqualTo(serviceWide.contains(table));
            }
            assertThat(await(transactions.serviceWide(count("select from aggregation_run where project_id is null"))))
                    .isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void noTextNamesMoreThanItself(Login login) throws SQLException {
        for (String standardConformingStrings : List.of("on", "off")) {
            database.execute(
                    login,
                    "alter database " + login.database + " set standard_conforming_strings = "
                            + standardConformingStrings);
            run(login, (pool, transactions) -> {
                for (String text : List.of(
                        "",
                        "b",
                        "it's",
                        "a\\",
                        "\\' or '' = '",
                        "a'; set local deskhours.project_id = '*",
                        "a$$",
                        "zażółć",
                        "\uD83D\uDDA5")) {
                    assertThat(setting(transactions, text)).isEqualTo(text);
                }
                for (String text : List.of("*", "\0", "a\0", "*\0")) {
                    assertThat(setting(transactions, text)).isEmpty();
                    assertThat(projects(transactions, text, "project")).isEmpty();
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void theServiceChangesNoTables(Login login) throws SQLException {
        run(login, (pool, transactions) -> {
            for (String statement : List.of(
                    "truncate session",
                    "alter table session disable row level security",
                    "drop policy own_project on session",
                    "create table note (text text)",
                    "drop table session")) {
                refused(transactions.write("a", count(statement)));
            }
            // Whoever switches it off gets an error and not the rows.
            refused(transactions.write("a", connection -> connection
                    .query("set local row_security = off; select from session")
                    .execute()));
        });
    }

    private interface Check {
        void run(Pool pool, Transactions transactions) throws SQLException;
    }

    /** With one connection, so that what one transaction leaves behind would be there for the next. */
    private static void run(Login login, Check check) throws SQLException {
        database.execute(login, "truncate " + String.join(", ", tables));
        for (String project : List.of("a", "b")) {
            database.execute(login, rowsOf(project));
        }
        database.execute(login, """
                insert into aggregation_run
                values ('night', null, '2026-11-01', '2026-11-01', 'schedule', 'SUCCESS', now(), now(), 2, 2, 2, null)
                """);
        Pool pool = database.pool(login, 1);
        try {
            check.run(pool, new Transactions(pool));
        } finally {
            pool.closeAndAwait();
        }
    }

    private static String rowsOf(String project) {
        return """
                insert into project values ('%1$s', null, '2026-11-01');
                insert into project_change values ('%1$s', 1);
                insert into accepted_sessions values ('%1$s', '2026-11-01', 1);
                insert into stored_mapping values ('%1$s', 'mine', '{}', '2026-11-01');
                insert into webhook values ('%1$s', 'mine', 'https://example.com/', '{ping}', true, '', null, null, null, null,
                    '2026-11-01', '2026-11-01');
                insert into webhook_delivery (project_id, webhook, event_id, type, body, created_at, due_at)
                    values ('%1$s', 'mine', 'evt_1', 'ping', '{}', '2026-11-01', '2026-11-01');
                insert into notify_rule values ('%1$s', 'mine', 'desktop_idle_duration', 7, 7, true, null, null, true);
                insert into notify_record values ('%1$s', 'mine', '2026-11-01', 'desktop_idle_duration', 7, 1, '{desk}',
                    '2026-11-02');
                insert into paired_event values ('%1$s', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
                    gen_random_uuid(), '2026-11-01', '');
                insert into desktop (project_id, desktop_id, first_heard_at, described_at, number)
                    values ('%1$s', 'desk', '2026-11-01', '2026-11-01', 0);
                insert into session (project_id, session_id, desktop_id, started_at)
                    values ('%1$s', 'session', 'desk', '2026-11-01');
                insert into presence values ('%1$s', 'desk', '2026-11-01', 'seen', 'session');
                insert into usage_segment values ('%1$s', '2026-11-01', 0, '{0}', '{1}', '{1}', '{0}');
                insert into running_total values ('%1$s', '2026-11-01', 0, '{1}', '{1}', '{1}', '{0}');
                insert into desktop_group values ('%1$s', '', '', 0);
                insert into user_in_group values ('%1$s', 'ann', 0, 0, 0);
                insert into user_segment values ('%1$s', '2026-11-01', 0, '{0}', '{1}', '{1}', '{0}');
                insert into group_day values ('%1$s', 0, '2026-11-01', '', 1, 1, 1, 0, 1, 1, '{1}', '{null}', '{1}', '{1}',
                    '{null}', '{1}');
                insert into aggregated_day values ('%1$s', '2026-11-01', 1, 1, 1, 1, '2026-11-02');
                insert into stale_day values ('%1$s', '2026-11-01', gen_random_uuid());
                insert into export_task (task_id, project_id, status, request, file_name, create_time)
                    values ('task of %1$s', '%1$s', 'CREATING', '{}', 'file', '2026-11-02');
                insert into aggregation_run
                    values ('run of %1$s', '%1$s', '2026-11-01', '2026-11-01', 'manual', 'SUCCESS', now(), now(), 1, 1, 1, null);
                """.formatted(project);
    }

    private static List<String> projects(Transactions transactions, String projectId, String table) {
        return await(transactions.readSnapshot(projectId, read("select project_id from " + table)));
    }

    private static String setting(Transactions transactions, String projectId) {
        return await(transactions.write(projectId, read("select current_setting('deskhours.project_id')")))
                .get(0);
    }

    private static void assertUnscoped(Pool pool, Login login, String backend) {
        assertThat(one(pool, "select pg_backend_pid()::text")).isEqualTo(backend);
        assertThat(one(pool, "select current_user::text")).isEqualTo(login.user);
        assertThat(one(pool, "select current_setting('deskhours.project_id')")).isEmpty();
    }

    private static String one(Pool pool, String sql) {
        return await(pool.query(sql).execute()).iterator().next().getString(0);
    }

    /** The first column, as text. */
    private static Function<SqlConnection, Uni<List<String>>> read(String sql) {
        return transaction -> transaction.query(sql).execute().map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> String.valueOf(row.getValue(0)))
                .toList());
    }

    /** How many rows were found or changed. */
    private static Function<SqlConnection, Uni<Integer>> count(String sql) {
        return transaction -> transaction.query(sql).execute().map(rows -> rows.rowCount());
    }

    private static void refused(Uni<?> work) {
        assertThatThrownBy(() -> await(work))
                .isInstanceOfSatisfying(PgException.class, refusal -> assertThat(refusal.getSqlState())
                        .isEqualTo(INSUFFICIENT_PRIVILEGE));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
