package dev.deskhours.session.mapping.pairing;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Sorted runs as one, each event once. */
final class MergedRuns implements Iterator<Event> {
    private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::event, Event.ORDER));
    private Event next;

    MergedRuns(List<Iterator<Event>> runs) {
        runs.forEach(this::queue);
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Event next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        Event event = next;
        advance();
        return event;
    }

    private void advance() {
        Event before = next;
        next = null;
        while (next == null && !heads.isEmpty()) {
            Head head = heads.poll();
            queue(head.rest);
            next = head.event.equals(before) ? null : head.event;
        }
    }

    private void queue(Iterator<Event> run) {
        if (run.hasNext()) {
            heads.add(new Head(run.next(), run));
        }
    }

    private record Head(Event event, Iterator<Event> rest) {}
}
