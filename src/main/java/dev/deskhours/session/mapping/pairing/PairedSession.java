package dev.deskhours.session.mapping.pairing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What became of events that belong together.
 *
 * @param endedAt {@code null} = nothing said that it ended
 * @param reconnect use without a login
 * @param failed a login that failed; {@code endedAt} is {@code null} then
 * @param values of the fields in the order of the mapping, absent ones {@code null}
 */
public record PairedSession(
        String scope,
        String key,
        Instant startedAt,
        Instant endedAt,
        boolean reconnect,
        boolean failed,
        List<String> values) {
    /** Values with what is absent taken from others. */
    static List<String> filled(List<String> values, List<String> others) {
        List<String> filled = new ArrayList<>(values);
        for (int i = 0; i < filled.size(); i++) {
            if (filled.get(i) == null) {
                filled.set(i, others.get(i));
            }
        }
        return Collections.unmodifiableList(filled);
    }
}
