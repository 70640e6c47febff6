package dev.deskhours.db;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchesTest {
    private final List<Begun> begun = new ArrayList<>();
    private final Batches<String, Integer, String> batches = new Batches<>(3, Runnable::run, this::begin);

    private record Begun(String key, List<Integer> pieces, CompletableFuture<List<String>> end) {
        void succeed() {
            end.complete(pieces.stream().map(piece -> key + piece).toList());
        }

        String work() {
            return key + pieces;
        }
    }

    private Uni<List<String>> begin(String key, List<Integer> pieces) {
        Begun batch = new Begun(key, pieces, new CompletableFuture<>());
        begun.add(batch);
        return Uni.createFrom().completionStage(batch.end);
    }

    private CompletableFuture<String> added(String key, int piece) {
        return batches.add(key, piece).subscribeAsCompletionStage();
    }

    private List<CompletableFuture<String>> added(String key, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(piece -> added(key, piece))
                .toList();
    }

    private List<String> work() {
        return begun.stream().map(Begun::work).toList();
    }

    @Test
    void whatComesAloneIsBegunAtOnce() {
        CompletableFuture<String> answer = added("a", 1);
        assertThat(work()).containsExactly("a[1]");
        assertThat(answer).isNotDone();

        begun.get(0).succeed();
        assertThat(answer).isCompletedWithValue("a1");
        assertThat(batches.keys()).isZero();
    }

    @Test
    void whatComesMeanwhileGoesTogetherAsFarAsAllowed() {
        List<CompletableFuture<String>> answers = added("a", 1, 6);
        begun.get(0).succeed();
        assertThat(work()).containsExactly("a[1]", "a[2, 3, 4]");
        begun.get(1).succeed();
        assertThat(work()).containsExactly("a[1]", "a[2, 3, 4]", "a[5, 6]");
        begun.get(2).succeed();
        assertThat(answers.stream().map(CompletableFuture::join)).containsExactly("a1", "a2", "a3", "a4", "a5", "a6");
        assertThat(batches.keys()).isZero();
    }

    @Test
    void keysDoNotWaitForEachOther() {
        added("a", 1);
        added("b", 2);
        assertThat(work()).containsExactly("a[1]", "b[2]");
        assertThat(batches.keys()).isEqualTo(2);
    }

    @Test
    void aFailureIsThatOfItsBatchAlone() {
        List<CompletableFuture<String>> answers = added("a", 1, 5);
        begun.get(0).succeed();
        begun.get(1).end.completeExceptionally(new IllegalStateException("away"));
        begun.get(2).succeed();

        assertThat(answers.get(0)).isCompletedWithValue("a1");
        for (CompletableFuture<String> failed : answers.subList(1, 4)) {
            assertThatThrownBy(failed::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCause(new IllegalStateException("away"));
        }
        assertThat(answers.get(4)).isCompletedWithValue("a5");
    }

    @Test
    void workThatThrowsOrLosesAResultFails() {
        Batches<String, Integer, String> throwing = new Batches<>(3, Runnable::run, (key, pieces) -> {
            throw new IllegalStateException("thrown");
        });
        assertThatThrownBy(() -> throwing.add("a", 1).await().indefinitely()).hasMessage("thrown");
        assertThat(throwing.keys()).isZero();

        CompletableFuture<String> answer = added("a", 1);
        begun.get(0).end.complete(List.of());
        assertThatThrownBy(answer::join).hasMessageContaining("0 results of 1 pieces of work");
        assertThat(batches.keys()).isZero();
    }

    @Test
    void whoGoesAwayLeavesItsPieceToBeDone() {
        added("a", 1);
        Cancellable caller = batches.add("a", 2).subscribe().with(answer -> {
            throw new AssertionError("nobody waits for " + answer);
        });
        CompletableFuture<String> other = added("a", 3);
        caller.cancel();
        begun.get(0).succeed();
        begun.get(1).succeed();
        assertThat(work()).containsExactly("a[1]", "a[2, 3]");
        assertThat(other).isCompletedWithValue("a3");
        assertThat(batches.keys()).isZero();
    }

    @Test
    void allFailWhenNothingCanBeBegunAnyLonger() {
        Batches<String, Integer, String> closed = new Batches<>(
                3,
                work -> {
                    throw new RejectedExecutionException("closing");
                },
                this::begin);
        assertThatThrownBy(() -> closed.add("a", 1).await().indefinitely()).hasMessage("closing");
        assertThat(closed.keys()).isZero();
        assertThat(begun).isEmpty();
    }

    @Test
    void aLongQueueOfWorkThatEndsAtOnceNeedsNoStack() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Batches<String, Integer, Integer> quick =
                    new Batches<>(1, executor, (key, pieces) -> Uni.createFrom().item(pieces));
            CompletableFuture<Void> gate = new CompletableFuture<>();
            executor.execute(gate::join);
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 50_000)
                    .mapToObj(piece -> quick.add("a", piece).subscribeAsCompletionStage())
                    .toList();
            gate.complete(null);
            for (int piece = 0; piece < answers.size(); piece++) {
                assertThat(answers.get(piece).get(20, TimeUnit.SECONDS)).isEqualTo(piece);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aBatchHoldsSomething() {
        assertThatThrownBy(() -> new Batches<String, Integer, String>(0, Runnable::run, this::begin))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
