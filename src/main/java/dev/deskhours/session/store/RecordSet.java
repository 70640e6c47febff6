package dev.deskhours.session.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;

/**
 * Records as a set that SQL can read: a few straight from arrays, many from a staging table that lives in the
 * transaction (docs/spec/data.md, Sessions of the database). The column {@code position} is the number of the record
 * in its body, so that the last of equal ids wins.
 */
public final class RecordSet<T> {
    private static final String STAGE = "staged_record";

    private final List<Column<T>> columns;
    private final List<T> few;
    private final String stage;
    private long size;
    private CompletionStage<?> adding = CompletableFuture.completedFuture(null);

    /** Its name and type in SQL, and where the records have their values. */
    record Column<T>(String name, String type, Function<List<T>, Object> array) {
        static <T> Column<T> text(String name, Function<T, String> value) {
            return new Column<>(
                    name, "text", records -> records.stream().map(value).toArray(String[]::new));
        }

        static <T> Column<T> time(String name, Function<T, Instant> value) {
            return new Column<>(name, "timestamptz", records -> records.stream()
                    .map(record -> utc(value.apply(record)))
                    .toArray(OffsetDateTime[]::new));
        }

        static <T> Column<T> uuid(String name, Function<T, UUID> value) {
            return new Column<>(
                    name, "uuid", records -> records.stream().map(value).toArray(UUID[]::new));
        }

        static <T> Column<T> bytes(String name, Function<T, Buffer> value) {
            return new Column<>(
                    name, "bytea", records -> records.stream().map(value).toArray(Buffer[]::new));
        }

        static <T> Column<T> flag(String name, Predicate<T> value) {
            return new Column<>(name, "boolean", records -> records.stream()
                    .map(value::test)
                    .toArray(Boolean[]::new));
        }

        private static OffsetDateTime utc(Instant instant) {
            return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
        }

        private String parameter() {
            return "record_" + name;
        }
    }

    private RecordSet(String stage, List<Column<T>> columns, List<T> few) {
        this.stage = stage;
        this.columns = columns;
        this.few = few;
        this.size = few.size();
    }

    /** @param records at least one */
    static <T> RecordSet<T> of(List<Column<T>> columns, List<T> records) {
        return new RecordSet<>(STAGE, columns, records);
    }

    /** An empty staging table. */
    static <T> RecordSet<T> staged(List<Column<T>> columns, SqlConnection transaction) {
        return staged(STAGE, columns, transaction);
    }

    /** @param stage the name of the table, one in a transaction */
    static <T> RecordSet<T> staged(String stage, List<Column<T>> columns, SqlConnection transaction) {
        String definitions = columns.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
        transaction
                .query("create temporary table " + stage + " (position bigint, " + definitions + ") on commit drop")
                .executeAndAwait();
        return new RecordSet<>(stage, columns, List.of());
    }

    /** Puts more records into the staging table, while the next ones are read. */
    public void add(SqlConnection transaction, List<T> records) {
        Map<String, Object> values = arrays(records);
        values.put("before", size);
        String rows = "select position + :before, " + names() + " from " + unnested();
        BoundStatement insert = BoundStatement.of("insert into " + stage + " " + rows, values);
        awaitAdded();
        adding =
                transaction.preparedQuery(insert.sql()).execute(insert.values()).subscribeAsCompletionStage();
        size += records.size();
    }

    private void awaitAdded() {
        Uni.createFrom().completionStage(adding).await().indefinitely();
    }

    /** Tells the planner what is in the staging table, which it takes for nearly empty otherwise; many are sorted in memory. */
    public void complete(SqlConnection transaction) {
        awaitAdded();
        // Apart: a coordinator of Citus sends on what is in one message with a setting, and its workers have no such
        // table.
        transaction.query("set local work_mem = '64MB'").executeAndAwait();
        transaction.query("analyze " + stage).executeAndAwait();
    }

    /** Leaves the records out whose id another staged set has, and all but one of each id. */
    public void removeThoseOf(SqlConnection transaction, RecordSet<T> others) {
        String id = columns.get(0).name();
        String removal = "delete from " + stage + " where " + id + " in (select " + id + " from " + others.stage + ")"
                + " or position not in (select max(position) from " + stage + " group by " + id + ")";
        size -= transaction.query(removal).executeAndAwait().rowCount();
    }

    public long size() {
        return size;
    }

    /**
     * Runs a statement over the set.
     *
     * @param sql with {@code %s} wherever it reads the set in a FROM clause
     * @param values of its other parameters
     * @return its only row, or {@code null} if it gives none
     */
    Row execute(SqlConnection transaction, String sql, Map<String, ?> values) {
        Map<String, Object> all = arrays(few);
        all.putAll(values);
        BoundStatement bound = BoundStatement.of(sql.replace("%s", few.isEmpty() ? stage : unnested()), all);
        var rows = transaction
                .preparedQuery(bound.sql())
                .executeAndAwait(bound.values())
                .iterator();
        return rows.hasNext() ? rows.next() : null;
    }

    private String unnested() {
        String arrays = columns.stream()
                .map(column -> ":" + column.parameter() + "::" + column.type() + "[]")
                .collect(Collectors.joining(", "));
        return "unnest(" + arrays + ") with ordinality as record (" + names() + ", position)";
    }

    private Map<String, Object> arrays(List<T> records) {
        Map<String, Object> values = new HashMap<>();
        if (!records.isEmpty()) {
            columns.forEach(
                    column -> values.put(column.parameter(), column.array().apply(records)));
        }
        return values;
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
