package dev.deskhours.export.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** One order made of a few that are each in it. Holds one element of each. */
final class Merged<T> implements Iterator<T> {
    private final Comparator<? super T> order;
    private final List<Source<T>> sources = new ArrayList<>();

    Merged(List<? extends Iterator<T>> parts, Comparator<? super T> order) {
        this.order = order;
        for (Iterator<T> part : parts) {
            if (part.hasNext()) {
                sources.add(new Source<>(part));
            }
        }
    }

    @Override
    public boolean hasNext() {
        return !sources.isEmpty();
    }

    @Override
    public T next() {
        if (sources.isEmpty()) {
            throw new NoSuchElementException();
        }
        Source<T> least = least();
        T next = least.head;
        if (!least.advance()) {
            sources.remove(least);
        }
        return next;
    }

    private Source<T> least() {
        Source<T> least = sources.get(0);
        for (int i = 1; i < sources.size(); i++) {
            Source<T> other = sources.get(i);
            if (order.compare(other.head, least.head) < 0) {
                least = other;
            }
        }
        return least;
    }

    private static final class Source<T> {
        private final Iterator<T> rest;
        private T head;

        Source(Iterator<T> rest) {
            this.rest = rest;
            head = rest.next();
        }

        boolean advance() {
            if (!rest.hasNext()) {
                return false;
            }
            head = rest.next();
            return true;
        }
    }
}
