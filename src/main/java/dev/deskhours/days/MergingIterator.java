package dev.deskhours.days;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** One order made of a few that are each in it. Holds one element of each. */
final class MergingIterator<T> implements Iterator<T> {
    private final Comparator<? super T> order;
    private final List<Head<T>> heads = new ArrayList<>();

    MergingIterator(List<? extends Iterator<T>> parts, Comparator<? super T> order) {
        this.order = order;
        for (Iterator<T> part : parts) {
            if (part.hasNext()) {
                heads.add(new Head<>(part));
            }
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public T next() {
        if (heads.isEmpty()) {
            throw new NoSuchElementException();
        }
        Head<T> least = least();
        T next = least.element;
        if (!least.advance()) {
            heads.remove(least);
        }
        return next;
    }

    private Head<T> least() {
        Head<T> least = heads.get(0);
        for (int i = 1; i < heads.size(); i++) {
            Head<T> other = heads.get(i);
            if (order.compare(other.element, least.element) < 0) {
                least = other;
            }
        }
        return least;
    }

    private static final class Head<T> {
        private final Iterator<T> rest;
        private T element;

        Head(Iterator<T> rest) {
            this.rest = rest;
            element = rest.next();
        }

        boolean advance() {
            if (!rest.hasNext()) {
                return false;
            }
            element = rest.next();
            return true;
        }
    }
}
