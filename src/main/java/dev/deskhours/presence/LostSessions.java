package dev.deskhours.presence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.Transactions;
import dev.deskhours.project.ChangedDays;
import dev.deskhours.project.Patience;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectGlance;
import dev.deskhours.project.ProjectStore;

/**
 * Takes back by itself what sessions had counted that have turned out lost (docs/spec/aggregation.md, Sessions without an
 * end): their days are marked to be aggregated again.
 */
public final class LostSessions {
    private static final String SETTLED = """
            select settled_at from project_change where project_id = $1
            """;
    private static final String SETTLE = """
            update project_change set settled_at = greatest(settled_at, $2), settled_by = $3 where project_id = $1
            """;
    // In: since and until, with and without heartbeats: between which those were last seen whose patience has run out
    //     since the last time; reach: for how long after it a day may have counted them.
    // Out: the spans of days that they may have counted on.
    private static final String SPANS = """
            select distinct @span as span
            from (
                select seen_at, seen_at + :reach::bigint * interval '1 millisecond' as last_instant
                from session
                where project_id = :project_id and failure_reason is null and ends_at is null
                    and seen_at >= :heartbeats_since and seen_at < :heartbeats_until and heartbeat
                union all
                select seen_at, seen_at + :reach::bigint * interval '1 millisecond' from session
                where project_id = :project_id and failure_reason is null and ends_at is null
                    and seen_at >= :starts_since and seen_at < :starts_until and not heartbeat
            ) as silent
            """.replace("@span", ChangedDays.span("seen_at", "last_instant"));
    private static final String NEXT_LOSS = """
            select least(
                (select min(seen_at) from session
                    where project_id = :project_id and failure_reason is null and ends_at is null
                        and seen_at >= :heartbeats_since and heartbeat)
                    + :heartbeat_timeout::bigint * interval '1 microsecond',
                (select min(seen_at) from session
                    where project_id = :project_id and failure_reason is null and ends_at is null
                        and seen_at >= :starts_since and not heartbeat)
                    + :stale_after::bigint * interval '1 microsecond') as lost_at
            """;
    private static final String RENEW = SignedEnds.renewing("""
            select session_id, '-infinity'::timestamptz as since from session
            where project_id = :project_id and ended_at is null and failure_reason is null
            """);

    private final Transactions transactions;
    private final ProjectStore projects;
    private final ProjectConfig config;
    private final Clock clock;

    public LostSessions(Transactions transactions, ProjectStore projects, ProjectConfig config, Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The moment as of which sessions are open or lost in this transaction: now, or later if the clock of another process
     * is ahead, so that what was taken back is not counted again.
     */
    public static Uni<Instant> asOf(SqlConnection transaction, String projectId, Instant now) {
        return transaction.preparedQuery(SETTLED).execute(Tuple.of(projectId)).map(rows -> {
            Instant settled =
                    rows.iterator().hasNext() ? instant(rows.iterator().next()) : null;
            return settled == null || settled.isBefore(now) ? now : settled;
        });
    }

    /** When the patience with an open session runs out next, of those that were open at a moment; {@code null} = with none. */
    public Uni<OffsetDateTime> nextLoss(SqlConnection transaction, String projectId, Instant since) {
        return projects.patience(transaction, projectId).chain(patience -> {
            Map<String, Object> values = new HashMap<>(EffectiveEnd.values(patience));
            values.put("project_id", projectId);
            values.put("heartbeats_since", before(since, patience.heartbeatTimeout()));
            values.put("starts_since", before(since, patience.staleAfter()));
            BoundStatement next = BoundStatement.of(NEXT_LOSS, values);
            return transaction.preparedQuery(next.sql()).execute(next.values()).map(rows -> rows.iterator()
                    .next()
                    .getOffsetDateTime("lost_at"));
        });
    }

    /**
     * Marks the days on which sessions had counted that are lost by now, and after a change of the patience all days that it
     * can have changed. Where there is nothing to do it only reads.
     */
    public Uni<Void> settle(String projectId) {
        Instant now = clock.instant();
        return transactions
                .readSnapshot(projectId, snapshot -> isDue(snapshot, projectId, now))
                .chain(due -> due
                        ? transactions.write(projectId, transaction -> projects.lockForChange(transaction, projectId)
                                .chain(() -> settle(transaction, projectId, now)))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> isDue(SqlConnection snapshot, String projectId, Instant now) {
        return projects.glance(snapshot, projectId)
                .chain(state -> state.isEmpty() || state.get().isUnsettled()
                        ? Uni.createFrom().item(state.isPresent())
                        : spans(snapshot, state.get(), now).map(spans -> spans.length > 0));
    }

    private Uni<Void> settle(SqlConnection transaction, String projectId, Instant now) {
        return projects.glance(transaction, projectId)
                .map(Optional::orElseThrow)
                .chain(state -> renew(transaction, state, now)
                        .chain(() -> spans(transaction, state, now))
                        .chain(spans -> mark(transaction, state, spans, now))
                        .chain(() -> transaction
                                .preparedQuery(SETTLE)
                                .execute(Tuple.of(
                                        projectId,
                                        now.atOffset(ZoneOffset.UTC),
                                        state.patience().rules())))
                        .replaceWithVoid());
    }

    /** How far signs carry a session on depends on the patience. */
    private Uni<Void> renew(SqlConnection transaction, ProjectGlance state, Instant now) {
        if (!state.isUnsettled()) {
            return Uni.createFrom().voidItem();
        }
        BoundStatement renew = BoundStatement.of(RENEW, values(state, now));
        return transaction
                .preparedQuery(renew.sql())
                .execute(renew.values())
                .map(rows -> rows.iterator().next().getArrayOfLongs("spans"))
                .chain(spans -> mark(transaction, state, spans, now));
    }

    private Uni<Long[]> spans(SqlConnection transaction, ProjectGlance state, Instant now) {
        BoundStatement spans = BoundStatement.of(SPANS, values(state, now));
        return transaction.preparedQuery(spans.sql()).execute(spans.values()).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> row.getLong("span"))
                .toArray(Long[]::new));
    }

    private Uni<Void> mark(SqlConnection transaction, ProjectGlance state, Long[] spans, Instant now) {
        return new ChangedDays(state.calendar(), config.retention(), now)
                .markStale(projects, transaction, state.projectId(), spans);
    }

    private Map<String, Object> values(ProjectGlance state, Instant now) {
        Map<String, Object> values = new HashMap<>(EffectiveEnd.values(state.patience()));
        values.putAll(new ChangedDays(state.calendar(), config.retention(), now).values());
        values.putAll(bounds(state, now));
        values.put("project_id", state.projectId());
        values.put("as_of", now.atOffset(ZoneOffset.UTC));
        return values;
    }

    private Map<String, Object> bounds(ProjectGlance state, Instant now) {
        Patience patience = state.patience();
        Instant since = state.isUnsettled() ? Instant.EPOCH : state.settledAt();
        Instant until = state.isUnsettled() ? now.plus(longest()) : now;
        return Map.of(
                "reach", (state.isUnsettled() ? longest() : patience.longest()).toMillis(),
                "heartbeats_since", before(since, patience.heartbeatTimeout()),
                "heartbeats_until", before(until, patience.heartbeatTimeout()),
                "starts_since", before(since, patience.staleAfter()),
                "starts_until", before(until, patience.staleAfter()));
    }

    /** No project may wait longer, and no setting could be another (docs/spec/operations.md, Configuration). */
    private Duration longest() {
        return Patience.max(config.retention());
    }

    private static OffsetDateTime before(Instant time, Duration patience) {
        return time.minus(patience).atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Row row) {
        OffsetDateTime settled = row.getOffsetDateTime("settled_at");
        return settled == null ? null : settled.toInstant();
    }
}
