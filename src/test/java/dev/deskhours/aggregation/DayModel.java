package dev.deskhours.aggregation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.deskhours.session.record.SessionRecord;

/**
 * The arithmetic of docs/spec/aggregation.md, Usage of a desktop on a day, once more, in another way than the SQL: of
 * each desktop's day every session takes its part away, and what is then missing is the usage.
 */
final class DayModel {
    private final LocalDate day;
    private final Instant start;
    private final Instant end;
    private final EndModel ends;

    /** Of sessions that all have an end. */
    DayModel(LocalDate day, ZoneId zone) {
        this(day, zone, EndModel.asOf(Instant.MAX));
    }

    DayModel(LocalDate day, ZoneId zone, EndModel ends) {
        this.ends = ends;
        this.day = day;
        this.start = day.atStartOfDay(zone).toInstant();
        this.end = day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** The time of a day that no session has taken yet. */
    private static final class Unused {
        private List<Span> spans;
        private long logins;
        private Instant lastUsedAt = Instant.MIN;

        Unused(Span whole) {
            spans = List.of(whole);
        }

        void take(Span used) {
            List<Span> rest = new ArrayList<>();
            spans.forEach(span -> rest.addAll(span.without(used)));
            spans = rest;
        }

        Duration length() {
            return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
        }
    }

    private record Span(Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }

        List<Span> without(Span used) {
            if (!used.from.isBefore(to) || !from.isBefore(used.to)) {
                return List.of(this);
            }
            List<Span> rest = new ArrayList<>();
            if (from.isBefore(used.from)) {
                rest.add(new Span(from, used.from));
            }
            if (used.to.isBefore(to)) {
                rest.add(new Span(used.to, to));
            }
            return rest;
        }
    }

    Duration length() {
        return Duration.between(start, end);
    }

    List<UsageRow> rows(Collection<SessionRecord> sessions) {
        Map<String, Unused> desktops = new TreeMap<>();
        for (SessionRecord session : sessions) {
            if (touches(session)) {
                use(desktops.computeIfAbsent(session.desktopId(), id -> new Unused(new Span(start, end))), session);
            }
        }
        return desktops.entrySet().stream()
                .map(desktop -> row(desktop.getKey(), desktop.getValue()))
                .toList();
    }

    private void use(Unused desktop, SessionRecord session) {
        Instant until = effectiveEnd(session).isBefore(end) ? effectiveEnd(session) : end;
        if (session.startedAt().isBefore(until)) {
            desktop.take(new Span(session.startedAt(), until));
        }
        if (until.isAfter(desktop.lastUsedAt)) {
            desktop.lastUsedAt = until;
        }
        if (contains(session.startedAt()) && !session.reconnect()) {
            desktop.logins++;
        }
    }

    private UsageRow row(String desktopId, Unused desktop) {
        long seconds = length().minus(desktop.length()).toSeconds();
        return new UsageRow(day, desktopId, seconds, desktop.logins, toHalfSecond(desktop.lastUsedAt));
    }

    /** As it is stored: what lies between two seconds stands halfway. */
    private static Instant toHalfSecond(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? time : second.plusMillis(500);
    }

    boolean touches(SessionRecord session) {
        if (session.failureReason() != null) {
            return false;
        }
        return contains(session.startedAt())
                || session.startedAt().isBefore(start) && effectiveEnd(session).isAfter(start);
    }

    private boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    private Instant effectiveEnd(SessionRecord session) {
        return ends.end(session).orElse(end);
    }
}
