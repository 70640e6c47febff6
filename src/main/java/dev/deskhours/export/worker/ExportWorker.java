package dev.deskhours.export.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.deskhours.export.ExportConfig;
import dev.deskhours.export.task.QueueListener;
import dev.deskhours.export.worker.TaskRunner.Outcome;
import dev.deskhours.process.ActiveRoles;
import dev.deskhours.process.ProcessConfig;

/** Renders the tasks of the queue, some at once, each on a thread of its own (docs/spec/api.md, The task). */
@ApplicationScoped
public class ExportWorker {
    private static final Logger LOG = Logger.getLogger(ExportWorker.class);
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final ExportConfig config;
    private final ActiveRoles roles;
    private final TaskRunner runner;
    private final QueueListener listener;
    private final List<Thread> slots = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    ExportWorker(ExportConfig config, ActiveRoles roles, TaskRunner runner, QueueListener listener) {
        this.config = config;
        this.roles = roles;
        this.runner = runner;
        this.listener = listener;
    }

    void onStart(@Observes StartupEvent event) {
        if (roles.include(ProcessConfig.Role.WORKER)) {
            start();
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Begins to work, until {@link #stop()}. */
    public synchronized void start() {
        if (!slots.isEmpty()) {
            return;
        }
        stopping = false;
        listener.start();
        for (int number = 1; number <= config.workers(); number++) {
            Thread slot = new Thread(this::workOn, "export-" + number);
            slot.setDaemon(true);
            slots.add(slot);
            slot.start();
        }
    }

    /** Takes no more tasks, and waits for those that run; what takes too long is given back to the queue. */
    public synchronized void stop() {
        stopping = true;
        listener.stop();
        slots.forEach(slot -> listener.wake());
        if (!join(config.stopWithin())) {
            runner.stopAll();
            join(LAST_WRITES);
        }
        slots.clear();
    }

    /**
     * Renders, on this thread, until no task is left that could be taken. Waits for those that are to be tried again, not for
     * those that others render.
     *
     * @return how many exports were rendered
     */
    public int runUntilEmpty() {
        int rendered = 0;
        while (!stopping) {
            Outcome outcome = runner.runNext();
            if (outcome == Outcome.DONE) {
                rendered++;
            } else if (outcome == Outcome.NOTHING_TO_DO) {
                if (!runner.isAnyPausing()) {
                    break;
                }
                pause();
            }
        }
        return rendered;
    }

    private void workOn() {
        boolean reachable = true;
        while (!stopping) {
            try {
                listener.clear();
                Outcome outcome = runner.runNext();
                reachable = true;
                if (outcome != Outcome.DONE) {
                    listener.await(config.pollEvery());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                logFailure(e, reachable);
                reachable = false;
                pause();
            }
        }
    }

    private static void logFailure(RuntimeException failure, boolean wasReachable) {
        if (FailReason.of(failure).isPresent()) {
            LOG.error("The export queue cannot be worked on", failure);
        } else if (wasReachable) {
            LOG.warn("The database cannot be reached; exports wait for it");
        }
    }

    private void pause() {
        try {
            Thread.sleep(config.pollEvery().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean join(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (Thread slot : slots) {
                slot.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return slots.stream().noneMatch(Thread::isAlive);
    }
}
