package dev.deskhours.session.mapping;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.deskhours.session.mapping.pairing.Event;
import dev.deskhours.session.mapping.pairing.PairedSession;
import dev.deskhours.session.mapping.pairing.Pairing;
import dev.deskhours.session.mapping.pairing.Sampling;
import dev.deskhours.session.mapping.source.LeftOut;

/** The sessions that events in their order make, as fields by name. It holds what is open in one scope. */
final class Timeline {
    private static final String NOT_CONNECTED = "not connected";

    private final List<String> names;
    private final Iterator<Event> sorted;
    private final Instant since;
    private final LeftOut leftOut;
    private final Consumer<Event> group;
    private final Runnable finish;
    private final Deque<Map<String, String>> ready = new ArrayDeque<>();
    private String scope;
    private boolean told;
    private boolean finished;

    /**
     * @param names of the values of events
     * @param begin since when the events tell everything
     * @param since what was decided by events before it is not told: it is known
     * @param leftOut counts what is not told
     */
    Timeline(
            Mapping mapping,
            List<String> names,
            Iterator<Event> sorted,
            Instant begin,
            Instant since,
            LeftOut leftOut) {
        this.names = names;
        this.sorted = sorted;
        this.since = since;
        this.leftOut = leftOut;
        Mapping.SampleRule samples = mapping.parts().samples();
        if (samples != null) {
            Sampling sampling = new Sampling(samples.gap(), samples.lone(), this::ready);
            group = sampling::accept;
            finish = sampling::finish;
        } else {
            Pairing pairing = new Pairing(mapping.parts().grouping().pairing(), begin, this::ready, leftOut);
            group = pairing::accept;
            finish = pairing::finish;
        }
    }

    /** The fields of the next session; {@code null} at the end. */
    Map<String, String> next() {
        while (ready.isEmpty() && !finished) {
            if (sorted.hasNext()) {
                accept(sorted.next());
            } else {
                tell(true);
                finish.run();
                finished = true;
            }
        }
        return ready.poll();
    }

    /** With the first event of a scope also what is open in the one before it is decided. */
    private void accept(Event event) {
        tell(!event.scope().equals(scope) || !event.at().isBefore(since));
        scope = event.scope();
        group.accept(event);
    }

    private void tell(boolean decided) {
        told = decided;
        leftOut.count(decided);
    }

    private void ready(PairedSession session) {
        if (told) {
            ready.add(fields(session));
        }
    }

    private Map<String, String> fields(PairedSession session) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            put(fields, names.get(i), session.values().get(i));
        }
        String start = session.startedAt().toString();
        fields.put(MappingFields.START, start);
        fields.putIfAbsent(MappingFields.SESSION, MappingFields.sessionId(session.scope(), session.key(), start));
        put(fields, MappingFields.END, session.endedAt());
        put(fields, MappingFields.RECONNECT, session.reconnect() ? true : null);
        if (session.failed()) {
            fields.putIfAbsent(MappingFields.FAILURE, NOT_CONNECTED);
        } else {
            fields.remove(MappingFields.FAILURE);
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}
