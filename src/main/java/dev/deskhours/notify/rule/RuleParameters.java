package dev.deskhours.notify.rule;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.web.ParameterReader;
import dev.deskhours.web.ProjectId;

/** Which rules or records are wanted, as query parameters. */
class RuleParameters {
    private static final int MAX_TEXT = 64;
    private static final int MAX_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 10;

    @RestQuery("metric_name")
    @Parameter(
            name = "metric_name",
            description = "Only those of this metric.",
            example = NotifyRule.METRIC,
            schema = @Schema(implementation = String.class, maxLength = MAX_TEXT))
    List<String> metricName;

    @RestQuery("rule_id")
    @Parameter(
            name = "rule_id",
            description = "Only this rule.",
            example = "0123456789abcdef0123456789abcdef",
            schema = @Schema(implementation = String.class, maxLength = MAX_TEXT))
    List<String> ruleId;

    @RestQuery("offset")
    @Parameter(
            name = "offset",
            description = "How many items to skip.",
            example = "0",
            schema =
                    @Schema(
                            implementation = Integer.class,
                            minimum = "0",
                            maximum = "" + ParameterReader.MAX,
                            defaultValue = "0"))
    List<String> offset;

    @RestQuery("limit")
    @Parameter(
            name = "limit",
            description = "How many items to give at most.",
            example = "10",
            schema =
                    @Schema(
                            implementation = Integer.class,
                            minimum = "1",
                            maximum = "" + MAX_LIMIT,
                            defaultValue = "" + DEFAULT_LIMIT))
    List<String> limit;

    record Checked(Optional<String> ruleId, Optional<String> metricName, int offset, int limit) {}

    /** @throws dev.deskhours.web.ApiException 400 with every broken rule */
    static Checked read(UriInfo uri, String projectId) {
        ParameterReader reader = ParameterReader.ofQuery(uri);
        ProjectId.check(reader.breaches(), projectId);
        Optional<String> metric = reader.text("metric_name", List.of(), MAX_TEXT);
        Optional<String> rule = reader.text("rule_id", List.of(), MAX_TEXT);
        int offset = reader.integer("offset", List.of(), 0, ParameterReader.MAX).orElse(0);
        int limit = reader.integer("limit", List.of(), 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
        reader.breaches().throwIfAny();
        return new Checked(rule, metric, offset, limit);
    }
}
