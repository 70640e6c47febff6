package dev.deskhours.aggregation;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ProcessConfig.Role;
import dev.deskhours.web.UnreachableDatabase;

/** When this process aggregates. All of it is done on one thread, so that runs of one process never overlap. */
@ApplicationScoped
public class AggregationSchedule {
    private static final Logger LOG = Logger.getLogger(AggregationSchedule.class);

    private final ExecutorService runs = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "aggregation");
        thread.setDaemon(true);
        return thread;
    });
    private final AggregationRunner runner;
    private final ActiveRoles roles;

    public AggregationSchedule(AggregationRunner runner, ActiveRoles roles) {
        this.runner = runner;
        this.roles = roles;
    }

    /** Makes up for missed nights; called when the service has started. */
    public void catchUp() {
        soon(() -> runner.night(RunCause.CATCH_UP));
    }

    @Scheduled(
            cron = "${deskhours.aggregation.cron:0 0 2 * * ?}",
            timeZone = "${deskhours.aggregation.zone:UTC}",
            identity = "nightly aggregation")
    void night() {
        soon(() -> runner.night(RunCause.SCHEDULE));
    }

    @Scheduled(
            every = "${deskhours.aggregation.refresh-every:10m}",
            delayed = "${deskhours.aggregation.refresh-every:10m}",
            identity = "refresh of stale days")
    void refresh() {
        soon(runner::refresh);
    }

    /** Carries out a run that was asked for, in whatever process it was asked. */
    void carryOut() {
        runs.execute(() -> attempt(runner::finishAsked));
    }

    void stop(@Observes ShutdownEvent stopping) {
        runs.shutdownNow();
    }

    private void soon(Runnable work) {
        if (roles.include(Role.SCHEDULER)) {
            runs.execute(() -> attempt(work));
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
        if (UnreachableDatabase.isCauseOf(failure)) {
            LOG.warn("The database cannot be reached; the next run makes up for the aggregation");
        } else if (!runs.isShutdown()) {
            LOG.error("The aggregation failed; the next run makes up for it", failure);
        }
    }
}
