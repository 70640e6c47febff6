package dev.deskhours.aggregation;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import org.jboss.logging.Logger;

import dev.deskhours.db.ExclusiveWork.LockLostException;
import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ProcessConfig.Role;
import dev.deskhours.web.UnreachableDatabase;

/**
 * When this process aggregates (docs/spec/aggregation.md, The nightly run). Runs by hand have a thread of their own,
 * so that a nightly run does not wait for them.
 */
@ApplicationScoped
public class AggregationSchedule {
    private static final Logger LOG = Logger.getLogger(AggregationSchedule.class);

    private static final String NIGHT = "nightly aggregation";

    private final ExecutorService scheduled = singleThread("aggregation");
    private final ExecutorService asked = singleThread("runs by hand");
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AggregationRunner runner;
    private final ActiveRoles roles;
    private final AggregationConfig config;
    private final Scheduler scheduler;

    public AggregationSchedule(
            AggregationRunner runner, ActiveRoles roles, Scheduler scheduler, AggregationConfig config) {
        this.config = config;
        this.runner = runner;
        this.roles = roles;
        this.scheduler = scheduler;
    }

    private static ExecutorService singleThread(String name) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** When it is, as far as it is configured. */
    public AggregationConfig config() {
        return config;
    }

    /** Makes up for missed nights; called when the service has started. */
    public void catchUp() {
        schedule(() -> runner.night(RunCause.CATCH_UP));
    }

    @Scheduled(
            cron = "${deskhours.aggregation.cron:0 0 2 * * ?}",
            timeZone = "${deskhours.aggregation.zone:UTC}",
            identity = NIGHT)
    void night() {
        schedule(() -> runner.night(RunCause.SCHEDULE));
    }

    @Scheduled(
            every = "${deskhours.aggregation.refresh-every:10m}",
            delayed = "${deskhours.aggregation.refresh-every:10m}",
            identity = "refresh of stale days")
    void refresh() {
        schedule(runner::refresh);
    }

    /** When the next nightly run begins, here or in the process that has this role; empty if its cron is {@code off}. */
    Optional<Instant> nextNight() {
        return Optional.ofNullable(scheduler.getScheduledJob(NIGHT)).map(Trigger::getNextFireTime);
    }

    /** Runs by hand that a process which died, or the database, has broken off. */
    @Scheduled(every = "30s", delayed = "30s", identity = "runs by hand that are left")
    void makeUp() {
        if (roles.include(Role.SCHEDULER)) {
            carryOut();
        }
    }

    /** Carries out the runs that were asked for, in whatever process they were asked. */
    void carryOut() {
        if (waiting.compareAndSet(false, true)) {
            asked.execute(() -> {
                waiting.set(false);
                attempt(runner::finishAsked);
            });
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        scheduled.shutdownNow();
        asked.shutdownNow();
    }

    /** Afterwards it also looks for runs by hand that a process that died has left. */
    private void schedule(Runnable work) {
        if (roles.include(Role.SCHEDULER)) {
            scheduled.execute(() -> {
                attempt(work);
                carryOut();
            });
        }
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            note(failure);
        }
    }

    private void note(RuntimeException failure) {
        if (failure instanceof LockLostException) {
            LOG.warnf("The aggregation has ended early: %s", failure.getMessage());
        } else if (UnreachableDatabase.isCauseOf(failure)) {
            LOG.warn("The database cannot be reached; the next run makes up for the aggregation");
        } else if (!scheduled.isShutdown()) {
            LOG.error("The aggregation failed; the next run makes up for it", failure);
        }
    }
}
