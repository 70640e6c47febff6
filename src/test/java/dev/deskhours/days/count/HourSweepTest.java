package dev.deskhours.days.count;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HourSweepTest {
    private static final long[] BOUNDS = {0, 10, 15, 30};

    record Use(int from, int length) {
        int until() {
            return from + length;
        }
    }

    private record Change(int at, int by) {}

    @Provide
    Arbitrary<List<Use>> uses() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 20))
                .as((from, length) -> new Use(from, Math.min(length, 30 - from)))
                .list()
                .ofMaxSize(12);
    }

    @Property
    void isWhatCountingEachMicrosecondGives(@ForAll("uses") List<Use> uses) {
        HourSweep sweep = swept(uses);
        for (int hour = 0; hour < BOUNDS.length - 1; hour++) {
            int from = (int) BOUNDS[hour];
            int[] inUse = IntStream.range(from, (int) BOUNDS[hour + 1])
                    .map(at -> (int) uses.stream()
                            .filter(use -> use.from() <= at && at < use.until())
                            .count())
                    .toArray();
            int peak = IntStream.of(inUse).max().orElseThrow();
            Long first = peak == 0
                    ? null
                    : (long) from
                            + IntStream.range(0, inUse.length)
                                    .filter(n -> inUse[n] == peak)
                                    .findFirst()
                                    .orElseThrow();
            assertThat(sweep.peaks()[hour]).isEqualTo(peak);
            assertThat(sweep.peakTimes()[hour]).isEqualTo(first);
            assertThat(sweep.usage()[hour]).isEqualTo(IntStream.of(inUse).sum());
        }
    }

    @Test
    void whatEndsWhereAnotherBeginsLeavesNoTrace() {
        HourSweep sweep = new HourSweep(BOUNDS);
        sweep.change(2, 1);
        sweep.change(5, 1);
        sweep.change(5, -1);
        sweep.change(7, -1);
        sweep.end();
        assertThat(sweep.peaks()).containsExactly(1, 0, 0);
        assertThat(sweep.peakTimes()).containsExactly(2L, null, null);
    }

    @Test
    void whatLastsNoTimeIsNoUse() {
        HourSweep sweep = swept(List.of(new Use(3, 0)));
        assertThat(sweep.isUsed()).isFalse();
    }

    private static HourSweep swept(List<Use> uses) {
        List<Change> changes = new ArrayList<>();
        uses.forEach(use -> changes.add(new Change(use.from(), 1)));
        uses.forEach(use -> changes.add(new Change(use.until(), -1)));
        changes.sort(Comparator.comparingInt(Change::at));
        HourSweep sweep = new HourSweep(BOUNDS);
        changes.forEach(change -> sweep.change(change.at(), change.by()));
        sweep.end();
        return sweep;
    }
}
