package dev.deskhours.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.store.DesktopStore;
import dev.deskhours.session.store.PresenceStore;
import dev.deskhours.session.store.RecordSet;
import dev.deskhours.session.store.RecordStore;
import dev.deskhours.session.store.RecordStore.Merged;

/** Stores the records of one body, all or none, in memory that does not grow with the body. All methods block. */
final class RecordBatches {
    static final int BATCH = 4000;

    private final Transactions transactions;
    private final ProjectStore projects;
    private final DesktopStore desktops;
    private final PresenceStore presence;
    private final Quotas quotas;

    RecordBatches(
            Transactions transactions,
            ProjectStore projects,
            DesktopStore desktops,
            PresenceStore presence,
            Quotas quotas) {
        this.transactions = transactions;
        this.projects = projects;
        this.desktops = desktops;
        this.presence = presence;
        this.quotas = quotas;
    }

    /** How records are taken: for good or for show. */
    static final class Run<T> {
        private static final int SHOWN = 10;
        private final boolean dry;
        private final List<T> first = new ArrayList<>();

        Run(boolean dry) {
            this.dry = dry;
        }

        /** The records that came first, if it is for show; else {@code null}. */
        List<T> first() {
            return dry ? List.copyOf(first) : null;
        }

        Supplier<Optional<T>> watched(Supplier<Optional<T>> next) {
            return dry ? () -> note(next.get()) : next;
        }

        private Optional<T> note(Optional<T> record) {
            record.filter(any -> first.size() < SHOWN).ifPresent(first::add);
            return record;
        }
    }

    /** Ends a transaction that was for show. */
    private static final class Shown extends RuntimeException {
        private final transient Object result;

        private Shown(Object result) {
            super(null, null, false, false);
            this.result = result;
        }
    }

    /**
     * Stores records.
     *
     * @param bad those that {@code next} has met so far
     * @throws dev.deskhours.web.ApiException 400 if there is a bad one, 429 if the project has sent in too much
     */
    <T> IntakeResult take(
            String projectId, Run<T> run, RecordStore<T> store, Supplier<Optional<T>> records, BadRecords bad) {
        Supplier<Optional<T>> next = run.watched(records);
        List<T> first = batch(next);
        if (first.size() < BATCH) {
            bad.throwIfAny();
            return first.isEmpty() ? new IntakeResult(0, 0, 0, 0) : takeFew(projectId, run, store, first);
        }
        Optional<IntakeResult> result =
                bad.total() > 0 ? Optional.empty() : takeMany(projectId, run, store, first, next, bad);
        while (result.isEmpty() && next.get().isPresent()) {
            // The other bad records are wanted for the message.
        }
        bad.throwIfAny();
        return result.orElseThrow();
    }

    /** Does something in one transaction that holds the lock of the project. */
    <T, R> R locked(String projectId, Run<T> run, Function<SqlConnection, R> work) {
        return within(projectId, run, transaction -> {
            lock(transaction, projectId);
            return work.apply(transaction);
        });
    }

    private <T> IntakeResult takeFew(String projectId, Run<T> run, RecordStore<T> store, List<T> records) {
        return locked(projectId, run, transaction -> merge(transaction, projectId, store, store.setOf(records)));
    }

    /** Nothing, and nothing is stored, as soon as there is a bad record. */
    private <T> Optional<IntakeResult> takeMany(
            String projectId,
            Run<T> run,
            RecordStore<T> store,
            List<T> first,
            Supplier<Optional<T>> next,
            BadRecords bad) {
        return within(projectId, run, transaction -> {
            RecordSet<T> records = store.newStage(transaction);
            for (List<T> batch = first; !batch.isEmpty() && bad.total() == 0; batch = batch(next)) {
                records.add(transaction, batch);
            }
            if (bad.total() > 0) {
                return Optional.empty();
            }
            records.complete(transaction);
            lock(transaction, projectId);
            return Optional.of(merge(transaction, projectId, store, records));
        });
    }

    /** Does something in one transaction. */
    @SuppressWarnings("unchecked")
    <T, R> R within(String projectId, Run<T> run, Function<SqlConnection, R> work) {
        if (!run.dry) {
            return transactions.writeBlocking(projectId, work);
        }
        try {
            return transactions.writeBlocking(projectId, transaction -> {
                throw new Shown(work.apply(transaction));
            });
        } catch (Shown shown) {
            return (R) shown.result;
        }
    }

    /** Until the end of the transaction nobody else changes the project. */
    void lock(SqlConnection transaction, String projectId) {
        projects.lockForChange(transaction, projectId).await().indefinitely();
    }

    /** @param transaction holds the lock of the project */
    <T> IntakeResult merge(SqlConnection transaction, String projectId, RecordStore<T> store, RecordSet<T> records) {
        Merged merged = store.merge(transaction, projectId, records);
        if (store != presence && merged.inserted() > 0) {
            quotas.countDesktops(transaction, projectId);
        }
        if (store != desktops) {
            quotas.countSessions(transaction, projectId, records.size());
        }
        long unchanged = records.size() - merged.inserted() - merged.updated();
        return new IntakeResult(
                records.size(), merged.inserted(), merged.updated(), unchanged, merged.moved(), 0, List.of());
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
