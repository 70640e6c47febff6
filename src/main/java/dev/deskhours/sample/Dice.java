package dev.deskhours.sample;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that falls the same way every time: the throws depend only on the numbers it was made from. */
final class Dice {
    private final SplittableRandom random;

    private Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    static Dice of(long... parts) {
        var seed = 0L;
        for (var part : parts) {
            seed = new SplittableRandom(seed ^ part).nextLong();
        }
        return new Dice(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A whole number from {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Mostly near {@code middle}, never further off than {@code spread}. */
    int around(int middle, int spread) {
        // The mean of three throws is bell-shaped and, unlike nextGaussian, the same on every JDK and processor.
        var bell = (random.nextDouble() + random.nextDouble() + random.nextDouble()) / 3;
        return middle + (int) Math.round((bell * 2 - 1) * spread);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
