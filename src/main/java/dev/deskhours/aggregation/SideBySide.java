package dev.deskhours.aggregation;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Does something for each of many, two at a time: while one waits for the database the other is at work. Two connections are
 * all that it takes, however many there are, and whoever takes long keeps only one of them.
 */
final class SideBySide {
    private SideBySide() {}

    /**
     * Blocks until all is done. What fails ends the rest, when what has been begun is over.
     *
     * @throws RuntimeException what the work has thrown
     */
    static <T> void each(Collection<T> all, String name, Consumer<T> work) {
        Queue<T> left = new ConcurrentLinkedQueue<>(all);
        CompletableFuture<Void> beside = all.size() > 1
                ? CompletableFuture.runAsync(() -> drain(left, work), task -> begin(name, task))
                : CompletableFuture.completedFuture(null);
        try {
            drain(left, work);
        } finally {
            await(beside);
        }
    }

    private static void begin(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static <T> void drain(Queue<T> left, Consumer<T> work) {
        try {
            for (T next = left.poll(); next != null; next = left.poll()) {
                work.accept(next);
            }
        } finally {
            left.clear();
        }
    }

    private static void await(CompletableFuture<Void> beside) {
        try {
            beside.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }
}
