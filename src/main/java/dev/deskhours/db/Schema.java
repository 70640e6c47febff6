package dev.deskhours.db;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.pgclient.PgException;

/** Which version of the tables the database has. Asked without JDBC, as every process asks at its start. */
@ApplicationScoped
public class Schema {
    /** The version this program works with: the newest of the migrations. */
    public static final int NEEDED = 6;

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

    public Schema(Pool pool) {
        this.pool = pool;
    }

    /** The version the database has, {@value #NONE} if it is empty. */
    public Uni<Integer> version() {
        return pool.query(PRESENT)
                .execute()
                .map(Schema::newest)
                .onFailure(Schema::hasNoTables)
                .recoverWithItem(NONE);
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
