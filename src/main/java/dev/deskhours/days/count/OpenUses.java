package dev.deskhours.days.count;

import java.util.Arrays;

/** How many sessions are open just now on each desktop or of each user, by number. */
final class OpenUses {
    private int[] open = new int[64];

    /**
     * A session begins (1) or ends (-1). Those that begin and end at one instant may do so in either order.
     *
     * @return whether the first has begun or the last has ended
     */
    boolean change(int number, int by) {
        if (number >= open.length) {
            open = Arrays.copyOf(open, Math.max(number + 1, 2 * open.length));
        }
        int before = open[number];
        open[number] += by;
        return before + open[number] == 1;
    }

    boolean any(int number) {
        return number < open.length && open[number] > 0;
    }
}
