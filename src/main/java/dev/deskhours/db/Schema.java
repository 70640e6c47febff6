package dev.deskhours.db;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.pgclient.PgException;

/** The tables of the database: which version they have, asked without JDBC as every process asks at its start, and how they get it. */
@ApplicationScoped
public class Schema {
    /** The version this program works with: the newest of the migrations. */
    public static final int NEEDED = 12;

    /** The version of a database without tables. */
    public static final int NONE = 0;

    private static final String UNDEFINED_TABLE = "42P01";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String PRESENT = """
            select version::int from flyway_schema_history
            where success and version is not null
            order by installed_rank desc
            limit 1
            """;

    private final Pool pool;
    private final Instance<Migration> migration;
    private final RoleCheck role;

    /** @param migration made only where it is needed: it brings JDBC with it */
    Schema(Pool pool, Instance<Migration> migration, RoleCheck role) {
        this.pool = pool;
        this.migration = migration;
        this.role = role;
    }

    /** The version the database has, {@value #NONE} if it is empty. */
    public Uni<Integer> version() {
        return pool.query(PRESENT)
                .execute()
                .map(Schema::newest)
                .onFailure(Schema::hasNoTables)
                .recoverWithItem(NONE);
    }

    /**
     * Brings the tables to the version {@value #NEEDED}; processes that do it at the same time wait for one another. Blocks.
     *
     * @return how many steps there were
     * @throws org.flywaydb.core.api.FlywayException if a step fails, or if those applied are not those of this program
     */
    public int migrate() {
        return migration.get().apply();
    }

    /**
     * Refuses a database that would not keep tenants apart for the service (docs/adr/0007). Blocks.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException in one line, with what an administrator has to run
     */
    public void requireRole() {
        role.refuse();
    }

    private static int newest(RowSet<Row> rows) {
        for (Row row : rows) {
            return row.getInteger(0);
        }
        return NONE;
    }

    /** Nor has one whose history may not be read: a login that owns nothing may, from the second migration on. */
    private static boolean hasNoTables(Throwable failure) {
        return failure instanceof PgException answer
                && (UNDEFINED_TABLE.equals(answer.getSqlState())
                        || INSUFFICIENT_PRIVILEGE.equals(answer.getSqlState()));
    }
}
