package dev.deskhours.session.mapping;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.deskhours.session.mapping.Mapping.EventRule;
import dev.deskhours.session.mapping.pairing.Event;
import dev.deskhours.session.mapping.pairing.EventSort;
import dev.deskhours.session.mapping.pairing.PairedSession;
import dev.deskhours.session.mapping.pairing.Pairing;
import dev.deskhours.session.mapping.pairing.PairingState;
import dev.deskhours.session.mapping.pairing.Sampling;
import dev.deskhours.session.mapping.source.LeftOut;

/** Sessions made of several rows each: all are sorted, then put together. */
final class GroupedRecords implements MappedRecords.Maker {
    private static final String NOT_CONNECTED = "not connected";

    private final Mapping mapping;
    private final MappedRow row;
    private final MappingSettings settings;
    private final Times times;
    private final LeftOut leftOut;
    private final List<String> names;
    private final Deque<Map<String, String>> ready = new ArrayDeque<>();
    private final EventSort sort = new EventSort();
    private Iterator<Event> sorted = Collections.emptyIterator();
    private Consumer<Event> group;
    private Runnable finish = () -> {};
    private PairingState state = PairingState.NOTHING;

    GroupedRecords(Mapping mapping, MappedRow row, MappingSettings settings, Times times, LeftOut leftOut) {
        this.mapping = mapping;
        this.row = row;
        this.settings = settings;
        this.times = times;
        this.leftOut = leftOut;
        Map<String, Expression> fields = new LinkedHashMap<>(mapping.parts().fields());
        fields.remove(MappingFields.DURATION);
        this.names = List.copyOf(fields.keySet());
    }

    @Override
    public void take() {
        if (mapping.parts().samples() != null) {
            sort.add(sample());
            return;
        }
        boolean taken = false;
        for (EventRule rule : mapping.parts().grouping().rules()) {
            if (Condition.all(rule.when(), row::name)) {
                sort.add(event(rule));
                taken = true;
            }
        }
        if (!taken) {
            leftOut.add("rows that are no event of the mapping");
        }
    }

    @Override
    public void end() {
        sorted = sort.sorted();
        if (mapping.parts().samples() != null) {
            Sampling sampling = new Sampling(
                    mapping.parts().samples().gap(), mapping.parts().samples().lone(), this::ready);
            group = sampling::accept;
            finish = sampling::finish;
        } else {
            Pairing pairing =
                    new Pairing(mapping.parts().grouping().pairing(), begin(), settings.before(), this::ready, leftOut);
            group = pairing::accept;
            finish = () -> state = pairing.finish();
        }
    }

    @Override
    public Map<String, String> made() {
        while (ready.isEmpty() && group != null) {
            if (sorted.hasNext()) {
                group.accept(sorted.next());
            } else {
                group = null;
                finish.run();
            }
        }
        return ready.poll();
    }

    @Override
    public PairingState state() {
        return state;
    }

    @Override
    public void close() {
        sort.close();
    }

    /** The beginning of the first day in the file: of that day the file is taken to tell everything. */
    private Instant begin() {
        ZoneId zone = times.zone() == null ? ZoneOffset.UTC : times.zone();
        return sort.earliest()
                .map(first ->
                        first.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant())
                .orElse(Instant.EPOCH);
    }

    private Event event(EventRule rule) {
        boolean ends = rule.kind() == Event.Kind.CLOSE || rule.kind() == Event.Kind.BOOT;
        Instant at = ends ? row.end("time", rule.time()) : row.start("time", rule.time());
        if (at == null) {
            throw row.wrong("time", "is missing");
        }
        boolean opens = rule.kind() == Event.Kind.OPEN || rule.kind() == Event.Kind.RECONNECT;
        Instant expectedEnd = opens ? row.endAfter(at, mapping.parts().fields().get(MappingFields.DURATION)) : null;
        String key = rule.kind() == Event.Kind.BOOT ? "" : part("key");
        return new Event(part("scope"), at, rule.kind(), key, values(), expectedEnd);
    }

    /** Samples have no order beside each other: each key is a scope. */
    private Event sample() {
        Instant at = row.start("time", mapping.parts().samples().time());
        if (at == null) {
            throw row.wrong("time", "is missing");
        }
        return new Event(MappingFields.sessionId(part("scope"), part("key")), at, Event.Kind.OPEN, "", values(), null);
    }

    private String part(String name) {
        Mapping.Grouping grouping = mapping.parts().grouping();
        String value = row.text(name, name.equals("key") ? grouping.key() : grouping.scope());
        if (value == null) {
            throw row.wrong(name, "is missing");
        }
        return value;
    }

    private List<String> values() {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            Expression field = mapping.parts().fields().get(name);
            if (MappingFields.isTime(name)) {
                Instant time = row.end(name, field);
                values.add(time == null ? null : time.toString());
            } else {
                values.add(row.text(name, field));
            }
        }
        return values;
    }

    private void ready(PairedSession session) {
        Map<String, String> fields = new LinkedHashMap<>(settings.set());
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
        ready.add(fields);
    }

    private static void put(Map<String, String> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}
