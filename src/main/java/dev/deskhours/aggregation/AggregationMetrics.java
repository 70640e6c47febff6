package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;

import dev.deskhours.db.Transactions;
import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ProcessConfig.Role;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;

/** What an operator watches of the aggregation; the same in every process, as the run log and watermarks are shared. */
@ApplicationScoped
class AggregationMetrics {
    private static final Logger LOG = Logger.getLogger(AggregationMetrics.class);
    private static final String LAST_RUN = """
            select start_time, end_time from aggregation_run
            where end_time is not null
            order by start_time desc, run_id
            limit 1
            """;

    private final Transactions transactions;
    private final Clock clock;
    private final ActiveRoles roles;
    private final ProjectStore projects;
    private final MeterRegistry registry;
    private volatile Long lagSeconds;
    private volatile Double lastRunSeconds;

    public AggregationMetrics(
            Transactions transactions, Clock clock, ActiveRoles roles, ProjectStore projects, MeterRegistry registry) {
        this.transactions = transactions;
        this.clock = clock;
        this.roles = roles;
        this.projects = projects;
        this.registry = registry;
    }

    /** From the start on, so that no scrape misses them; not a number until there is something to show. */
    void show(@Observes StartupEvent starting) {
        if (!roles.include(Role.SCHEDULER)) {
            return;
        }
        Gauge.builder("deskhours.aggregation.lag.seconds", () -> lagSeconds)
                .description("Time since the end of the last aggregated day, of the project that is furthest behind")
                .register(registry);
        Gauge.builder("deskhours.aggregation.last.run.seconds", () -> lastRunSeconds)
                .description("How long the last run took")
                .register(registry);
        for (RunCause trigger : RunCause.values()) {
            runs(trigger, RunStatus.SUCCESS);
            runs(trigger, RunStatus.FAIL);
        }
    }

    /** A run that has ended in this process. */
    void count(RunCause trigger, RunStatus outcome) {
        runs(trigger, outcome).increment();
    }

    private Counter runs(RunCause trigger, RunStatus outcome) {
        return Counter.builder("deskhours.aggregation.runs")
                .description("Runs of the aggregation that have ended")
                .tag("trigger", trigger.toString())
                .tag("outcome", outcome == RunStatus.FAIL ? "fail" : "success")
                .register(registry);
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = ActiveRoles.NoScheduler.class)
    Uni<Void> refresh() {
        return transactions
                .serviceWide(this::read)
                // Readiness says what is wrong; the gauges keep what they last showed.
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("The state of the aggregation could not be read: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> read(SqlConnection transaction) {
        return projects.watermarks(transaction)
                .invoke(this::takeWatermarks)
                .chain(() -> transaction.query(LAST_RUN).execute())
                .invoke(this::takeLastRun)
                .replaceWithVoid();
    }

    private void takeWatermarks(List<ProjectDays> watermarks) {
        Instant now = clock.instant();
        lagSeconds = watermarks.stream()
                .map(calendar -> calendar.endOf(calendar.aggregatedThrough()))
                .mapToLong(end -> Duration.between(end, now).toSeconds())
                .reduce(0, Math::max);
    }

    private void takeLastRun(RowSet<Row> runs) {
        for (Row run : runs) {
            Instant start = run.getOffsetDateTime("start_time").toInstant();
            Instant end = run.getOffsetDateTime("end_time").toInstant();
            lastRunSeconds = Duration.between(start, end).toMillis() / 1000.0;
        }
    }
}
