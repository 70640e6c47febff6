package dev.deskhours.session.mapping;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.deskhours.session.mapping.Mapping.EventRule;
import dev.deskhours.session.mapping.pairing.Event;
import dev.deskhours.session.mapping.pairing.EventMemory;
import dev.deskhours.session.mapping.pairing.EventSort;
import dev.deskhours.session.mapping.pairing.PairingRules.Orphans;
import dev.deskhours.session.mapping.source.LeftOut;

/** Sessions made of several rows each: all are sorted, then put together, with those of earlier imports if there is a memory. */
final class GroupedRecords implements MappedRecords.Maker {
    private final Mapping mapping;
    private final MappedRow row;
    private final MappingSettings settings;
    private final Times times;
    private final LeftOut leftOut;
    private final List<String> names;
    private final EventSort news = new EventSort();
    private final EventSort before = new EventSort();
    private final EventSort after = new EventSort();
    private boolean ended;
    private Timeline timeline;
    private Timeline known;

    GroupedRecords(Mapping mapping, MappedRow row, MappingSettings settings, Times times, LeftOut leftOut) {
        this.mapping = mapping;
        this.row = row;
        this.settings = settings;
        this.times = times;
        this.leftOut = leftOut;
        this.names = valueNames(mapping.kind());
    }

    /** What the values of events are of, in their order: the same for all mappings of a kind. */
    static List<String> valueNames(Mapping.Kind kind) {
        TreeSet<String> names = new TreeSet<>(MappingFields.of(kind));
        names.remove(MappingFields.DURATION);
        return List.copyOf(names);
    }

    @Override
    public void take() {
        if (mapping.parts().samples() != null) {
            news.add(sample());
            return;
        }
        boolean taken = false;
        for (EventRule rule : mapping.parts().grouping().rules()) {
            if (Condition.all(rule.when(), row::name)) {
                news.add(event(rule));
                taken = true;
            }
        }
        if (!taken) {
            leftOut.add("rows that are no event of the mapping");
        }
    }

    @Override
    public void end() {
        ended = true;
    }

    /** Puts the events together with those of earlier imports; nothing was asked for before. */
    void pairWith(EventMemory memory) {
        Optional<Instant> kept = memory.earliest();
        Instant begin = begin(kept);
        Instant first =
                begin(Stream.concat(kept.stream(), news.earliest().stream()).min(Instant::compareTo));
        // What began before the events did begins earlier now.
        boolean all = mapping.parts().grouping().pairing().orphans() == Orphans.BEGIN_WITH_FILE
                && kept.isPresent()
                && first.isBefore(begin);
        memory.exchange(new Copied(news.sorted(), after), all, event -> {
            before.add(event);
            after.add(event);
        });
        Instant since = all ? Instant.MIN : news.earliest().orElse(Instant.MIN);
        timeline = new Timeline(mapping, names, after.sorted(), first, since, leftOut);
        known = new Timeline(mapping, names, before.sorted(), kept.isPresent() ? begin : first, since, new LeftOut());
    }

    /** The fields of the next session that earlier imports have made of what is paired anew; {@code null} at the end. */
    Map<String, String> nextKnown() {
        return known.next();
    }

    @Override
    public Map<String, String> made() {
        if (ended && timeline == null) {
            timeline = new Timeline(mapping, names, news.sorted(), begin(news.earliest()), Instant.MIN, leftOut);
        }
        return timeline == null ? null : timeline.next();
    }

    @Override
    public void close() {
        news.close();
        before.close();
        after.close();
    }

    /** Events on their way, which are also sorted with others. */
    private record Copied(Iterator<Event> events, EventSort others) implements Iterator<Event> {
        @Override
        public boolean hasNext() {
            return events.hasNext();
        }

        @Override
        public Event next() {
            Event event = events.next();
            others.add(event);
            return event;
        }
    }

    /** The beginning of the day of the first event: of that day the events are taken to tell everything. */
    private Instant begin(Optional<Instant> earliest) {
        ZoneId zone = times.zone() == null ? ZoneOffset.UTC : times.zone();
        return earliest.map(first ->
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
            String value = field == null ? null : value(name, field);
            values.add(value == null ? settings.set().get(name) : value);
        }
        return values;
    }

    private String value(String name, Expression field) {
        if (!MappingFields.isTime(name)) {
            return row.text(name, field);
        }
        Instant time = row.end(name, field);
        return time == null ? null : time.toString();
    }
}
