package dev.deskhours.days;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session as it is stored.
 *
 * @param endedAt {@code null} = still open
 * @param lastSeenAt {@code null} = no heartbeat
 */
record RawSession(String sessionId, String userName, Instant startedAt, Instant endedAt, Instant lastSeenAt) {
    /**
     * The part that counts on a day (docs/spec/aggregation.md, Usage of a desktop on a day); nothing if it does not
     * touch it.
     */
    Optional<DesktopDaysQuery.SessionPart> clipped(Instant dayStart, Instant dayEnd, Duration staleAfter) {
        Instant end = effectiveEnd(dayEnd, staleAfter);
        boolean momentOfDay = end.equals(startedAt) && !end.isBefore(dayStart) && end.isBefore(dayEnd);
        Instant from = startedAt.isAfter(dayStart) ? startedAt : dayStart;
        Instant to = end.isBefore(dayEnd) ? end : dayEnd;
        return momentOfDay || from.isBefore(to)
                ? Optional.of(new DesktopDaysQuery.SessionPart(sessionId, userName, from, to))
                : Optional.empty();
    }

    private Instant effectiveEnd(Instant dayEnd, Duration staleAfter) {
        if (endedAt != null) {
            return endedAt;
        }
        Instant seen = lastSeenAt == null ? startedAt : lastSeenAt;
        return Duration.between(seen, dayEnd).compareTo(staleAfter) <= 0 ? dayEnd : seen;
    }
}
