package dev.deskhours.export.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import dev.deskhours.export.ExportConfig;
import dev.deskhours.export.render.ExportRenderer;
import dev.deskhours.export.render.Rendered;
import dev.deskhours.export.store.FileStore;
import dev.deskhours.export.store.OpenFile;
import dev.deskhours.export.store.StoredFile;
import dev.deskhours.export.task.ClaimedTask;
import dev.deskhours.export.task.ExportQueue;
import dev.deskhours.export.task.QueueListener;
import dev.deskhours.export.task.StoredRequest;
import dev.deskhours.export.task.WorkSignal;

/** Renders the tasks of the queue, some at once, each on a thread of its own. */
@ApplicationScoped
public class ExportWorker {
    private static final Logger LOG = Logger.getLogger(ExportWorker.class);
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final ExportConfig config;
    private final ExportDuty duty;
    private final ExportQueue queue;
    private final ExportRenderer renderer;
    private final ExportMetrics metrics;
    private final FileStore files;
    private final WorkSignal signal;
    private final QueueListener listener;
    private final Set<RunningTask> running = ConcurrentHashMap.newKeySet();
    private final List<Thread> slots = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    public ExportWorker(
            ExportConfig config,
            ExportDuty duty,
            ExportQueue queue,
            ExportRenderer renderer,
            ExportMetrics metrics,
            FileStore files,
            WorkSignal signal,
            QueueListener listener) {
        this.config = config;
        this.duty = duty;
        this.queue = queue;
        this.renderer = renderer;
        this.metrics = metrics;
        this.files = files;
        this.signal = signal;
        this.listener = listener;
    }

    void onStart(@Observes StartupEvent event) {
        if (duty.isOn()) {
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
        slots.forEach(slot -> signal.wake());
        if (!joined(config.stopWithin())) {
            running.forEach(RunningTask::stop);
            joined(LAST_WRITES);
        }
        slots.clear();
    }

    /**
     * Renders, on this thread, until no task is left that could be taken now.
     *
     * @return how many exports were rendered
     */
    public int runUntilEmpty() {
        int rendered = 0;
        Outcome outcome = runNext();
        while (!stopping && outcome != Outcome.NOTHING) {
            rendered += outcome == Outcome.DONE ? 1 : 0;
            outcome = runNext();
        }
        return rendered;
    }

    private void workOn() {
        boolean reachable = true;
        while (!stopping) {
            try {
                signal.clear();
                Outcome outcome = runNext();
                reachable = true;
                if (outcome != Outcome.DONE) {
                    signal.await(config.pollEvery());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                reachable = noted(e, reachable);
                pause();
            }
        }
    }

    private Outcome runNext() {
        Optional<ClaimedTask> task = queue.claim().await().indefinitely();
        if (task.isEmpty()) {
            queue.failAbandoned().await().indefinitely();
            return Outcome.NOTHING;
        }
        // Where one task was, there may be more.
        signal.wake();
        RunningTask current = new RunningTask(task.get());
        MDC.put("task_id", current.task.taskId());
        running.add(current);
        Cancellable heartbeat = beat(current);
        try {
            return run(current);
        } finally {
            heartbeat.cancel();
            running.remove(current);
            MDC.remove("task_id");
        }
    }

    private Outcome run(RunningTask current) {
        try {
            render(current);
            return Outcome.DONE;
        } catch (IOException | RuntimeException e) {
            end(current, e);
            return Outcome.NOT_DONE;
        }
    }

    private void end(RunningTask current, Exception cause) {
        if (current.isLost()) {
            LOG.info("Export stopped: the task was deleted or another worker has it");
        } else if (current.isStopped()) {
            queue.giveBack(current.task).await().indefinitely();
        } else {
            // Without a database there is nowhere to note it: the lease runs out by itself.
            FailReason.of(cause).ifPresent(reason -> fail(current, reason, cause));
        }
    }

    private void render(RunningTask current) throws IOException {
        ClaimedTask task = current.task;
        StoredRequest request = StoredRequest.parse(task.projectId(), task.request());
        try (OpenFile file = files.create(task.fileKey())) {
            Rendered rendered =
                    renderer.render(request.toRequest(), file, current).await().indefinitely();
            StoredFile stored = file.publish();
            if (queue.succeed(task, stored, rendered).await().indefinitely()) {
                metrics.rendered(rendered.rows());
                LOG.infof("Export finished: %d rows, %d bytes", rendered.rows(), stored.size());
            } else {
                files.delete(stored.key());
            }
        }
    }

    private void fail(RunningTask current, String reason, Exception cause) {
        LOG.errorf(cause, "Export attempt %d failed", current.task.attempt());
        queue.fail(current.task, reason).await().indefinitely();
    }

    private Cancellable beat(RunningTask current) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(queue.heartbeatEvery())
                .every(queue.heartbeatEvery())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> prolong(current))
                .subscribe()
                .with(alive -> {});
    }

    private Uni<Boolean> prolong(RunningTask current) {
        return queue.heartbeat(current.task, current.progress())
                // Only the database can say that the lease is lost; the fence holds anyway.
                .onFailure()
                .recoverWithItem(true)
                .invoke(alive -> {
                    if (!alive) {
                        current.lose();
                    }
                });
    }

    private static boolean noted(RuntimeException failure, boolean wasReachable) {
        if (FailReason.of(failure).isPresent()) {
            LOG.error("The export queue cannot be worked on", failure);
        } else if (wasReachable) {
            LOG.warn("The database cannot be reached; exports wait for it");
        }
        return false;
    }

    private void pause() {
        try {
            Thread.sleep(config.pollEvery().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean joined(Duration atMost) {
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

    private enum Outcome {
        DONE,
        NOT_DONE,
        NOTHING
    }
}
