package dev.deskhours.bench;

import java.util.UUID;

/** Numbers that look random and are the same for the same seeds (SplitMix64). */
final class Chance {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Chance(long first, long second) {
        state = mixed(first * GAMMA) ^ mixed(second + GAMMA);
    }

    /** @return {@code 0..bound-1} */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** @return {@code low..high} */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    UUID id() {
        return new UUID(next(), next());
    }

    private long next() {
        state += GAMMA;
        return mixed(state);
    }

    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
