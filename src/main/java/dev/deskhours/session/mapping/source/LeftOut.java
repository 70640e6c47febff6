package dev.deskhours.session.mapping.source;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What of a file is not taken, and why: a count for each reason. */
public final class LeftOut {
    private final Map<String, Long> counts = new TreeMap<>();
    private boolean counting = true;

    /** Whether what is left out from now on counts. */
    public void count(boolean really) {
        counting = really;
    }

    /** @param reason one of a few; never text of the file */
    public void add(String reason) {
        add(reason, 1);
    }

    public void add(String reason, long count) {
        if (count > 0 && counting) {
            counts.merge(reason, count, Long::sum);
        }
    }

    /** By reason. */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }
}
