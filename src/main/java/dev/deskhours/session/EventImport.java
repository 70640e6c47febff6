package dev.deskhours.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.store.EventStore;
import dev.deskhours.session.store.RecordSet;
import dev.deskhours.session.store.SessionStore;

/**
 * Takes events in: they pair with those of earlier imports of the same mapping, and what comes out differently now takes the
 * place of what came out before, so that neither the order nor the cut of files matters (docs/adr/0016).
 */
final class EventImport {
    private static final String KNOWN = "staged_known";

    private final RecordBatches batches;
    private final SessionStore sessions;

    /** Reads sessions that a source makes. */
    interface Reading {
        /** @param counts what is left out; {@code null} = nobody does */
        RecordReader<SessionRecord> of(MappedRecords counts, Supplier<MappedRecords.Next> next);
    }

    EventImport(RecordBatches batches, SessionStore sessions) {
        this.batches = batches;
        this.sessions = sessions;
    }

    /** Blocks; fails as {@link RecordBatches#take}. */
    IntakeResult take(String projectId, RecordBatches.Run<SessionRecord> run, MappedRecords records, Reading reading) {
        BadRecords bad = records.readFiles();
        bad.throwIfAny();
        return batches.locked(projectId, run, transaction -> {
            records.pairWith(EventStore.open(transaction, projectId, records.mappingId()));
            RecordReader<SessionRecord> reader = reading.of(records, records::next);
            RecordSet<SessionRecord> made = sessions.newStage(transaction);
            stage(transaction, made, run.watched(reader::next));
            reader.badRecords().throwIfAny();
            IntakeResult result = batches.merge(transaction, projectId, sessions, made);
            withdraw(transaction, projectId, reading.of(null, records::nextKnown), made);
            return result;
        });
    }

    /** Takes back the sessions that are no more. */
    private void withdraw(
            SqlConnection transaction,
            String projectId,
            RecordReader<SessionRecord> before,
            RecordSet<SessionRecord> now) {
        RecordSet<SessionRecord> known = sessions.newStage(transaction, KNOWN);
        stage(transaction, known, before::next);
        known.removeThoseOf(transaction, now);
        if (known.size() > 0) {
            sessions.withdraw(transaction, projectId, known);
        }
    }

    static void stage(
            SqlConnection transaction, RecordSet<SessionRecord> stage, Supplier<Optional<SessionRecord>> next) {
        List<SessionRecord> batch = new ArrayList<>();
        for (Optional<SessionRecord> record = next.get(); record.isPresent(); record = next.get()) {
            batch.add(record.get());
            if (batch.size() == RecordBatches.BATCH) {
                stage.add(transaction, batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            stage.add(transaction, batch);
        }
        stage.complete(transaction);
    }
}
