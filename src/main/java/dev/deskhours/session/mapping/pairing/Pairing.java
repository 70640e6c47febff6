package dev.deskhours.session.mapping.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.deskhours.session.mapping.pairing.Event.Kind;
import dev.deskhours.session.mapping.pairing.PairingRules.OpenMeetsOpen;
import dev.deskhours.session.mapping.pairing.PairingRules.Orphans;
import dev.deskhours.session.mapping.source.LeftOut;
import dev.deskhours.session.mapping.source.SourceException;

/**
 * Makes sessions of events that come in their order. What it holds is what is open in one scope.
 */
public final class Pairing {
    private static final int MAX_AT_ONCE = 10_000;
    /** Sources that say how long something took say it in whole minutes. */
    private static final Duration ROUNDED = Duration.ofMinutes(1);

    private static final Set<Kind> BEGINS = EnumSet.of(Kind.ATTEMPT, Kind.OPEN, Kind.RECONNECT);

    private final PairingRules rules;
    private final Instant begin;
    private final Consumer<PairedSession> out;
    private final LeftOut leftOut;
    private final Map<String, Unfinished> open = new TreeMap<>();
    private final Set<String> met = new HashSet<>();
    private final List<Event> atOnce = new ArrayList<>();
    private String scope;

    /**
     * A session that is open, or an attempt of which nothing became yet.
     *
     * @param expectedEnd when it ended if nothing says better; or {@code null}
     */
    private record Unfinished(
            String scope,
            String key,
            Instant startedAt,
            boolean attempt,
            boolean reconnect,
            Instant expectedEnd,
            List<String> values) {
        PairedSession endedAt(Instant end) {
            return new PairedSession(scope, key, startedAt, end, reconnect, false, values);
        }

        PairedSession failed() {
            return new PairedSession(scope, key, startedAt, null, false, true, values);
        }

        Unfinished filledFrom(List<String> others) {
            return new Unfinished(
                    scope, key, startedAt, attempt, reconnect, expectedEnd, PairedSession.filled(values, others));
        }
    }

    /** @param begin since when the events tell everything */
    public Pairing(PairingRules rules, Instant begin, Consumer<PairedSession> out, LeftOut leftOut) {
        this.rules = rules;
        this.begin = begin;
        this.out = out;
        this.leftOut = leftOut;
    }

    /** Takes the next event. Those of one key at one time are taken together. */
    public void accept(Event event) {
        if (!atOnce.isEmpty() && !isAtOnce(event)) {
            takeAtOnce();
        }
        if (!event.scope().equals(scope)) {
            endScope();
            scope = event.scope();
        }
        if (event.kind() == Kind.BOOT) {
            boot(event.at());
            return;
        }
        if (atOnce.size() == MAX_AT_ONCE) {
            throw new SourceException("more than " + MAX_AT_ONCE + " events of '" + event.key() + "' at " + event.at());
        }
        atOnce.add(event);
    }

    /** Gives out what is still open. */
    public void finish() {
        takeAtOnce();
        endScope();
    }

    private boolean isAtOnce(Event event) {
        Event first = atOnce.get(0);
        return event.scope().equals(first.scope())
                && event.at().equals(first.at())
                && event.key().equals(first.key());
    }

    private void endScope() {
        for (Unfinished session : open.values()) {
            if (session.attempt()) {
                leftOut.add("attempts of which nothing became");
            } else {
                out.accept(session.endedAt(session.expectedEnd()));
            }
        }
        open.clear();
        met.clear();
    }

    private void boot(Instant at) {
        for (Unfinished session : open.values()) {
            if (session.attempt()) {
                leftOut.add("attempts of which nothing became");
            } else {
                out.accept(session.endedAt(endAtBoot(session, at)));
            }
        }
        open.clear();
    }

    private static Instant endAtBoot(Unfinished session, Instant boot) {
        Instant expected = session.expectedEnd();
        return expected != null && boot.isAfter(expected.plus(ROUNDED)) ? expected : boot;
    }

    /**
     * Nobody knows in which order events of one time happened. An open session ends before the next one begins, and one
     * that is not open begins before it ends.
     */
    private void takeAtOnce() {
        while (!atOnce.isEmpty()) {
            take(atOnce.remove(indexOfNext()));
        }
    }

    private int indexOfNext() {
        Unfinished current = open.get(atOnce.get(0).key());
        boolean isOpen = current != null && !current.attempt();
        for (int i = 0; i < atOnce.size(); i++) {
            if (BEGINS.contains(atOnce.get(i).kind()) != isOpen) {
                return i;
            }
        }
        return 0;
    }

    private void take(Event event) {
        switch (event.kind()) {
            case ATTEMPT -> attempt(event);
            case OPEN -> begin(event, false);
            case RECONNECT -> begin(event, true);
            case FAIL -> fail(event);
            case CLOSE -> close(event);
            case BOOT -> boot(event.at());
        }
        met.add(event.key());
    }

    private void attempt(Event event) {
        Unfinished before = open.get(event.key());
        if (before != null) {
            leftOut.add(before.attempt() ? "attempts of which nothing became" : "attempts while a session was open");
        }
        if (before == null || before.attempt()) {
            open.put(event.key(), unfinished(event, true, false));
        }
    }

    private void begin(Event event, boolean reconnect) {
        Unfinished before = open.get(event.key());
        if (before == null) {
            open.put(event.key(), unfinished(event, false, reconnect));
        } else if (before.attempt()) {
            open.put(event.key(), unfinished(event, false, reconnect).filledFrom(before.values()));
        } else if (reconnect) {
            leftOut.add("reconnects while a session was open");
        } else {
            meet(before, event);
        }
    }

    private void meet(Unfinished before, Event event) {
        if (rules.openMeetsOpen() == OpenMeetsOpen.KEEP) {
            leftOut.add("opens while a session was open");
            return;
        }
        boolean lost = rules.openMeetsOpen() == OpenMeetsOpen.LOST;
        if (lost) {
            leftOut.add("use of sessions whose end is not in the file");
        }
        out.accept(before.endedAt(lost ? before.startedAt() : event.at()));
        open.put(event.key(), unfinished(event, false, false));
    }

    private void fail(Event event) {
        Unfinished before = open.get(event.key());
        boolean attempted = before != null && before.attempt();
        List<String> others = attempted ? before.values() : event.values();
        out.accept(unfinished(event, false, false).filledFrom(others).failed());
        if (attempted) {
            open.remove(event.key());
        }
    }

    private void close(Event event) {
        Unfinished before = open.remove(event.key());
        if (before == null) {
            closeOrphan(event);
        } else if (before.attempt()) {
            out.accept(before.filledFrom(event.values()).failed());
        } else {
            out.accept(before.filledFrom(event.values()).endedAt(event.at()));
        }
    }

    private void closeOrphan(Event event) {
        if (rules.orphans() == Orphans.LEAVE_OUT || met.contains(event.key()) || begin.isAfter(event.at())) {
            leftOut.add("closes without an open");
        } else {
            out.accept(new PairedSession(scope, event.key(), begin, event.at(), true, false, event.values()));
        }
    }

    private static Unfinished unfinished(Event event, boolean attempt, boolean reconnect) {
        return new Unfinished(
                event.scope(), event.key(), event.at(), attempt, reconnect, event.expectedEnd(), event.values());
    }
}
