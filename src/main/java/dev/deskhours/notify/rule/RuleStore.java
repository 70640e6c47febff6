package dev.deskhours.notify.rule;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;

/** The rules of projects. */
@ApplicationScoped
class RuleStore {
    private static final String COLUMNS = "notify_rule.rule_id, threshold, repeat_days, enabled, notify_object";
    private static final String ADD = """
            insert into notify_rule (project_id, rule_id, metric_name, threshold, repeat_days, enabled, notify_object, is_new)
            values (:project, :rule, :metric, :threshold, :repeat_days, :enabled, :notify_object, true)
            on conflict (project_id, metric_name) do nothing
            """;
    private static final String CHANGE = """
            update notify_rule
            set threshold = :threshold, repeat_days = :repeat_days, enabled = :enabled, notify_object = :notify_object,
                is_new = true
            where project_id = :project and rule_id = :rule
            """;
    private static final String REMOVE = "delete from notify_rule where project_id = :project and rule_id = :rule";
    private static final String LIST = "select " + COLUMNS + """

            from notify_rule
            where project_id = :project and (:rule::text is null or rule_id = :rule)
                and (:metric::text is null or metric_name = :metric)
            order by rule_id
            """;
    private static final String DUE = """
            select distinct notify_rule.project_id
            from notify_rule join project on project.project_id = notify_rule.project_id
            where enabled and aggregated_through > coalesce(evaluated_through, date '0001-01-01')
            order by 1
            """;

    // Out: the rules that nobody has evaluated for the day, as they were. Whoever comes later finds none.
    private static final String TAKE = """
            with due as (
                select rule_id, evaluated_through, is_new from notify_rule
                where project_id = :project and enabled and (evaluated_through is null or evaluated_through < :day)
                for update
            )
            update notify_rule set evaluated_through = :day, is_new = false
            from due
            where notify_rule.project_id = :project and notify_rule.rule_id = due.rule_id
            returning @columns, due.evaluated_through as before, due.is_new as was_new
            """.replace("@columns", COLUMNS);

    /** @return whether it was added: a project has one rule for each metric */
    Uni<Boolean> add(SqlConnection transaction, String projectId, NotifyRule rule) {
        return run(transaction, ADD, values(projectId, rule)).map(rows -> rows.rowCount() == 1);
    }

    /** @return whether there is such a rule */
    Uni<Boolean> change(SqlConnection transaction, String projectId, NotifyRule rule) {
        return run(transaction, CHANGE, values(projectId, rule)).map(rows -> rows.rowCount() == 1);
    }

    /** @return whether there was such a rule */
    Uni<Boolean> remove(SqlConnection transaction, String projectId, String ruleId) {
        return run(transaction, REMOVE, Map.of("project", projectId, "rule", ruleId))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<List<NotifyRule>> list(
            SqlConnection snapshot, String projectId, Optional<String> ruleId, Optional<String> metric) {
        Map<String, Object> values = new HashMap<>();
        values.put("project", projectId);
        values.put("rule", ruleId.orElse(null));
        values.put("metric", metric.orElse(null));
        return run(snapshot, LIST, values).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(RuleStore::rule)
                .toList());
    }

    /** The projects with a rule that is not evaluated yet for the last aggregated day. */
    Uni<List<String>> due(SqlConnection serviceWide) {
        return serviceWide.preparedQuery(DUE).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString("project_id"))
                .toList());
    }

    /** The rules to be evaluated for a day; nobody else is given them for that day, if the transaction is committed. */
    Uni<List<DueRule>> take(SqlConnection transaction, String projectId, LocalDate day) {
        return run(transaction, TAKE, Map.of("project", projectId, "day", day))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new DueRule(rule(row), row.getLocalDate("before"), row.getBoolean("was_new")))
                        .toList());
    }

    private static Uni<RowSet<Row>> run(SqlConnection connection, String sql, Map<String, ?> values) {
        BoundStatement statement = BoundStatement.of(sql, values);
        return connection.preparedQuery(statement.sql()).execute(statement.values());
    }

    private static Map<String, Object> values(String projectId, NotifyRule rule) {
        Map<String, Object> values = new HashMap<>();
        values.put("project", projectId);
        values.put("rule", rule.ruleId());
        values.put("metric", NotifyRule.METRIC);
        values.put("threshold", rule.threshold());
        values.put("repeat_days", rule.repeatDays());
        values.put("enabled", rule.enabled());
        values.put("notify_object", rule.notifyObject());
        return values;
    }

    private static NotifyRule rule(Row row) {
        return new NotifyRule(
                row.getString("rule_id"),
                row.getInteger("threshold"),
                row.getInteger("repeat_days"),
                row.getBoolean("enabled"),
                row.getString("notify_object"));
    }
}
