package dev.deskhours.session.mapping.pairing;

import java.time.Instant;
import java.util.List;

/**
 * What is open at the end of a file, for the file that comes after it. It grows with open sessions alone.
 *
 * @param unfinished by scope and key
 */
public record PairingState(List<Unfinished> unfinished) {
    public static final PairingState NOTHING = new PairingState(List.of());

    /**
     * A session that is open, or an attempt of which nothing became yet.
     *
     * @param expectedEnd when it ended if nothing says better; or {@code null}
     */
    public record Unfinished(
            String scope,
            String key,
            Instant startedAt,
            boolean attempt,
            boolean reconnect,
            Instant expectedEnd,
            List<String> values) {
        PairedSession endedAt(Instant end) {
            return new PairedSession(scope, key, startedAt, end, reconnect, false, values);
        }

        PairedSession failed() {
            return new PairedSession(scope, key, startedAt, null, false, true, values);
        }

        Unfinished filledFrom(List<String> others) {
            return new Unfinished(
                    scope, key, startedAt, attempt, reconnect, expectedEnd, PairedSession.filled(values, others));
        }
    }
}
