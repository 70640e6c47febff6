package dev.deskhours.notify.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;

/** What rules have told, one record for each rule and day on which something matched. */
@ApplicationScoped
class RecordStore {
    /** @param desktopIds the first hundred */
    record NotifyRecord(
            String ruleId, LocalDate day, int threshold, int matchCount, List<String> desktopIds, Instant notedAt) {}

    /** A page of records. */
    record Page(int count, List<NotifyRecord> records) {}

    private static final String ADD = """
            insert into notify_record
                (project_id, rule_id, day, metric_name, threshold, match_count, desktop_ids, noted_at)
            values (:project, :rule, :day, :metric, :threshold, :match_count, :desktop_ids, :noted_at)
            """;
    private static final String MATCHING = """
            from notify_record
            where project_id = :project and (:rule::text is null or rule_id = :rule)
                and (:metric::text is null or metric_name = :metric)
            """;
    private static final String COUNT = "select count(*) as records " + MATCHING;
    private static final String PAGE =
            "select rule_id, day, threshold, match_count, desktop_ids, noted_at " + MATCHING + """
            order by day desc, rule_id
            offset :offset::bigint limit :limit::bigint
            """;

    Uni<Void> add(SqlConnection transaction, String projectId, NotifyRecord record) {
        BoundStatement add = BoundStatement.of(
                ADD,
                Map.of(
                        "project", projectId,
                        "rule", record.ruleId(),
                        "day", record.day(),
                        "metric", NotifyRule.METRIC,
                        "threshold", record.threshold(),
                        "match_count", record.matchCount(),
                        "desktop_ids", record.desktopIds().toArray(String[]::new),
                        "noted_at", record.notedAt().atOffset(ZoneOffset.UTC)));
        return transaction.preparedQuery(add.sql()).execute(add.values()).replaceWithVoid();
    }

    /** Newest first. */
    Uni<Page> page(
            SqlConnection snapshot,
            String projectId,
            Optional<String> ruleId,
            Optional<String> metric,
            int offset,
            int limit) {
        Map<String, Object> values = new HashMap<>();
        values.put("project", projectId);
        values.put("rule", ruleId.orElse(null));
        values.put("metric", metric.orElse(null));
        values.put("offset", offset);
        values.put("limit", limit);
        BoundStatement count = BoundStatement.of(COUNT, values);
        BoundStatement page = BoundStatement.of(PAGE, values);
        return snapshot.preparedQuery(count.sql())
                .execute(count.values())
                .map(rows -> rows.iterator().next().getLong("records").intValue())
                .chain(records -> snapshot.preparedQuery(page.sql())
                        .execute(page.values())
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .map(RecordStore::record)
                                .toList())
                        .map(found -> new Page(records, found)));
    }

    private static NotifyRecord record(Row row) {
        return new NotifyRecord(
                row.getString("rule_id"),
                row.getLocalDate("day"),
                row.getInteger("threshold"),
                row.getInteger("match_count"),
                List.of(row.getArrayOfStrings("desktop_ids")),
                row.getOffsetDateTime("noted_at").toInstant());
    }
}
