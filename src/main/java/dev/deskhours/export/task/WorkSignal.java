package dev.deskhours.export.task;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells the workers of this process that there may be a task, so that none waits for the next look at the queue. */
@ApplicationScoped
public class WorkSignal {
    private final Semaphore calls = new Semaphore(0);

    public void wake() {
        calls.release();
    }

    /** Forgets earlier calls; to be followed by a look at the queue, which sees what they were about. */
    public void clear() {
        calls.drainPermits();
    }

    /** Waits for a call. */
    public void await(Duration atMost) throws InterruptedException {
        if (calls.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
    }
}
