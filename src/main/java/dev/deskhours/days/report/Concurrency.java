package dev.deskhours.days.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How many were in use at once in some time (docs/spec/aggregation.md, Groups, peaks and people).
 *
 * @param peakAt the first instant of the peak; {@code null} = none was in use
 * @param usageMicros for how long they were used, all together, in microseconds
 */
public record Concurrency(int peak, Instant peakAt, long usageMicros) {
    public static final Concurrency NONE = new Concurrency(0, null, 0);

    private static final int DECIMALS = 4;

    /** That of times that follow one another, earliest first. */
    public static Concurrency over(List<Concurrency> parts) {
        return parts.stream().reduce(NONE, Concurrency::followedBy);
    }

    /** How many were in use on average over this length, with four decimals, half up. */
    public BigDecimal average(Duration length) {
        return BigDecimal.valueOf(usageMicros)
                .divide(BigDecimal.valueOf(length.toNanos() / 1000), DECIMALS, RoundingMode.HALF_UP);
    }

    private Concurrency followedBy(Concurrency later) {
        Concurrency higher = later.peak > peak ? later : this;
        return new Concurrency(higher.peak, higher.peakAt, usageMicros + later.usageMicros);
    }
}
