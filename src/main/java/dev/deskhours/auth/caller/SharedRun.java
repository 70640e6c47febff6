package dev.deskhours.auth.caller;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.smallrye.mutiny.Uni;

/** A job that blocks, run off the event loop and never twice at once: who asks for it while it runs waits for that run. */
public final class SharedRun {
    private final Runnable job;
    private final Executor executor;
    private CompletableFuture<Void> running;

    public SharedRun(Runnable job, Executor executor) {
        this.job = job;
        this.executor = executor;
    }

    /** Starts the job unless it is running, whether or not anybody subscribes; completes when it ends. */
    public synchronized Uni<Void> join() {
        if (running == null) {
            CompletableFuture<Void> run = CompletableFuture.runAsync(job, executor);
            running = run;
            run.whenComplete((nothing, failure) -> ended());
            return Uni.createFrom().completionStage(run);
        }
        return Uni.createFrom().completionStage(running);
    }

    private synchronized void ended() {
        running = null;
    }
}
