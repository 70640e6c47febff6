package dev.deskhours.days.count;

import java.util.Arrays;

/**
 * How many of something are in use from each instant of a day to the next: of every hour the highest number, the first
 * instant at which it was reached, and the time of use of all together. Times are microseconds from the start of the day.
 */
final class HourSweep {
    private static final long NEVER = -1;

    private final long[] bounds;
    private final int[] peaks;
    private final long[] peakTimes;
    private final long[] usage;
    private int hour;
    private long since;
    private int inUse;

    /** @param bounds the starts of the hours, in order, and the end of the last */
    HourSweep(long[] bounds) {
        this.bounds = bounds;
        this.peaks = new int[bounds.length - 1];
        this.peakTimes = new long[bounds.length - 1];
        this.usage = new long[bounds.length - 1];
        Arrays.fill(peakTimes, NEVER);
    }

    /** So many more from an instant on, not before that of the last change. What ends where another begins leaves no trace. */
    void change(long at, int by) {
        advance(at);
        inUse += by;
    }

    /** The day is over. */
    void end() {
        advance(bounds[bounds.length - 1]);
    }

    private void advance(long at) {
        while (since < at) {
            while (bounds[hour + 1] <= since) {
                hour++;
            }
            long until = Math.min(at, bounds[hour + 1]);
            last(until - since);
            since = until;
        }
    }

    private void last(long microseconds) {
        usage[hour] += inUse * microseconds;
        if (inUse > peaks[hour]) {
            peaks[hour] = inUse;
            peakTimes[hour] = since;
        }
    }

    boolean isUsed() {
        return Arrays.stream(peaks).anyMatch(peak -> peak > 0);
    }

    Integer[] peaks() {
        return Arrays.stream(peaks).boxed().toArray(Integer[]::new);
    }

    /** {@code null} = none was in use in the hour. */
    Long[] peakTimes() {
        return Arrays.stream(peakTimes).mapToObj(at -> at == NEVER ? null : at).toArray(Long[]::new);
    }

    /** In microseconds. */
    Long[] usage() {
        return Arrays.stream(usage).boxed().toArray(Long[]::new);
    }
}
