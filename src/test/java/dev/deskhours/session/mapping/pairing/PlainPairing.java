package dev.deskhours.session.mapping.pairing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.deskhours.session.mapping.pairing.Event.Kind;
import dev.deskhours.session.mapping.pairing.PairingRules.OpenMeetsOpen;
import dev.deskhours.session.mapping.pairing.PairingRules.Orphans;

/** Pairs events the slow way: each key alone, from its first second to its last, with everything in memory. */
public final class PlainPairing {
    private final PairingRules rules;
    private final Instant begin;
    private final Set<String> sessions = new TreeSet<>();
    private Event open;
    private Event attempt;
    private boolean met;

    private PlainPairing(PairingRules rules, Instant begin) {
        this.rules = rules;
        this.begin = begin;
    }

    public static Set<String> paired(PairingRules rules, Instant begin, List<Event> events) {
        Set<String> all = new TreeSet<>();
        for (String scope : events.stream().map(Event::scope).distinct().toList()) {
            for (String key : events.stream()
                    .map(Event::key)
                    .filter(key -> !key.isEmpty())
                    .distinct()
                    .toList()) {
                PlainPairing pairing = new PlainPairing(rules, begin);
                pairing.pair(events.stream()
                        .filter(event -> event.scope().equals(scope))
                        .filter(event -> event.key().equals(key) || event.kind() == Kind.BOOT)
                        .distinct()
                        .sorted(Event.ORDER)
                        .toList());
                all.addAll(pairing.sessions);
            }
        }
        return all;
    }

    private void pair(List<Event> events) {
        for (Instant at : events.stream().map(Event::at).distinct().toList()) {
            List<Event> now = new ArrayList<>(
                    events.stream().filter(event -> event.at().equals(at)).toList());
            if (now.removeIf(event -> event.kind() == Kind.BOOT)) {
                if (open != null) {
                    tell(open, at);
                }
                open = null;
                attempt = null;
            }
            while (!now.isEmpty()) {
                boolean wantsEnd = open != null;
                Event next = Stream.concat(now.stream().filter(event -> isEnd(event) == wantsEnd), now.stream())
                        .findFirst()
                        .orElseThrow();
                now.remove(next);
                step(next);
                met = true;
            }
        }
        if (open != null) {
            tell(open, null);
        }
    }

    private void step(Event event) {
        if (event.kind() == Kind.ATTEMPT && open == null) {
            attempt = event;
        } else if (event.kind() == Kind.FAIL) {
            fail(event, attempt == null ? event : attempt);
            attempt = null;
        } else if (event.kind() == Kind.CLOSE && open != null) {
            open = with(open, event);
            tell(open, event.at());
            open = null;
        } else if (event.kind() == Kind.CLOSE && attempt != null) {
            fail(attempt, event);
            attempt = null;
        } else if (event.kind() == Kind.CLOSE && !met && rules.orphans() == Orphans.BEGIN_WITH_FILE) {
            sessions.add(new PairedSession(event.scope(), event.key(), begin, event.at(), true, false, event.values())
                    .toString());
        } else if (event.kind() == Kind.RECONNECT && open == null || event.kind() == Kind.OPEN) {
            open(event);
        }
    }

    private void open(Event event) {
        if (open != null && rules.openMeetsOpen() == OpenMeetsOpen.KEEP) {
            return;
        }
        if (open != null) {
            tell(open, rules.openMeetsOpen() == OpenMeetsOpen.LOST ? open.at() : event.at());
        }
        open = attempt == null ? event : with(event, attempt);
        attempt = null;
    }

    private void tell(Event opened, Instant end) {
        sessions.add(new PairedSession(
                        opened.scope(),
                        opened.key(),
                        opened.at(),
                        end,
                        opened.kind() == Kind.RECONNECT,
                        false,
                        opened.values())
                .toString());
    }

    private void fail(Event event, Event other) {
        Event failed = with(event, other);
        sessions.add(new PairedSession(failed.scope(), failed.key(), failed.at(), null, false, true, failed.values())
                .toString());
    }

    private static boolean isEnd(Event event) {
        return event.kind() == Kind.CLOSE || event.kind() == Kind.FAIL;
    }

    private static Event with(Event event, Event other) {
        List<String> values = event.values().get(0) == null ? other.values() : event.values();
        return new Event(event.scope(), event.at(), event.kind(), event.key(), values, null);
    }
}
