package dev.deskhours.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.mapping.MappedSource;
import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.PresenceRules;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.store.PresenceStore;
import dev.deskhours.session.store.RecordSet;
import dev.deskhours.session.store.SessionStore;

/** Takes sessions in with the presence signs that stand among them, in one transaction. */
final class SignedImport {
    private static final String SIGNS = "staged_sign";

    private final RecordBatches batches;
    private final SessionStore sessions;
    private final PresenceStore presence;

    SignedImport(RecordBatches batches, SessionStore sessions, PresenceStore presence) {
        this.batches = batches;
        this.sessions = sessions;
        this.presence = presence;
    }

    /** Signs on their way to the staging table. */
    private record Signs(SqlConnection transaction, RecordSet<PresenceRecord> stage, List<PresenceRecord> batch)
            implements Consumer<PresenceRecord> {
        @Override
        public void accept(PresenceRecord sign) {
            batch.add(sign);
            if (batch.size() == RecordBatches.BATCH) {
                addBatch();
            }
        }

        void complete() {
            if (!batch.isEmpty()) {
                addBatch();
            }
            stage.complete(transaction);
        }

        private void addBatch() {
            stage.add(transaction, batch);
            batch.clear();
        }
    }

    /**
     * Blocks; fails as {@link RecordBatches#take}.
     *
     * @param reader of the sessions among the records
     * @param oldestKept signs of before are left out
     */
    IntakeResult take(
            String projectId,
            RecordBatches.Run<SessionRecord> run,
            MappedRecords records,
            RecordReader<SessionRecord> reader,
            PresenceRules rules,
            Instant oldestKept) {
        return batches.within(projectId, run, transaction -> {
            RecordSet<SessionRecord> made = sessions.newStage(transaction);
            Signs signs = new Signs(transaction, presence.newStage(transaction, SIGNS), new ArrayList<>());
            BadRecords badSigns = MappedSource.signs(records, rules, oldestKept, signs);
            EventImport.stage(transaction, made, run.watched(reader::next));
            signs.complete();
            reader.badRecords().throwIfAny();
            badSigns.throwIfAny();
            batches.lock(transaction, projectId);
            return batches.merge(transaction, projectId, sessions, made)
                    .and(batches.merge(transaction, projectId, presence, signs.stage()));
        });
    }
}
