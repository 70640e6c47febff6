package dev.deskhours.bench;

import java.util.List;
import java.util.Map;

/**
 * What was measured of one piece of work.
 *
 * @param row it belongs to
 * @param work in a few words
 * @param ours a value for each run, in the unit
 * @param reference likewise; empty if there is none
 * @param referenceWork what the reference is, exactly; empty if there is none
 * @param notes what else was seen, by name
 */
record Measurement(
        String row,
        String name,
        String work,
        String unit,
        List<Double> ours,
        List<Double> reference,
        String referenceWork,
        Target target,
        Map<String, String> notes) {

    /** Whether it is about a reference too. */
    boolean hasReference() {
        return !reference.isEmpty();
    }

    double ratio() {
        return Target.ratio(ours, reference);
    }

    String verdict() {
        return target.verdict(ours, reference);
    }
}
