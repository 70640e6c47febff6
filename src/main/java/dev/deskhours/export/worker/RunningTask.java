package dev.deskhours.export.worker;

import dev.deskhours.export.render.ExportRenderer;
import dev.deskhours.export.task.ExportQueue.ClaimedTask;

/** What the rendering of a task and its heartbeat know of each other. */
final class RunningTask implements ExportRenderer.Progress {
    final ClaimedTask task;
    private volatile long rows;
    private volatile long maxRows;
    private volatile boolean lost;
    private volatile boolean stopping;

    RunningTask(ClaimedTask task) {
        this.task = task;
    }

    /** Ends a rendering early, because its task was taken away or this process stops. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        StoppedException() {
            super("the export was stopped", null, false, false);
        }
    }

    @Override
    public void rendered(long rendered, long max) {
        rows = rendered;
        maxRows = max;
        if (isStopped()) {
            throw new StoppedException();
        }
    }

    /** In percent; 100 is only what can be downloaded. */
    int progress() {
        return maxRows == 0 ? 0 : (int) Math.min(99, rows * 100 / maxRows);
    }

    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    boolean isStopped() {
        return lost || stopping;
    }

    void stop() {
        stopping = true;
    }
}
