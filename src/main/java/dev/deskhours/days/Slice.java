package dev.deskhours.days;

/**
 * A share of the desktops of a project: every {@code count}th of their segments.
 *
 * @param index from 0, less than {@code count}
 */
public record Slice(int index, int count) {
    public static final Slice ALL = new Slice(0, 1);
}
