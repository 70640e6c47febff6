package dev.deskhours.notify.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.auth.caller.Action;
import dev.deskhours.auth.caller.Permission;
import dev.deskhours.db.Transactions;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;
import dev.deskhours.web.ProjectPath;

/** Rules about idle desktops and what they have told, as the published SDKs ask for them. */
@Path("/v2/{project_id}/statistics")
@Tag(name = "Notifications", description = "Who is told of what")
@Produces(MediaType.APPLICATION_JSON)
public class NotifyRuleResource {
    private final Transactions transactions;
    private final RuleStore rules;
    private final RecordStore records;

    NotifyRuleResource(Transactions transactions, RuleStore rules, RecordStore records) {
        this.transactions = transactions;
        this.rules = rules;
        this.records = records;
    }

    @Schema(name = "NotifyRules", description = "A page of rules.")
    public record Rules(
            @Schema(description = "How many there are, on all pages.", examples = "1", required = true)
            int count,

            @Schema(required = true) List<RuleBody> items) {}

    @Schema(name = "NotifyRecords", description = "A page of what rules have told, newest first.")
    public record Records(
            @Schema(description = "How many there are, on all pages.", examples = "1", required = true)
            int count,

            @Schema(required = true) List<Told> items) {}

    @Schema(name = "NotifyRecord", description = "What a rule has told for a day.")
    public record Told(
            @JsonProperty("rule_id") @Schema(examples = "0123456789abcdef0123456789abcdef", required = true)
            String ruleId,

            @Schema(examples = "2026-11-20", required = true)
            LocalDate day,

            @JsonProperty("match_count")
            @Schema(description = "Desktops that were told.", examples = "3", required = true)
            int matchCount,

            @JsonProperty("metric_name") @Schema(examples = NotifyRule.METRIC, required = true)
            String metricName,

            @Schema(examples = "7", required = true) int threshold,

            @JsonProperty("comparison_operator") @Schema(examples = NotifyRule.OPERATOR, required = true)
            String comparisonOperator,

            @JsonProperty("desktop_ids")
            @Schema(description = "The first hundred.", examples = "[\"desktop-0001\"]", required = true)
            List<String> desktopIds,

            @JsonProperty("notify_time") @Schema(examples = "2026-11-21T02:00:07Z", required = true)
            Instant notifyTime) {
        static Told of(RecordStore.NotifyRecord record) {
            return new Told(
                    record.ruleId(),
                    record.day(),
                    record.matchCount(),
                    NotifyRule.METRIC,
                    record.threshold(),
                    NotifyRule.OPERATOR,
                    record.desktopIds(),
                    record.notedAt());
        }
    }

    @GET
    @Path("/notify-rules")
    @Permission(Action.LIST_NOTIFY_RULES)
    @Operation(operationId = "listNotifyRules", summary = "List the rules about idle desktops")
    @APIResponse(responseCode = "200", description = "A page of the rules.")
    public Uni<Rules> list(@BeanParam ProjectPath project, @BeanParam RuleParameters parameters, @Context UriInfo uri) {
        RuleParameters.Checked checked = RuleParameters.read(uri, project.sent());
        return transactions.readSnapshot(
                project.sent(), snapshot -> rules.list(snapshot, project.sent(), checked.ruleId(), checked.metricName())
                        .map(found -> new Rules(
                                found.size(),
                                found.stream()
                                        .skip(checked.offset())
                                        .limit(checked.limit())
                                        .map(RuleBody::of)
                                        .toList())));
    }

    @GET
    @Path("/notification-records")
    @Permission(Action.LIST_NOTIFY_RULES)
    @Operation(operationId = "listNotifyRecords", summary = "List what the rules have told")
    @APIResponse(responseCode = "200", description = "A page of the records, one for each rule and day.")
    public Uni<Records> records(
            @BeanParam ProjectPath project, @BeanParam RuleParameters parameters, @Context UriInfo uri) {
        RuleParameters.Checked checked = RuleParameters.read(uri, project.sent());
        return transactions.readSnapshot(project.sent(), snapshot -> records.page(
                        snapshot,
                        project.sent(),
                        checked.ruleId(),
                        checked.metricName(),
                        checked.offset(),
                        checked.limit())
                .map(page -> new Records(
                        page.count(), page.records().stream().map(Told::of).toList())));
    }

    @POST
    @Path("/notify-rules")
    @Consumes(MediaType.APPLICATION_JSON)
    @Permission(Action.MANAGE_NOTIFY_RULES)
    @Operation(
            operationId = "addNotifyRule",
            summary = "Add a rule about idle desktops",
            description = "After each run the rule is evaluated for the last aggregated day. A desktop is told when it"
                    + " first matches, and again every interval; all of a day in one event. Adding the same rule again changes"
                    + " nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The rule.",
            content = @Content(schema = @Schema(implementation = RuleBody.class)))
    @APIResponse(responseCode = "409", description = "The project has another rule for this metric.")
    public Uni<RuleBody> add(@BeanParam ProjectPath project, RuleBody body) {
        NotifyRule rule = RuleBody.validate(body, project.sent(), newId());
        return transactions
                .write(project.sent(), transaction -> rules.add(transaction, project.sent(), rule)
                        .chain(added -> rules.list(transaction, project.sent(), Optional.empty(), Optional.empty())))
                .map(all -> RuleBody.of(all.stream()
                        .filter(one -> one.isLike(rule))
                        .findFirst()
                        .orElseThrow(() -> new ApiException(
                                ErrorCode.CONFLICT,
                                "the project has another rule for " + NotifyRule.METRIC + "; change that one"))));
    }

    @PUT
    @Path("/notify-rules/{rule_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Permission(Action.MANAGE_NOTIFY_RULES)
    @Operation(
            operationId = "changeNotifyRule",
            summary = "Change a rule",
            description = "Replaces the rule. The next run tells all desktops that match it.")
    @APIResponse(
            responseCode = "200",
            description = "The rule.",
            content = @Content(schema = @Schema(implementation = RuleBody.class)))
    @APIResponse(responseCode = "404", description = "The project has no such rule.")
    public Uni<RuleBody> change(
            @BeanParam ProjectPath project,
            @RestPath("rule_id")
                    @Parameter(
                            name = "rule_id",
                            description = "The rule.",
                            example = "0123456789abcdef0123456789abcdef",
                            schema = @Schema(implementation = String.class))
                    String ruleId,
            RuleBody body) {
        NotifyRule rule = RuleBody.validate(body, project.sent(), storable(ruleId));
        return transactions
                .write(project.sent(), transaction -> rules.change(transaction, project.sent(), rule))
                .map(changed -> {
                    requireFound(changed);
                    return RuleBody.of(rule);
                });
    }

    @DELETE
    @Path("/notify-rules/{rule_id}")
    @Permission(Action.MANAGE_NOTIFY_RULES)
    @Operation(
            operationId = "deleteNotifyRule",
            summary = "Delete a rule",
            description = "What it has told can still be listed.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", description = "The project has no such rule.")
    public Uni<Void> delete(
            @BeanParam ProjectPath project,
            @RestPath("rule_id")
                    @Parameter(
                            name = "rule_id",
                            description = "The rule.",
                            example = "0123456789abcdef0123456789abcdef",
                            schema = @Schema(implementation = String.class))
                    String ruleId) {
        String projectId = project.checked();
        return transactions
                .write(projectId, transaction -> rules.remove(transaction, projectId, storable(ruleId)))
                .invoke(NotifyRuleResource::requireFound)
                .replaceWithVoid();
    }

    private static void requireFound(boolean found) {
        if (!found) {
            throw new ApiException(ErrorCode.NO_SUCH_RULE, "no such rule; the list of rules has their ids");
        }
    }

    /** A NUL would be refused by the database. */
    private static String storable(String ruleId) {
        return ruleId.replace("\0", "");
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
