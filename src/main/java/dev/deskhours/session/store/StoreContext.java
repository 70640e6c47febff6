package dev.deskhours.session.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.presence.EffectiveEnd;
import dev.deskhours.project.ChangedDays;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/**
 * The project whose sessions are changed, in the transaction that holds its lock. All methods block.
 *
 * @param values that statements call by name: project_id, as_of, day_starts, kept_from, and the patience
 */
record StoreContext(
        SqlConnection transaction,
        String projectId,
        ProjectStore projects,
        ChangedDays days,
        Map<String, Object> values) {
    private static final String ANY_SIGN = "select exists (select from presence where project_id = $1)";

    static StoreContext read(
            SqlConnection transaction, String projectId, ProjectStore projects, ProjectConfig config, Instant now) {
        ProjectDays calendar = projects.read(transaction, projectId).await().indefinitely();
        ChangedDays days = new ChangedDays(calendar, config.retention(), now);
        Map<String, Object> values = new HashMap<>(days.values());
        values.putAll(EffectiveEnd.values(
                projects.patience(transaction, projectId).await().indefinitely()));
        values.put("project_id", projectId);
        values.put("as_of", now.atOffset(ZoneOffset.UTC));
        return new StoreContext(transaction, projectId, projects, days, values);
    }

    boolean hasSigns() {
        return transaction
                .preparedQuery(ANY_SIGN)
                .executeAndAwait(Tuple.of(projectId))
                .iterator()
                .next()
                .getBoolean(0);
    }

    /** @param change the row of a statement that has changed sessions, with the days as {@code spans} */
    void markStale(Row change) {
        days.markStale(projects, transaction, projectId, change.getArrayOfLongs("spans"))
                .await()
                .indefinitely();
    }

    /** @param signed the row of a statement that has given sessions other ends by signs */
    void applySigned(Row signed) {
        markStale(signed);
        takeBack(signed);
        String[] kept = signed.getArrayOfStrings("kept_desktops");
        if (kept.length > 0) {
            execute(LastUses.KEEP, Map.of("desktops", kept));
        }
    }

    /** @param change the row of a statement that has changed sessions, with the desktops that have lost something */
    void takeBack(Row change) {
        String[] desktops = change.getArrayOfStrings("lost_desktops");
        if (desktops.length > 0) {
            execute(
                    LastUses.TAKE_BACK,
                    Map.of(
                            "desktops", desktops,
                            "user_at", change.getArrayOfOffsetDateTimes("lost_user_at"),
                            "last_use", change.getArrayOfOffsetDateTimes("lost_last_use")));
        }
    }

    private void execute(String sql, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(values);
        all.putAll(more);
        BoundStatement bound = BoundStatement.of(sql, all);
        transaction.preparedQuery(bound.sql()).executeAndAwait(bound.values());
    }
}
