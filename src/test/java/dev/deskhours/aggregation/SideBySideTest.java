package dev.deskhours.aggregation;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SideBySideTest {
    @Test
    void allAreDoneEachOnce() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        List<Integer> all = IntStream.range(0, 1_000).boxed().toList();
        SideBySide.each(all, "test", next -> assertThat(done.add(next)).isTrue());
        assertThat(done).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void twoAreDoneAtATime() {
        CountDownLatch both = new CountDownLatch(2);
        SideBySide.each(List.of(1, 2), "test", next -> {
            both.countDown();
            assertThat(await(both)).isTrue();
        });
    }

    @Test
    void whatFailsEndsTheRest() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        assertThatThrownBy(() -> SideBySide.each(List.of(1, 1, 2, 2, 3), "test", next -> {
                    if (next == 1) {
                        throw new IllegalStateException("one");
                    }
                    done.add(next);
                }))
                .hasMessage("one");
        assertThat(done).doesNotContain(3);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
