package dev.deskhours.db;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Gathers what is to be done for one key while something is being done for it, and then does it together. What comes
 * alone is begun at once: nothing waits for a clock. Of a key with nothing to do nothing is kept.
 *
 * @param <K> what is never worked for twice at a time
 * @param <I> a piece of work
 * @param <O> what comes of it
 */
public final class Batches<K, I, O> {
    private final ConcurrentMap<K, Queue<Item<I, O>>> waiting = new ConcurrentHashMap<>();
    private final int most;
    private final Executor executor;
    private final BiFunction<K, List<I>, Uni<List<O>>> work;

    /**
     * @param most pieces that are done together
     * @param executor which each batch is begun by
     * @param work does 1..{@code most} pieces, the eldest first, and gives as many results in the same order; its failure is
     *     that of all of them
     */
    public Batches(int most, Executor executor, BiFunction<K, List<I>, Uni<List<O>>> work) {
        if (most < 1) {
            throw new IllegalArgumentException("batches of " + most);
        }
        this.most = most;
        this.executor = executor;
        this.work = work;
    }

    private record Item<I, O>(I piece, UniEmitter<? super O> caller) {}

    /** Has a piece of work done, once for each subscription; it is done also if its caller goes away. */
    public Uni<O> add(K key, I piece) {
        return Uni.createFrom().emitter(caller -> enter(key, new Item<>(piece, caller)));
    }

    /** How many keys something is done for just now. */
    int keys() {
        return waiting.size();
    }

    private void enter(K key, Item<I, O> item) {
        Queue<Item<I, O>> alone = new ArrayDeque<>(List.of(item));
        Queue<Item<I, O>> queue = waiting.merge(key, alone, (before, one) -> {
            before.add(item);
            return before;
        });
        if (queue == alone) {
            next(key);
        }
    }

    private void next(K key) {
        List<Item<I, O>> batch = taken(key);
        while (!batch.isEmpty() && !isBegun(key, batch)) {
            batch = taken(key);
        }
    }

    /** The key is there for as long as something is done for it. */
    private List<Item<I, O>> taken(K key) {
        List<Item<I, O>> batch = new ArrayList<>();
        waiting.computeIfPresent(key, (same, queue) -> {
            while (batch.size() < most && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            return batch.isEmpty() ? null : queue;
        });
        return batch;
    }

    /** Not by the thread that has ended the batch before: work that ends at once would pile up on its stack. */
    private boolean isBegun(K key, List<Item<I, O>> batch) {
        try {
            executor.execute(() -> run(key, batch));
            return true;
        } catch (RejectedExecutionException closing) {
            batch.forEach(item -> item.caller.fail(closing));
            return false;
        }
    }

    private void run(K key, List<Item<I, O>> batch) {
        List<I> pieces = batch.stream().map(Item::piece).toList();
        Uni.createFrom()
                .deferred(() -> work.apply(key, pieces))
                .invoke(results -> requireOneEach(pieces, results))
                .onTermination()
                .invoke(() -> next(key))
                .subscribe()
                .with(results -> answer(batch, results), failure -> batch.forEach(item -> item.caller.fail(failure)));
    }

    private static void requireOneEach(List<?> pieces, List<?> results) {
        if (results.size() != pieces.size()) {
            throw new IllegalStateException(results.size() + " results of " + pieces.size() + " pieces of work");
        }
    }

    private static <I, O> void answer(List<Item<I, O>> batch, List<O> results) {
        for (int n = 0; n < batch.size(); n++) {
            batch.get(n).caller.complete(results.get(n));
        }
    }
}
