package dev.deskhours.export.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import org.jboss.logging.Logger;

import dev.deskhours.db.Transactions;
import dev.deskhours.export.task.ExportTask;
import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ProcessConfig;

/** What an operator watches of the exports; all projects together. */
@ApplicationScoped
class ExportMetrics {
    private static final Logger LOG = Logger.getLogger(ExportMetrics.class);
    private static final String COUNT =
            "select status, count(*) as tasks, min(create_time) as oldest from export_task group by status";

    private static final Duration[] DURATIONS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };

    private final Transactions transactions;
    private final Clock clock;
    private final ActiveRoles roles;
    private final MeterRegistry registry;
    private final LongAdder rows = new LongAdder();
    private volatile Map<ExportTask.Status, Long> tasks;
    private volatile Long queueAge;

    ExportMetrics(Transactions transactions, Clock clock, ActiveRoles roles, MeterRegistry registry) {
        this.transactions = transactions;
        this.clock = clock;
        this.roles = roles;
        this.registry = registry;
    }

    /** From the start on, so that no scrape misses them; gauges are not a number until the tasks were counted first. */
    void show(@Observes StartupEvent starting) {
        if (!roles.include(ProcessConfig.Role.WORKER)) {
            return;
        }
        FunctionCounter.builder("deskhours.export.rows", rows, LongAdder::sum)
                .description("Rows rendered into exported files")
                .register(registry);
        for (ExportTask.Status status : ExportTask.Status.values()) {
            Gauge.builder("deskhours.export.tasks", () -> tasks == null ? null : tasks.getOrDefault(status, 0L))
                    .tag("status", status.name())
                    .description("Tasks that are kept")
                    .register(registry);
        }
        duration(ExportTask.Status.SUCCESS);
        duration(ExportTask.Status.FAIL);
        Gauge.builder("deskhours.export.queue.age.seconds", () -> queueAge)
                .description("How long the oldest task has waited")
                .register(registry);
    }

    void succeeded(Instant createTime, long count) {
        rows.add(count);
        record(ExportTask.Status.SUCCESS, createTime);
    }

    void failed(Instant createTime) {
        record(ExportTask.Status.FAIL, createTime);
    }

    private void record(ExportTask.Status outcome, Instant createTime) {
        duration(outcome).record(Duration.between(createTime, clock.instant()));
    }

    /** Registers it, if it is not there. */
    private Timer duration(ExportTask.Status outcome) {
        return Timer.builder("deskhours.export.duration")
                .tag("outcome", outcome.name())
                .description("From the start of an export until its file can be had, or until it has failed")
                .serviceLevelObjectives(DURATIONS)
                .register(registry);
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = ActiveRoles.NoWorker.class)
    Uni<Void> refresh() {
        return transactions
                .serviceWide(transaction -> transaction.query(COUNT).execute())
                .invoke(this::take)
                .replaceWithVoid()
                // Readiness says what is wrong; the gauges keep what they last showed.
                .onFailure()
                .invoke(failure -> LOG.warnf("The export tasks could not be counted: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private void take(RowSet<Row> counted) {
        Map<ExportTask.Status, Long> now = new EnumMap<>(ExportTask.Status.class);
        long age = 0;
        for (Row row : counted) {
            ExportTask.Status status = ExportTask.Status.valueOf(row.getString("status"));
            now.put(status, row.getLong("tasks"));
            if (status == ExportTask.Status.CREATING) {
                age = Duration.between(
                                row.getOffsetDateTime("oldest"), clock.instant().atOffset(ZoneOffset.UTC))
                        .toSeconds();
            }
        }
        queueAge = Math.max(0, age);
        tasks = now;
    }
}
