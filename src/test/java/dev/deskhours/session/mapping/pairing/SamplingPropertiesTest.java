package dev.deskhours.session.mapping.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/** Samples beside a second, plain reading: a line of seconds in which all between two near samples are filled. */
class SamplingPropertiesTest {
    private static final Instant BEGIN = Instant.parse("2026-11-19T08:00:00Z");
    private static final int LONE = 7;

    @Property
    void samplesThatLieNearEachOtherAreOneSession(
            @ForAll @Size(max = 40) List<@IntRange(max = 200) Integer> seconds,
            @ForAll @IntRange(max = 30) int gap,
            @ForAll long seed) {
        List<Event> events = new ArrayList<>();
        seconds.forEach(second -> events.add(
                new Event("h", BEGIN.plusSeconds(second), Event.Kind.OPEN, "", Collections.singletonList(null), null)));
        events.addAll(events.subList(0, events.size() / 2));
        Collections.shuffle(events, new Random(seed));
        assertThat(sampled(events, gap)).isEqualTo(plain(seconds, gap));
    }

    private static List<String> sampled(List<Event> events, int gap) {
        List<String> sessions = new ArrayList<>();
        try (EventSort sort = new EventSort(1000)) {
            events.forEach(sort::add);
            Sampling sampling = new Sampling(
                    Duration.ofSeconds(gap),
                    Duration.ofSeconds(LONE),
                    session -> sessions.add(session.startedAt() + " " + session.endedAt()));
            sort.sorted().forEachRemaining(sampling::accept);
            sampling.finish();
        }
        return sessions;
    }

    private static List<String> plain(List<Integer> seconds, int gap) {
        // A bit for each second between two samples: whether they belong together.
        BitSet joined = new BitSet();
        Set<Integer> samples = new TreeSet<>(seconds);
        for (int one : samples) {
            for (int other : samples) {
                if (other > one && other - one <= gap) {
                    joined.set(one, other);
                }
            }
        }
        List<String> sessions = new ArrayList<>();
        for (int start : samples) {
            if (start > 0 && joined.get(start - 1)) {
                continue;
            }
            int end = joined.nextClearBit(start);
            sessions.add(BEGIN.plusSeconds(start) + " " + BEGIN.plusSeconds(end == start ? start + LONE : end));
        }
        return sessions;
    }
}
