package dev.deskhours.session.store;

import java.util.List;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Records as a set that SQL can read: a small body straight from arrays, a large one from a staging table that lives in
 * the transaction. {@code position} is the number of the record in the body, so that the last of equal ids wins.
 */
public final class RecordBatch<T> {
    private static final String STAGE = "staged_record";

    private final List<Column<T>> columns;

    RecordBatch(List<Column<T>> columns) {
        this.columns = columns;
    }

    public Uni<Void> createStage(SqlConnection transaction) {
        String definitions = columns.stream()
                .map(column -> column.name() + " " + column.sqlType())
                .collect(Collectors.joining(", "));
        return transaction
                .query("create temporary table " + STAGE + " (position bigint, " + definitions + ") on commit drop")
                .execute()
                .replaceWithVoid();
    }

    public Uni<Void> stage(SqlConnection transaction, List<T> records, long before) {
        Tuple parameters = Tuple.of(before);
        addArrays(parameters, records);
        String rows = "select position + $1, " + names() + " from " + unnested(2);
        return transaction
                .preparedQuery("insert into " + STAGE + " " + rows)
                .execute(parameters)
                .replaceWithVoid();
    }

    /** The set in a FROM clause. */
    public String stageSource() {
        return STAGE;
    }

    /** The set in a FROM clause, its arrays being the parameters from {@code first} on. */
    public String unnested(int first) {
        StringBuilder arrays = new StringBuilder();
        for (int index = 0; index < columns.size(); index++) {
            arrays.append(index == 0 ? "$" : ", $").append(first + index);
            arrays.append("::").append(columns.get(index).sqlType()).append("[]");
        }
        return "unnest(" + arrays + ") with ordinality as record (" + names() + ", position)";
    }

    public void addArrays(Tuple parameters, List<T> records) {
        columns.forEach(column -> parameters.addValue(column.array().apply(records)));
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
