package dev.deskhours.bench;

import java.util.List;
import java.util.Map;

/**
 * All of one run of the benchmark, as it is kept in a file.
 *
 * @param machine what it ran on, by name
 * @param server settings of PostgreSQL
 * @param notMeasured the reason, by row
 */
record Outcome(
        Size size,
        int projects,
        int days,
        int runs,
        Map<String, String> machine,
        List<String> server,
        List<Measurement> measurements,
        Map<String, String> notMeasured) {}
