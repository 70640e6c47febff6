package dev.deskhours.session.mapping.pairing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Sorts any number of events in bounded memory: what does not fit is sorted piece by piece into temporary files, which
 * are merged. An event that is there twice comes out once.
 */
public final class EventSort implements AutoCloseable {
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;
    /** Files that are merged at once; each has a buffer while it is read. */
    private static final int MAX_RUNS = 64;

    private final int maxCharacters;
    private final List<Event> events = new ArrayList<>();
    private final List<SortedRun> runs = new ArrayList<>();
    private long characters;
    private Instant earliest;

    public EventSort() {
        this(MAX_CHARACTERS);
    }

    EventSort(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    public void add(Event event) {
        events.add(event);
        characters += event.size();
        earliest = earliest == null || event.at().isBefore(earliest) ? event.at() : earliest;
        if (characters > maxCharacters) {
            spill();
        }
    }

    /** When the first of all events was. */
    public Optional<Instant> earliest() {
        return Optional.ofNullable(earliest);
    }

    /** All events in their order. Nothing is added any more. */
    public Iterator<Event> sorted() {
        if (runs.isEmpty()) {
            events.sort(Event.ORDER);
            return new MergedRuns(List.of(events.iterator()));
        }
        spill();
        return merged(runs);
    }

    /** Removes the temporary files. */
    @Override
    public void close() {
        runs.forEach(SortedRun::close);
        runs.clear();
    }

    private void spill() {
        events.sort(Event.ORDER);
        runs.add(write(events.iterator()));
        events.clear();
        characters = 0;
        if (runs.size() == MAX_RUNS) {
            List<SortedRun> full = List.copyOf(runs);
            runs.add(write(merged(full)));
            full.forEach(SortedRun::close);
            runs.removeAll(full);
        }
    }

    private static SortedRun write(Iterator<Event> sorted) {
        try {
            return SortedRun.write(sorted);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Iterator<Event> merged(List<SortedRun> runs) {
        return new MergedRuns(runs.stream().map(SortedRun::read).toList());
    }
}
