package dev.deskhours.aggregation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import dev.deskhours.session.record.SessionRecord;

/**
 * The arithmetic of docs/spec/aggregation.md, Groups, peaks and people, in another way than the SQL: who is in use is asked
 * at every instant at which anything changes.
 */
final class ReportModel {
    private static final Duration STALE_AFTER = Duration.ofDays(3);

    private final Instant start;
    private final Instant end;
    private final List<Instant> hours = new ArrayList<>();

    ReportModel(LocalDate day, ZoneId zone) {
        start = day.atStartOfDay(zone).toInstant();
        end = day.plusDays(1).atStartOfDay(zone).toInstant();
        // All zones of the properties change their clocks by full hours; Kathmandu is 45 minutes off.
        for (Instant hour = start; hour.isBefore(end); hour = hour.plusSeconds(3600)) {
            hours.add(hour);
        }
    }

    /** Peak, its first instant and the time of use in microseconds. */
    record Level(int peak, Instant peakAt, long micros) {}

    /** Of what the function names, hour by hour. */
    List<Level> hours(Collection<SessionRecord> sessions, Function<SessionRecord, String> who) {
        List<Level> levels = new ArrayList<>();
        for (int index = 0; index < hours.size(); index++) {
            Instant until = index + 1 < hours.size() ? hours.get(index + 1) : end;
            levels.add(level(sessions, who, hours.get(index), until));
        }
        return levels;
    }

    /** Those with a session that touches the day. */
    Set<String> touching(Collection<SessionRecord> sessions, Function<SessionRecord, String> who) {
        Set<String> touching = new HashSet<>();
        sessions.stream()
                .filter(session -> session.failureReason() == null && who.apply(session) != null)
                .filter(this::touchesDay)
                .forEach(session -> touching.add(who.apply(session)));
        return touching;
    }

    long failures(Collection<SessionRecord> sessions) {
        return sessions.stream()
                .filter(session -> session.failureReason() != null)
                .filter(session -> !session.startedAt().isBefore(start)
                        && session.startedAt().isBefore(end))
                .count();
    }

    private boolean touchesDay(SessionRecord session) {
        boolean begins =
                !session.startedAt().isBefore(start) && session.startedAt().isBefore(end);
        return begins
                || session.startedAt().isBefore(start) && effectiveEnd(session).isAfter(start);
    }

    private Level level(
            Collection<SessionRecord> sessions, Function<SessionRecord, String> who, Instant from, Instant until) {
        TreeSet<Instant> instants = new TreeSet<>(List.of(from));
        for (SessionRecord session : sessions) {
            instants.add(session.startedAt());
            instants.add(effectiveEnd(session));
        }
        Level level = new Level(0, null, 0);
        for (Instant at : instants.tailSet(from).headSet(until)) {
            Instant next =
                    instants.higher(at) == null || instants.higher(at).isAfter(until) ? until : instants.higher(at);
            int inUse = inUse(sessions, who, at);
            level = new Level(
                    Math.max(level.peak(), inUse),
                    inUse > level.peak() ? at : level.peakAt(),
                    level.micros() + inUse * Duration.between(at, next).toNanos() / 1000);
        }
        return level;
    }

    private int inUse(Collection<SessionRecord> sessions, Function<SessionRecord, String> who, Instant at) {
        Set<String> inUse = new HashSet<>();
        for (SessionRecord session : sessions) {
            boolean counts = session.failureReason() == null && who.apply(session) != null;
            if (counts
                    && !session.startedAt().isAfter(at)
                    && effectiveEnd(session).isAfter(at)) {
                inUse.add(who.apply(session));
            }
        }
        return inUse.size();
    }

    private Instant effectiveEnd(SessionRecord session) {
        if (session.endedAt() != null) {
            return session.endedAt();
        }
        Instant seen = session.lastSeenAt() == null ? session.startedAt() : session.lastSeenAt();
        return Duration.between(seen, end).compareTo(STALE_AFTER) > 0 ? seen : end;
    }
}
