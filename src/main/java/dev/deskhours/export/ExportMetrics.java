package dev.deskhours.export;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import org.jboss.logging.Logger;

import dev.deskhours.db.Transactions;

/** What an operator watches of the exports; all projects together. */
@ApplicationScoped
public class ExportMetrics {
    private static final Logger LOG = Logger.getLogger(ExportMetrics.class);
    private static final String COUNT =
            "select status, count(*) as tasks, min(create_time) as oldest from export_task group by status";

    private final Transactions transactions;
    private final Clock clock;
    private final Counter rows;
    private final Map<TaskStatus, AtomicLong> tasks = new EnumMap<>(TaskStatus.class);
    private final AtomicLong queueAge = new AtomicLong();

    public ExportMetrics(Transactions transactions, Clock clock, MeterRegistry registry) {
        this.transactions = transactions;
        this.clock = clock;
        rows = Counter.builder("deskhours.export.rows")
                .description("Rows rendered into exported files")
                .register(registry);
        for (TaskStatus status : TaskStatus.values()) {
            tasks.put(
                    status,
                    registry.gauge(
                            "deskhours.export.tasks", List.of(Tag.of("status", status.name())), new AtomicLong()));
        }
        registry.gauge("deskhours.export.queue.age.seconds", queueAge);
    }

    void rendered(long count) {
        rows.increment(count);
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = OffDuty.class)
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
        Map<TaskStatus, Long> now = new EnumMap<>(TaskStatus.class);
        long age = 0;
        for (Row row : counted) {
            TaskStatus status = TaskStatus.valueOf(row.getString("status"));
            now.put(status, row.getLong("tasks"));
            if (status == TaskStatus.CREATING) {
                age = Duration.between(
                                row.getOffsetDateTime("oldest"), clock.instant().atOffset(ZoneOffset.UTC))
                        .toSeconds();
            }
        }
        tasks.forEach((status, gauge) -> gauge.set(now.getOrDefault(status, 0L)));
        queueAge.set(Math.max(0, age));
    }
}
