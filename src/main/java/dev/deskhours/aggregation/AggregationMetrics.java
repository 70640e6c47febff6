package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;

import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ServiceConfig;

/** What an operator watches of the aggregation; the same in every process, as the run log and watermarks are shared. */
@ApplicationScoped
public class AggregationMetrics {
    private static final Logger LOG = Logger.getLogger(AggregationMetrics.class);
    private static final String WATERMARKS = """
            select time_zone, min(aggregated_through) as day from project
            where aggregated_through is not null
            group by time_zone
            """;
    private static final String LAST_RUN = """
            select start_time, end_time from aggregation_run
            where end_time is not null
            order by start_time desc, run_id
            limit 1
            """;

    private final Transactions transactions;
    private final Clock clock;
    private final ServiceConfig config;
    private final AtomicLong lagSeconds = new AtomicLong();
    private final AtomicLong lastRunMillis = new AtomicLong();

    public AggregationMetrics(Transactions transactions, Clock clock, ServiceConfig config, MeterRegistry registry) {
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
        Gauge.builder("deskhours.aggregation.lag.seconds", lagSeconds, AtomicLong::get)
                .description("Time since the end of the last aggregated day, of the project that is furthest behind")
                .register(registry);
        Gauge.builder("deskhours.aggregation.last.run.seconds", lastRunMillis, millis -> millis.get() / 1000.0)
                .description("How long the last run took")
                .register(registry);
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = NotScheduler.class)
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
        return transaction
                .query(WATERMARKS)
                .execute()
                .invoke(this::takeWatermarks)
                .chain(() -> transaction.query(LAST_RUN).execute())
                .invoke(this::takeLastRun)
                .replaceWithVoid();
    }

    private void takeWatermarks(RowSet<Row> watermarks) {
        Instant now = clock.instant();
        long longest = 0;
        for (Row row : watermarks) {
            longest =
                    Math.max(longest, Duration.between(endOfWatermark(row), now).toSeconds());
        }
        lagSeconds.set(longest);
    }

    private Instant endOfWatermark(Row row) {
        String own = row.getString("time_zone");
        ZoneId zone = own == null ? config.aggregation().zone() : ZoneId.of(own);
        return new ProjectDays(zone, own != null, row.getLocalDate("day")).endOf(row.getLocalDate("day"));
    }

    private void takeLastRun(RowSet<Row> runs) {
        for (Row run : runs) {
            Instant start = run.getOffsetDateTime("start_time").toInstant();
            Instant end = run.getOffsetDateTime("end_time").toInstant();
            lastRunMillis.set(Duration.between(start, end).toMillis());
        }
    }
}
