package dev.deskhours.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A table without its key and indexes while much is copied into it; they are made again afterwards, as they were. */
final class BulkLoad {
    private static final String INDEXES = """
            select %s from pg_index join pg_class on pg_class.oid = indexrelid
            where indrelid = '%s'::regclass and not exists (select from pg_constraint where conindid = indexrelid)
            order by relname
            """;
    private static final String KEYS = """
            select %s from pg_constraint where conrelid = '%s'::regclass and contype in ('p', 'u') order by conname
            """;

    private final Database database;
    private final List<String> made;

    private BulkLoad(Database database, List<String> made) {
        this.database = database;
        this.made = made;
    }

    static BulkLoad begin(Database database, String table) throws SQLException {
        String add =
                "format('alter table %s add constraint %%I %%s', conname, pg_get_constraintdef(oid))".formatted(table);
        String drop = "format('alter table %s drop constraint %%I', conname)".formatted(table);
        List<String> made = Stream.concat(
                        database.column(KEYS.formatted(add, table)).stream(),
                        database.column(INDEXES.formatted("pg_get_indexdef(indexrelid)", table)).stream())
                .toList();
        List<String> dropped = Stream.concat(
                        database.column(INDEXES.formatted("format('drop index %I', relname)", table)).stream(),
                        database.column(KEYS.formatted(drop, table)).stream())
                .toList();
        database.execute(dropped.toArray(String[]::new));
        return new BulkLoad(database, made);
    }

    void end() throws SQLException {
        String[] statements = Stream.concat(Stream.of("set maintenance_work_mem = '1GB'"), made.stream())
                .toArray(String[]::new);
        database.execute(statements);
    }
}
