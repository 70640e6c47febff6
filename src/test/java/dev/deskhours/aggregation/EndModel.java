package dev.deskhours.aggregation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.deskhours.session.record.PresenceRecord;
import dev.deskhours.session.record.PresenceRecord.Sign;
import dev.deskhours.session.record.SessionRecord;

/**
 * When sessions without an end are over (docs/spec/aggregation.md, Sessions without an end), once more, as somebody would
 * tell who goes through all signs of life of one session in the order of time.
 */
record EndModel(
        Collection<PresenceRecord> signs,
        Instant now,
        Duration heartbeatTimeout,
        Duration staleAfter,
        Duration lostCounts) {
    static EndModel asOf(Instant now) {
        return new EndModel(List.of(), now, Duration.ofHours(1), Duration.ofDays(3), Duration.ZERO);
    }

    EndModel with(Collection<PresenceRecord> more) {
        return new EndModel(more, now, heartbeatTimeout, staleAfter, lostCounts);
    }

    /** Where it ends; nothing if it is still open. */
    Optional<Instant> end(SessionRecord session) {
        if (session.endedAt() != null) {
            return Optional.of(session.endedAt());
        }
        Instant cut = cut(session);
        Instant seen = session.startedAt();
        boolean heartbeat = false;
        for (Instant own : ownHeartbeats(session)) {
            seen = own.isAfter(seen) ? own : seen;
            heartbeat = true;
        }
        for (Instant at : heartbeatsOfDesktop(session)) {
            if (!at.isBefore(cut)) {
                break;
            }
            if (!at.isBefore(seen) && Duration.between(seen, at).compareTo(patience(heartbeat)) <= 0) {
                seen = at;
                heartbeat = true;
            }
        }
        if (!cut.equals(Instant.MAX)) {
            return Optional.of(heartbeat && seen.isBefore(cut) ? seen : cut);
        }
        boolean lost = Duration.between(seen, now).compareTo(patience(heartbeat)) > 0;
        return lost ? Optional.of(seen.plus(lostCounts)) : Optional.empty();
    }

    private Duration patience(boolean heartbeat) {
        return heartbeat ? heartbeatTimeout : staleAfter;
    }

    private Instant cut(SessionRecord session) {
        return signs.stream()
                .filter(sign -> sign.desktopId().equals(session.desktopId()) && sign.sign() != Sign.SEEN)
                .map(PresenceRecord::at)
                .filter(at -> at.isAfter(session.startedAt()))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private List<Instant> ownHeartbeats(SessionRecord session) {
        Stream<Instant> named = signs.stream()
                .filter(sign -> sign.sign() == Sign.SEEN && session.sessionId().equals(sign.sessionId()))
                .map(PresenceRecord::at)
                .filter(at -> !at.isBefore(session.startedAt()));
        return Stream.concat(Stream.ofNullable(session.lastSeenAt()), named).toList();
    }

    private List<Instant> heartbeatsOfDesktop(SessionRecord session) {
        return signs.stream()
                .filter(sign -> sign.sign() == Sign.SEEN && sign.sessionId() == null)
                .filter(sign -> sign.desktopId().equals(session.desktopId()))
                .map(PresenceRecord::at)
                .filter(at -> !at.isBefore(session.startedAt()))
                .sorted()
                .toList();
    }
}
