package dev.deskhours.bench;

import java.util.List;

/** A row of the benchmark: one kind of work. */
interface Row {
    String name();

    /**
     * Does the work, its reference beside it, and makes sure that what came out is right.
     *
     * @throws NotMeasuredException if this machine lacks something
     * @throws AssertionError if something came out wrong
     */
    List<Measurement> measure(Bench bench) throws Exception;
}
