package dev.deskhours.export.worker;

import dev.deskhours.export.render.ExportProgress;
import dev.deskhours.export.task.ClaimedTask;

/** What the rendering of a task and its heartbeat know of each other. */
final class RunningTask implements ExportProgress {
    final ClaimedTask task;
    private volatile long rows;
    private volatile long most;
    private volatile boolean lost;
    private volatile boolean stopping;

    RunningTask(ClaimedTask task) {
        this.task = task;
    }

    @Override
    public void rendered(long rendered, long all) {
        rows = rendered;
        most = all;
        if (isStopped()) {
            throw new ExportStopped();
        }
    }

    /** In percent; 100 is only what can be downloaded. */
    int progress() {
        return most == 0 ? 0 : (int) Math.min(99, rows * 100 / most);
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
