package dev.deskhours.session.mapping.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Makes sessions of signs that something was in use at a time, which come in their order. Each scope has sessions of its
 * own.
 */
public final class Sampling {
    private final Duration gap;
    private final Duration lone;
    private final Consumer<PairedSession> out;
    private Event first;
    private Event last;

    /**
     * @param gap how far two samples of one session may lie apart
     * @param lone how long a session lasts that has one sample
     */
    public Sampling(Duration gap, Duration lone, Consumer<PairedSession> out) {
        this.gap = gap;
        this.lone = lone;
        this.out = out;
    }

    public void accept(Event sample) {
        if (first != null && !continues(sample)) {
            finish();
        }
        first = first == null ? sample : first;
        last = sample;
    }

    /** Gives out what has not been given out. */
    public void finish() {
        if (first == null) {
            return;
        }
        Instant end = last.at().equals(first.at()) ? first.at().plus(lone) : last.at();
        out.accept(new PairedSession(first.scope(), first.key(), first.at(), end, false, false, first.values()));
        first = null;
    }

    private boolean continues(Event sample) {
        return sample.scope().equals(last.scope())
                && Duration.between(last.at(), sample.at()).compareTo(gap) <= 0;
    }
}
