package dev.deskhours.session.store;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.presence.SignedEnds;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.PresenceRecord.Sign;
import dev.deskhours.session.record.PresenceRules;
import dev.deskhours.session.store.RecordSet.Column;

/** Presence signs as they are sent in, and the sessions that they carry on or end. */
@ApplicationScoped
public class PresenceStore implements RecordStore<PresenceRecord> {
    private static final List<Column<PresenceRecord>> COLUMNS = List.of(
            Column.text("desktop_id", PresenceRecord::desktopId),
            Column.time("at", PresenceRecord::at),
            Column.text("sign", presence -> PresenceRules.text(presence.sign())),
            // Which session a sign names that ends them all means nothing.
            Column.text("session_id", presence -> presence.sign() == Sign.SEEN ? presence.sessionId() : null));

    // In: :project_id. Out: how many signs were new.
    private static final String ADD = """
            with written as (
                insert into presence (project_id, desktop_id, at, sign, session_id)
                select distinct :project_id, desktop_id, at, sign, session_id from %s
                on conflict do nothing
                returning 1
            )
            select count(*) as inserted from written
            """;

    private static final String RENEW = SignedEnds.renewing("""
            select session.session_id, sign.since
            from (select desktop_id, min(at) as since from %s where session_id is null group by desktop_id) as sign
                cross join lateral (
                    select session_id from session
                    where session.project_id = :project_id and session.desktop_id = sign.desktop_id
                        and session.ended_at is null and session.failure_reason is null
                    offset 0
                ) as session
            union all
            select session_id, at from %s where session_id is not null
            """);

    private final ProjectStore projects;
    private final ProjectConfig config;
    private final Clock clock;

    public PresenceStore(ProjectStore projects, ProjectConfig config, Clock clock) {
        this.projects = projects;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public RecordSet<PresenceRecord> setOf(List<PresenceRecord> records) {
        return RecordSet.of(COLUMNS, records);
    }

    @Override
    public RecordSet<PresenceRecord> newStage(SqlConnection transaction) {
        return RecordSet.staged(COLUMNS, transaction);
    }

    /** As {@link #newStage(SqlConnection)}, under another name than all others of the transaction. */
    public RecordSet<PresenceRecord> newStage(SqlConnection transaction, String name) {
        return RecordSet.staged(name, COLUMNS, transaction);
    }

    @Override
    public Merged merge(SqlConnection transaction, String projectId, RecordSet<PresenceRecord> records) {
        StoreContext context = StoreContext.read(transaction, projectId, projects, config, clock.instant());
        Map<String, Object> values = context.values();
        long inserted = records.execute(transaction, ADD, values).getLong("inserted");
        if (inserted > 0) {
            Row signed = records.execute(transaction, RENEW, values);
            context.applySigned(signed);
        }
        return new Merged(inserted, 0, 0);
    }
}
