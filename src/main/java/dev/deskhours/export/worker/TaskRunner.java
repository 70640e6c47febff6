package dev.deskhours.export.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import dev.deskhours.export.render.ExportRenderer;
import dev.deskhours.export.render.ExportRenderer.Rendered;
import dev.deskhours.export.store.FileStore;
import dev.deskhours.export.store.FileStore.StoredFile;
import dev.deskhours.export.store.OpenFile;
import dev.deskhours.export.task.ExportQueue;
import dev.deskhours.export.task.ExportQueue.ClaimedTask;
import dev.deskhours.export.task.QueueListener;

/**
 * Takes a task from the queue and renders it on the calling thread, while a heartbeat keeps its lease
 * (docs/spec/data.md, Leases).
 */
@ApplicationScoped
class TaskRunner {
    private static final Logger LOG = Logger.getLogger(TaskRunner.class);

    private final ExportQueue queue;
    private final ExportRenderer renderer;
    private final ExportMetrics metrics;
    private final FileStore files;
    private final QueueListener listener;
    private final Set<RunningTask> running = ConcurrentHashMap.newKeySet();
    /** What the database has broken off, to be postponed when it is there again. */
    private final Queue<ClaimedTask> brokenOff = new ConcurrentLinkedQueue<>();

    TaskRunner(
            ExportQueue queue,
            ExportRenderer renderer,
            ExportMetrics metrics,
            FileStore files,
            QueueListener listener) {
        this.queue = queue;
        this.renderer = renderer;
        this.metrics = metrics;
        this.files = files;
        this.listener = listener;
    }

    enum Outcome {
        DONE,
        NOT_DONE,
        NOTHING_TO_DO
    }

    /** Whether a task waits to be tried again. */
    boolean isAnyPausing() {
        return queue.isAnyPausing().await().indefinitely();
    }

    /** Blocks until a task, if there is one, is rendered or has failed. */
    Outcome runNext() {
        postponeBrokenOff();
        Optional<ClaimedTask> task = queue.claim().await().indefinitely();
        if (task.isEmpty()) {
            queue.failAbandoned().await().indefinitely().forEach(metrics::failed);
            return Outcome.NOTHING_TO_DO;
        }
        // Where one task was, there may be more.
        listener.wake();
        RunningTask current = new RunningTask(task.get());
        MDC.put("task_id", current.task.taskId());
        running.add(current);
        Cancellable heartbeat = startHeartbeat(current);
        try {
            return run(current);
        } finally {
            heartbeat.cancel();
            running.remove(current);
            MDC.remove("task_id");
        }
    }

    /** Ends what runs; it is given back to the queue. */
    void stopAll() {
        running.forEach(RunningTask::stop);
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

    private void render(RunningTask current) throws IOException {
        ClaimedTask task = current.task;
        try (OpenFile file = files.create(task.fileKey())) {
            Rendered rendered = renderer.render(task.request(), task.form(), file, current);
            StoredFile stored = file.publish();
            if (queue.succeed(task, stored, rendered).await().indefinitely()) {
                metrics.succeeded(task.createTime(), rendered.rows());
                LOG.infof("Export finished: %d rows, %d bytes", rendered.rows(), stored.size());
            } else {
                files.delete(stored.key());
            }
        }
    }

    private void end(RunningTask current, Exception cause) {
        if (current.isLost()) {
            LOG.info("Export stopped: the task was deleted or another worker has it");
        } else if (current.isStopped()) {
            queue.giveBack(current.task).await().indefinitely();
        } else {
            FailReason.of(cause)
                    .ifPresentOrElse(reason -> fail(current.task, reason, cause), () -> breakOff(current.task));
        }
    }

    private void fail(ClaimedTask task, String reason, Exception cause) {
        LOG.errorf(cause, "Export attempt %d failed", task.attempt());
        if (queue.fail(task, reason).await().indefinitely() && queue.isLast(task)) {
            metrics.failed(task.createTime());
        }
    }

    private void breakOff(ClaimedTask task) {
        LOG.warn("The database has broken off the export, which is tried again");
        brokenOff.add(task);
    }

    /** Another worker may have taken them meanwhile, whose attempts they are then. */
    private void postponeBrokenOff() {
        for (ClaimedTask task = brokenOff.peek(); task != null; task = brokenOff.peek()) {
            queue.postpone(task).await().indefinitely();
            brokenOff.remove(task);
        }
    }

    private Cancellable startHeartbeat(RunningTask current) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(queue.heartbeatEvery())
                .every(queue.heartbeatEvery())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> heartbeat(current))
                .subscribe()
                .with(alive -> {});
    }

    private Uni<Boolean> heartbeat(RunningTask current) {
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
}
