package dev.deskhours.db;

import java.io.IOException;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.TenantDatabase;
import dev.deskhours.testing.TenantDatabase.Login;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every table, so also for the next one (docs/spec/data.md, Tenants; docs/adr/0007). */
class TenantTablesTest {
    private static final String TABLE =
            "pg_class.relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname <> 'flyway_schema_history'";

    private static TenantDatabase database;

    @BeforeAll
    static void startDatabase() throws IOException, SQLException {
        database = new TenantDatabase();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void everyTableKnowsItsProject() throws SQLException {
        assertThat(database.column(Login.SUPERUSER, "select relname from pg_class where " + TABLE))
                .containsExactlyInAnyOrderElementsOf(database.tables());
    }

    @Test
    void everyTableKeepsProjectsApart() throws SQLException {
        assertThat(database.column(Login.SUPERUSER, """
                        select relname from pg_class
                        where %s and not (relrowsecurity and relforcerowsecurity and exists (
                            select from pg_policies
                            where tablename = relname and policyname = 'own_project' and cmd = 'ALL'
                                and permissive = 'PERMISSIVE' and roles = '{public}' and qual = with_check
                                and qual = '(project_id = current_setting(''deskhours.project_id''::text, true))'))
                        """.formatted(TABLE))).isEmpty();
    }

    @Test
    void onlyTheServicesOwnTablesAreSeenOverAllProjects() throws SQLException {
        assertThat(database.column(
                        Login.SUPERUSER, "select tablename from pg_policies where policyname <> 'own_project'"))
                .containsExactlyInAnyOrder(
                        "project",
                        "export_task",
                        "aggregation_run",
                        "project_change",
                        "webhook",
                        "webhook_delivery",
                        "notify_rule");
    }

    /** The queues and the run log are small and stay local (data rule 2); all else may be distributed. */
    @Test
    void theProjectLeadsEveryIndexOfTenantData() throws SQLException {
        assertThat(database.column(Login.SUPERUSER, """
                        select indexrelid::regclass from pg_index join pg_class on pg_class.oid = indrelid
                        where %s and relname not in ('export_task', 'aggregation_run', 'webhook_delivery')
                            and pg_get_indexdef(indexrelid, 1, false) <> 'project_id'
                        """.formatted(TABLE))).isEmpty();
    }

    @Test
    void theRoleMayReadAndWriteRowsAndNothingElse() throws SQLException {
        assertThat(database.column(Login.SUPERUSER, """
                        select distinct string_agg(privilege_type, ' ' order by privilege_type)
                        from pg_class left join information_schema.role_table_grants
                            on table_name = relname and grantee = 'deskhours_service'
                        where %s
                        group by relname
                        """.formatted(TABLE)))
                .containsExactly("DELETE INSERT SELECT UPDATE");
        assertThat(database.column(Login.SUPERUSER, """
                        select rolname from pg_roles
                        where rolname = 'deskhours_service'
                            and not (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb or rolreplication)
                        """)).hasSize(1);
    }
}
