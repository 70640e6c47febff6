package dev.deskhours.session.mapping.pairing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.deskhours.session.mapping.pairing.Event.Kind;
import dev.deskhours.session.mapping.pairing.PairingRules.OpenMeetsOpen;
import dev.deskhours.session.mapping.pairing.PairingRules.Orphans;
import dev.deskhours.session.mapping.source.LeftOut;

import static org.assertj.core.api.Assertions.assertThat;

/** Pairing beside a second, plain one; and the order and the number of copies of events do not matter. */
class PairingPropertiesTest {
    private static final Instant BEGIN = Instant.parse("2026-11-19T00:00:00Z");

    @Property
    void isWhatThePlainOneSays(
            @ForAll("events") List<Event> events, @ForAll OpenMeetsOpen meets, @ForAll Orphans orphans) {
        PairingRules rules = new PairingRules(meets, orphans);
        assertThat(paired(rules, events, 1 << 20)).isEqualTo(PlainPairing.paired(rules, BEGIN, events));
    }

    @Property
    void orderAndCopiesDoNotMatter(
            @ForAll("events") List<Event> events,
            @ForAll OpenMeetsOpen meets,
            @ForAll Orphans orphans,
            @ForAll long seed) {
        PairingRules rules = new PairingRules(meets, orphans);
        List<Event> shuffled = new ArrayList<>(events);
        shuffled.addAll(events.subList(0, events.size() / 2));
        Collections.shuffle(shuffled, new Random(seed));
        // Of a handful of events each, hence many files that are merged, and merged again.
        assertThat(paired(rules, shuffled, 500)).isEqualTo(paired(rules, events, 1 << 20));
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.of(Kind.OPEN, Kind.CLOSE)),
                net.jqwik.api.Tuple.of(2, Arbitraries.of(Kind.RECONNECT, Kind.ATTEMPT, Kind.FAIL)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(Kind.BOOT)));
        Arbitrary<Event> event = Combinators.combine(
                        Arbitraries.of("h1", "h2"),
                        Arbitraries.integers().between(0, 40),
                        kinds,
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("x", "y", null))
                .as((scope, second, kind, key, value) -> new Event(
                        scope,
                        BEGIN.plusSeconds(second),
                        kind,
                        kind == Kind.BOOT ? "" : key,
                        Collections.singletonList(kind == Kind.BOOT ? null : value),
                        null));
        return event.list().ofMaxSize(40);
    }

    private static Set<String> paired(PairingRules rules, List<Event> events, int maxCharacters) {
        List<PairedSession> out = new ArrayList<>();
        try (EventSort sort = new EventSort(maxCharacters)) {
            events.forEach(sort::add);
            Pairing pairing = new Pairing(rules, BEGIN, out::add, new LeftOut());
            for (Iterator<Event> sorted = sort.sorted(); sorted.hasNext(); ) {
                pairing.accept(sorted.next());
            }
            pairing.finish();
        }
        return texts(out);
    }

    /** No two sessions are the same: each is told once. */
    private static Set<String> texts(List<PairedSession> sessions) {
        Set<String> texts = new TreeSet<>();
        sessions.forEach(session -> texts.add(session.toString()));
        return texts;
    }
}
