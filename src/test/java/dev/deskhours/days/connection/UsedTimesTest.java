package dev.deskhours.days.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class UsedTimesTest {
    private static final Instant FIRST = Instant.parse("2020-01-20T00:00:00Z");
    private static final int SLOTS = 6;
    private static final int MINUTES = SLOTS * 60;

    record Use(int from, int to) {
        boolean covers(int minute) {
            return from <= minute && minute < to;
        }
    }

    @Property
    void everyMinuteCountsOnceInItsSlot(@ForAll("uses") List<Use> uses) {
        UsedTimes times = new UsedTimes(
                IntStream.range(0, SLOTS).mapToObj(slot -> at(slot * 60)).toList());
        uses.stream()
                .sorted(Comparator.comparingInt(Use::from))
                .forEach(use -> times.add(at(use.from()), at(use.to())));

        assertThat(times.all())
                .isEqualTo(IntStream.range(0, SLOTS)
                        .mapToObj(slot -> Duration.ofMinutes(used(uses, slot)))
                        .toList());
    }

    @Provide
    Arbitrary<List<Use>> uses() {
        Arbitrary<Integer> minute = Arbitraries.integers().between(0, MINUTES);
        return Combinators.combine(minute, minute)
                .as((one, other) -> new Use(Math.min(one, other), Math.max(one, other)))
                .list()
                .ofMaxSize(12);
    }

    private static long used(List<Use> uses, int slot) {
        return IntStream.range(slot * 60, slot * 60 + 60)
                .filter(minute -> uses.stream().anyMatch(use -> use.covers(minute)))
                .count();
    }

    private static Instant at(int minute) {
        return FIRST.plus(Duration.ofMinutes(minute));
    }
}
