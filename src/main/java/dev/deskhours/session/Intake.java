package dev.deskhours.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.DatabaseConfig;
import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.store.RecordStore;
import dev.deskhours.session.store.RecordStore.Merged;
import dev.deskhours.session.store.RecordStore.Source;

/**
 * Takes the records of one request, whole or not at all (docs/spec/api.md, Sessions in), in memory that does not grow
 * with the body.
 */
@ApplicationScoped
public class Intake {
    private static final int BATCH = 4000;

    private final Transactions transactions;
    private final ProjectStore projects;
    private final Semaphore connections;

    public Intake(Transactions transactions, ProjectStore projects, DatabaseConfig config) {
        this.transactions = transactions;
        this.projects = projects;
        // The other half is for queries, the aggregation and the heartbeats of exports.
        this.connections = new Semaphore(config.poolSize() / 2, true);
    }

    /**
     * Reads all records and stores them. Blocks.
     *
     * @param next gives one good record after the other, then nothing
     * @param verdict called when all has been read and before anything is final; throws if the body was not good
     */
    <T> IntakeResult take(String projectId, RecordStore<T> store, Supplier<Optional<T>> next, Runnable verdict) {
        List<T> first = batch(next);
        if (first.size() < BATCH) {
            verdict.run();
            return first.isEmpty() ? new IntakeResult(0, 0, 0, 0) : takeSmall(projectId, store, first);
        }
        return takeLarge(projectId, store, first, next, verdict);
    }

    private <T> IntakeResult takeSmall(String projectId, RecordStore<T> store, List<T> records) {
        Source<T> source = new Source<>(store.batch(), records);
        return limited(projectId, transaction -> merged(transaction, projectId, store, source, records.size()));
    }

    private <T> IntakeResult takeLarge(
            String projectId, RecordStore<T> store, List<T> first, Supplier<Optional<T>> next, Runnable verdict) {
        return limited(projectId, transaction -> {
            store.batch().createStage(transaction).await().indefinitely();
            long received = 0;
            for (List<T> records = first; !records.isEmpty(); records = batch(next)) {
                store.batch().stage(transaction, records, received).await().indefinitely();
                received += records.size();
            }
            verdict.run();
            return merged(transaction, projectId, store, Source.staged(store.batch()), received);
        });
    }

    private <T> IntakeResult merged(
            SqlConnection transaction, String projectId, RecordStore<T> store, Source<T> source, long received) {
        projects.lockForChange(transaction, projectId).await().indefinitely();
        Merged merged = store.merge(transaction, projectId, source);
        long unchanged = received - merged.inserted() - merged.updated();
        return new IntakeResult(received, merged.inserted(), merged.updated(), unchanged);
    }

    /** A slow body keeps a connection for long; slow bodies must not keep them all. */
    private <R> R limited(String projectId, Function<SqlConnection, R> work) {
        connections.acquireUninterruptibly();
        try {
            return transactions.writeBlocking(projectId, work);
        } finally {
            connections.release();
        }
    }

    private static <T> List<T> batch(Supplier<Optional<T>> next) {
        List<T> records = new ArrayList<>();
        while (records.size() < BATCH) {
            Optional<T> record = next.get();
            if (record.isEmpty()) {
                break;
            }
            records.add(record.get());
        }
        return records;
    }
}
