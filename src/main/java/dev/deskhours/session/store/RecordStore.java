package dev.deskhours.session.store;

import java.util.List;

import io.vertx.mutiny.sqlclient.SqlConnection;

/** A kind of record that is taken in as a set. All methods block. */
public interface RecordStore<T> {
    /** A set of so few records that they can be held. */
    RecordSet<T> setOf(List<T> records);

    /** A set of any number, empty at first, that lives in the transaction. */
    RecordSet<T> newStage(SqlConnection transaction);

    /** Merges the records into the tables, in a transaction that holds the lock of the project. */
    Merged merge(SqlConnection transaction, String projectId, RecordSet<T> records);

    /**
     * What became of the records.
     *
     * @param inserted how many were new
     * @param updated how many changed something or came twice in their body
     * @param moved how many of these say another desktop or another start of their session than before
     */
    record Merged(long inserted, long updated, long moved) {
        Merged and(long moreUpdated, long moreMoved) {
            return new Merged(inserted, updated + moreUpdated, moved + moreMoved);
        }
    }
}
