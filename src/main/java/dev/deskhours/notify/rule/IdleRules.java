package dev.deskhours.notify.rule;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;

import dev.deskhours.days.DesktopFilter;
import dev.deskhours.days.DesktopParameter;
import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.OrderedRows;
import dev.deskhours.db.Transactions;
import dev.deskhours.notify.Event;
import dev.deskhours.notify.EventType;
import dev.deskhours.notify.Outbox;
import dev.deskhours.notify.rule.RecordStore.NotifyRecord;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/**
 * Evaluates rules about idle desktops: each once for each day that becomes the last aggregated one. That it was, its record
 * and its event are one transaction, so that there is one event whoever else evaluates, and whenever a process dies
 * (docs/spec/delivery.md, Idleness).
 */
@ApplicationScoped
public class IdleRules {
    private static final Logger LOG = Logger.getLogger(IdleRules.class);
    private static final int MAX_SHOWN = 100;
    /** So that a message stays below what one may have. */
    private static final int MAX_SHOWN_BYTES = 16_000;

    private final Transactions transactions;
    private final ProjectStore projects;
    private final DesktopUsageQuery desktops;
    private final RuleStore rules;
    private final RecordStore records;
    private final Outbox outbox;
    private final Clock clock;

    IdleRules(
            Transactions transactions,
            ProjectStore projects,
            DesktopUsageQuery desktops,
            RuleStore rules,
            RecordStore records,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.projects = projects;
        this.desktops = desktops;
        this.rules = rules;
        this.records = records;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Whether a day has become the last aggregated one for which a rule was not evaluated. Blocks. */
    public boolean areDue() {
        return !due().isEmpty();
    }

    /** Evaluates all that is due, one project after the other. What fails is logged, and due again next time. Blocks. */
    public void evaluateDue() {
        for (String projectId : due()) {
            try {
                evaluate(projectId);
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "the rules of project %s could not be evaluated", projectId);
            }
        }
    }

    private List<String> due() {
        return transactions.serviceWideBlocking(
                transaction -> rules.due(transaction).await().indefinitely());
    }

    private void evaluate(String projectId) {
        transactions.writeBlocking(projectId, transaction -> {
            ProjectDays calendar = projects.read(transaction, projectId).await().indefinitely();
            LocalDate day = calendar.aggregatedThrough();
            for (DueRule due : rules.take(transaction, projectId, day).await().indefinitely()) {
                evaluate(transaction, projectId, calendar, day, due);
            }
            return null;
        });
    }

    private void evaluate(
            SqlConnection transaction, String projectId, ProjectDays calendar, LocalDate day, DueRule due) {
        NotifyRecord record = record(transaction, projectId, calendar, day, due);
        if (record.matchCount() > 0) {
            records.add(transaction, projectId, record).await().indefinitely();
            outbox.add(
                            transaction,
                            event(projectId, calendar, record),
                            due.rule().notifyObject())
                    .await()
                    .indefinitely();
        }
    }

    private NotifyRecord record(
            SqlConnection transaction, String projectId, ProjectDays calendar, LocalDate day, DueRule due) {
        CoveredDays covered = new CoveredDays(day, day, calendar.startOf(day), calendar.endOf(day));
        DesktopFilter idle = new DesktopFilter(
                Map.of(DesktopParameter.MIN_IDLE_DAYS, due.rule().threshold()));
        DesktopUsageRequest request = new DesktopUsageRequest(projectId, covered.start(), covered.end(), idle);
        long since = due.secondsSince(calendar, day);
        List<String> shown = new ArrayList<>();
        int count = 0;
        try (OrderedRows<DesktopUsage> rows = desktops.open(List.of(transaction), covered, request)) {
            while (rows.hasNext()) {
                DesktopUsage desktop = rows.next();
                if (due.tells(desktop.idleSeconds(), since)) {
                    count++;
                    if (shown.size() < MAX_SHOWN) {
                        shown.add(desktop.resourceId());
                    }
                }
            }
        }
        return new NotifyRecord(due.rule().ruleId(), day, due.rule().threshold(), count, shown, clock.instant());
    }

    private static Event event(String projectId, ProjectDays calendar, NotifyRecord record) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("rule_id", record.ruleId());
        data.put("day", record.day().toString());
        data.put("metric_name", NotifyRule.METRIC);
        data.put("threshold", record.threshold());
        data.put("match_count", record.matchCount());
        data.put("desktop_ids", shortened(record.desktopIds()));
        data.put(
                "link",
                "/v2/%s/statistics/metrics/desktops?start_time=%s&end_time=%s&min_idle_days=%d"
                        .formatted(
                                projectId,
                                calendar.startOf(record.day()),
                                calendar.boundaryOf(record.day()),
                                record.threshold()));
        return new Event(projectId, EventType.DESKTOP_IDLE, record.ruleId() + " " + record.day(), data);
    }

    private static List<String> shortened(List<String> ids) {
        List<String> shown = new ArrayList<>();
        int bytes = 0;
        for (String id : ids) {
            // With its quotes and comma; a character that JSON escapes takes six bytes at most.
            bytes += 3 + 6 * id.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_SHOWN_BYTES) {
                break;
            }
            shown.add(id);
        }
        return shown;
    }
}
