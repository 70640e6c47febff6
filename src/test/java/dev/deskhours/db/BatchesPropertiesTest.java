package dev.deskhours.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Uni;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** However many threads add whatever they like: each piece is done once, in its turn, and answered for itself. */
class BatchesPropertiesTest {
    private static final int ADDERS = 6;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @AfterContainer
    static void stop() {
        THREADS.shutdownNow();
    }

    private record Piece(int adder, int number) {}

    /** What is done, and whether it is done as promised. */
    private static final class Work {
        private final Queue<Piece> done = new ConcurrentLinkedQueue<>();
        private final Map<Integer, AtomicInteger> underWay = new ConcurrentHashMap<>();
        private final Queue<String> broken = new ConcurrentLinkedQueue<>();
        private final int most;
        private final int failEvery;

        Work(int most, int failEvery) {
            this.most = most;
            this.failEvery = failEvery;
        }

        Uni<List<Piece>> begin(int key, List<Piece> pieces) {
            require(underWay.computeIfAbsent(key, same -> new AtomicInteger()).incrementAndGet() == 1, "two at a time");
            require(!pieces.isEmpty() && pieces.size() <= most, "a batch of " + pieces.size());
            return Uni.createFrom()
                    .completionStage(() -> CompletableFuture.supplyAsync(() -> end(key, pieces), THREADS));
        }

        private List<Piece> end(int key, List<Piece> pieces) {
            done.addAll(pieces);
            underWay.get(key).decrementAndGet();
            if (fails(pieces.get(0))) {
                throw new IllegalStateException(pieces.toString());
            }
            return pieces;
        }

        private boolean fails(Piece first) {
            return first.number % failEvery == failEvery - 1;
        }

        private void require(boolean held, String otherwise) {
            if (!held) {
                broken.add(otherwise);
            }
        }
    }

    @Property(tries = 60)
    void eachPieceIsDoneOnceAndAnsweredForItself(
            @ForAll @IntRange(min = 1, max = 5) int keys,
            @ForAll @IntRange(min = 1, max = 8) int most,
            @ForAll @IntRange(min = 0, max = 60) int each,
            @ForAll @IntRange(min = 3, max = 9) int failEvery)
            throws Exception {
        Work work = new Work(most, failEvery);
        Batches<Integer, Piece, Piece> batches = new Batches<>(most, THREADS, work::begin);
        CyclicBarrier start = new CyclicBarrier(ADDERS);
        List<Callable<List<String>>> adders = new ArrayList<>();
        for (int adder = 0; adder < ADDERS; adder++) {
            int mine = adder;
            adders.add(() -> {
                start.await();
                return answers(batches, mine, keys, each);
            });
        }
        List<String> wrong = new ArrayList<>();
        for (Future<List<String>> adder : THREADS.invokeAll(adders)) {
            wrong.addAll(adder.get());
        }
        assertThat(wrong).isEmpty();
        assertThat(work.broken).isEmpty();
        assertThat(work.done).doesNotHaveDuplicates().hasSize(ADDERS * each);
        for (int adder = 0; adder < ADDERS; adder++) {
            assertInTurn(work, adder, keys);
        }
        assertThat(batches.keys()).isZero();
    }

    /** What one adder has got that was not for it. */
    private static List<String> answers(Batches<Integer, Piece, Piece> batches, int adder, int keys, int each)
            throws Exception {
        List<CompletableFuture<Piece>> answers = new ArrayList<>();
        for (int number = 0; number < each; number++) {
            answers.add(batches.add(number % keys, new Piece(adder, number)).subscribeAsCompletionStage());
        }
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < each; number++) {
            Piece mine = new Piece(adder, number);
            String answer = answers.get(number)
                    .handle((piece, failure) -> failure == null ? piece.toString() : failure.toString())
                    .get(20, TimeUnit.SECONDS);
            if (!answer.contains(mine.toString())) {
                wrong.add(mine + ": " + answer);
            }
        }
        return wrong;
    }

    private static void assertInTurn(Work work, int adder, int keys) {
        for (int key = 0; key < keys; key++) {
            int same = key;
            assertThat(work.done.stream()
                            .filter(piece -> piece.adder == adder && piece.number % keys == same)
                            .map(Piece::number))
                    .isSorted();
        }
    }
}
