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

    /** Files that come one after the other in time give what one file gives that has them all. */
    @Property
    void whatIsOpenIsClosedByALaterFile(@ForAll("events") List<Event> events, @ForAll long cutAt) {
        PairingRules rules = new PairingRules(OpenMeetsOpen.LOST, Orphans.LEAVE_OUT);
        Instant cut = BEGIN.plusSeconds(Math.floorMod(cutAt, 40L));
        List<Event> before =
                events.stream().filter(event -> event.at().isBefore(cut)).toList();
        List<Event> after =
                events.stream().filter(event -> !event.at().isBefore(cut)).toList();
        List<PairedSession> first = new ArrayList<>();
        PairingState state = pair(rules, before, PairingState.NOTHING, first);
        List<PairedSession> second = new ArrayList<>();
        PairingState last = pair(rules, after, state, second);
        List<PairedSession> whole = new ArrayList<>();
        PairingState lastOfWhole = pair(rules, events, PairingState.NOTHING, whole);

        first.removeIf(session -> session.endedAt() == null && !session.failed());
        first.addAll(second);
        Set<String> together = texts(first);
        // What neither file says anything of stays as the first one left it.
        last.unfinished().stream()
                .filter(open -> !open.attempt())
                .forEach(open -> together.add(open.endedAt(null).toString()));
        assertThat(together).isEqualTo(texts(whole));
        assertThat(Set.copyOf(last.unfinished())).isEqualTo(Set.copyOf(lastOfWhole.unfinished()));
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
            Pairing pairing = new Pairing(rules, BEGIN, PairingState.NOTHING, out::add, new LeftOut());
            for (Iterator<Event> sorted = sort.sorted(); sorted.hasNext(); ) {
                pairing.accept(sorted.next());
            }
            pairing.finish();
        }
        return texts(out);
    }

    private static PairingState pair(
            PairingRules rules, List<Event> events, PairingState before, List<PairedSession> out) {
        try (EventSort sort = new EventSort()) {
            events.forEach(sort::add);
            Pairing pairing = new Pairing(rules, BEGIN, before, out::add, new LeftOut());
            sort.sorted().forEachRemaining(pairing::accept);
            return pairing.finish();
        }
    }

    /** No two sessions are the same: each is told once. */
    private static Set<String> texts(List<PairedSession> sessions) {
        Set<String> texts = new TreeSet<>();
        sessions.forEach(session -> texts.add(session.toString()));
        return texts;
    }
}
