package dev.deskhours.session.store;

import java.util.List;

import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** A kind of record that is taken in as a set. */
public interface RecordStore<T> {
    RecordBatch<T> batch();

    /**
     * Merges a set of records into the tables, in a transaction that holds the lock of the project.
     *
     * @param source the records
     */
    Merged merge(SqlConnection transaction, String projectId, Source<T> source);

    /** How many records were new and how many changed something. */
    record Merged(long inserted, long updated) {}

    /** Where a merge statement finds the records: in its own parameters or in the staging table. */
    record Source<T>(RecordBatch<T> batch, List<T> records) {
        public static <T> Source<T> staged(RecordBatch<T> batch) {
            return new Source<>(batch, List.of());
        }

        String sql(int firstParameter) {
            return records.isEmpty() ? batch.stageSource() : batch.unnested(firstParameter);
        }

        Tuple with(Tuple parameters) {
            if (!records.isEmpty()) {
                batch.addArrays(parameters, records);
            }
            return parameters;
        }
    }
}
