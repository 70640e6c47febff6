package dev.deskhours.notify.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.web.Breaches;
import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** A rule as it is sent in and shown (docs/spec/delivery.md, Idleness). */
@RegisterForReflection
@Schema(name = "NotifyRule", description = "Tells a webhook of desktops that nobody uses.")
record RuleBody(
        @JsonProperty("rule_id")
        @Schema(description = "Given by the service.", examples = "0123456789abcdef0123456789abcdef", readOnly = true)
        String ruleId,

        @JsonProperty("metric_name")
        @Schema(examples = NotifyRule.METRIC, enumeration = NotifyRule.METRIC, required = true)
        String metricName,

        @Schema(
                description = "Days without use from which on a desktop matches.",
                examples = "7",
                minimum = "1",
                maximum = "30",
                required = true)
        Integer threshold,

        @JsonProperty("comparison_operator")
        @Schema(examples = NotifyRule.OPERATOR, enumeration = NotifyRule.OPERATOR, required = true)
        String comparisonOperator,

        @Schema(
                description = "After how many days a desktop is told again; absent = 1.",
                examples = "7",
                minimum = "1",
                maximum = "30")
        Integer interval,

        @Schema(description = "Absent = `true`.", examples = "true")
        Boolean enable,

        @JsonProperty("notify_object")
        @Schema(
                description = "Name or URL of the webhook that is told; absent = each that wants `desktop.idle`.",
                examples = "operations",
                maxLength = 2048)
        String notifyObject) {
    private static final int MAX_DAYS = 30;
    private static final int MAX_OBJECT = 2048;

    /** @throws dev.deskhours.web.ApiException 400 with every broken rule */
    static NotifyRule validate(RuleBody body, String projectId, String ruleId) {
        RuleBody sent = body == null ? new RuleBody(null, null, null, null, null, null, null) : body;
        return sent.validate(projectId, ruleId);
    }

    private NotifyRule validate(String projectId, String ruleId) {
        Map<String, List<String>> values = new HashMap<>();
        Optional.ofNullable(threshold).ifPresent(days -> values.put("threshold", List.of(days.toString())));
        Optional.ofNullable(interval).ifPresent(days -> values.put("interval", List.of(days.toString())));
        Optional.ofNullable(notifyObject).ifPresent(name -> values.put("notify_object", List.of(name)));
        ParameterReader reader = new ParameterReader(new Breaches(), values);
        ProjectId.check(reader.breaches(), projectId);
        requireOnly(reader.breaches(), "metric_name", metricName, NotifyRule.METRIC);
        if (threshold == null) {
            reader.breaches().add("threshold", "is required, 1.." + MAX_DAYS);
        }
        int days = reader.integer("threshold", List.of(), 1, MAX_DAYS).orElse(1);
        requireOnly(reader.breaches(), "comparison_operator", comparisonOperator, NotifyRule.OPERATOR);
        int repeat = reader.integer("interval", List.of(), 1, MAX_DAYS).orElse(1);
        String object = reader.text("notify_object", List.of(), MAX_OBJECT).orElse(null);
        reader.breaches().throwIfAny();
        return new NotifyRule(ruleId, days, repeat, enable == null || enable, object);
    }

    static RuleBody of(NotifyRule rule) {
        return new RuleBody(
                rule.ruleId(),
                NotifyRule.METRIC,
                rule.threshold(),
                NotifyRule.OPERATOR,
                rule.repeatDays(),
                rule.enabled(),
                rule.notifyObject());
    }

    private static void requireOnly(Breaches breaches, String name, String sent, String only) {
        if (!only.equals(sent)) {
            breaches.add(name, (sent == null ? "is required, " : Breaches.shown(sent) + " is not ") + only);
        }
    }
}
