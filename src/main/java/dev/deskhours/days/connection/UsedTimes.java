package dev.deskhours.days.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** For how long one desktop was used in each of some slots that follow one another; what overlaps counts once. */
final class UsedTimes {
    private final NavigableMap<Instant, Duration> bySlot = new TreeMap<>();
    private Instant reached = Instant.MIN;

    /** @param starts of the slots; the last one has no end */
    UsedTimes(List<Instant> starts) {
        starts.forEach(start -> bySlot.put(start, Duration.ZERO));
    }

    /** Adds a use that begins in or after the first slot. Uses come in the order of their begins. */
    void add(Instant from, Instant to) {
        Instant begin = later(from, reached);
        while (begin.isBefore(to)) {
            Instant next = bySlot.higherKey(begin);
            Instant stop = next == null || to.isBefore(next) ? to : next;
            bySlot.merge(bySlot.floorKey(begin), Duration.between(begin, stop), Duration::plus);
            begin = stop;
        }
        reached = later(reached, to);
    }

    /** In the order of the slots. */
    List<Duration> all() {
        return List.copyOf(bySlot.values());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
