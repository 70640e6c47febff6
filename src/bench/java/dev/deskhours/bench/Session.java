package dev.deskhours.bench;

import java.time.LocalDate;
import java.util.List;

/**
 * One use of a desktop, in seconds since the epoch.
 *
 * @param number 0, 1 or 2: the first, second or third of its desktop that day
 */
record Session(int desktop, LocalDate day, int number, long startedAt, long endedAt) {
    static final int PER_DAY = 3;

    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;

    /**
     * The sessions of a desktop that begin on a day on which it is used: a morning; an afternoon, every fifth of which is a
     * reconnect that begins before the morning is closed; an evening, every tenth of which is late and may last into the
     * next day.
     */
    static List<Session> of(int desktop, LocalDate day) {
        Chance chance = new Chance(desktop, day.toEpochDay());
        long midnight = day.toEpochDay() * DAY;
        long morning = midnight + chance.between(6 * HOUR, 10 * HOUR);
        long noon = morning + chance.between(2 * HOUR, 4 * HOUR);
        boolean reconnect = chance.below(5) == 0;
        long afternoon = reconnect ? noon - chance.between(1, 10 * MINUTE) : noon + chance.between(15 * MINUTE, HOUR);
        long close = afternoon + chance.between(2 * HOUR, 4 * HOUR);
        boolean late = chance.below(10) == 0;
        long evening =
                late ? midnight + chance.between(20 * HOUR, DAY - 1) : close + chance.between(5 * MINUTE, 4 * HOUR);
        long end = evening + chance.between(10 * MINUTE, 4 * HOUR);
        return List.of(
                new Session(desktop, day, 0, morning, noon),
                new Session(desktop, day, 1, afternoon, close),
                new Session(desktop, day, 2, evening, end));
    }

    /** Whether a desktop is used on a day on which so many of a hundred are. */
    static boolean isUsed(int desktop, LocalDate day, int percent) {
        return new Chance(desktop, ~day.toEpochDay()).below(100) < percent;
    }

    String id() {
        return new Chance(desktop, day.toEpochDay() * PER_DAY + number + DAY)
                .id()
                .toString();
    }

    String user() {
        return "user-%07d".formatted(number == 1 ? desktop / 2 : desktop);
    }
}
