package dev.deskhours.session.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A second, plain computation of what is counted (docs/spec/aggregation.md, Usage of a desktop on a day): sessions are
 * cut at each midnight and joined, day by day. An open session counts to the end of each day that is asked for.
 */
final class PlainDays {
    private final ZoneId zone;
    private final List<Map<String, String>> sessions;

    PlainDays(String zone, List<Map<String, String>> sessions) {
        this.zone = ZoneId.of(zone);
        this.sessions = sessions;
    }

    /** Seconds of use of what a session must be like, on a day. */
    long usage(Predicate<Map<String, String>> wanted, LocalDate day) {
        Instant begin = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        List<Instant[]> cut = new ArrayList<>();
        for (Map<String, String> session : used(wanted)) {
            Instant from = later(Instant.parse(session.get("started_at")), begin);
            Instant to = session.containsKey("ended_at") ? Instant.parse(session.get("ended_at")) : end;
            to = to.isAfter(end) ? end : to;
            if (from.isBefore(to)) {
                cut.add(new Instant[] {from, to});
            }
        }
        cut.sort(Comparator.comparing(interval -> interval[0]));
        Duration sum = Duration.ZERO;
        Instant covered = begin;
        for (Instant[] interval : cut) {
            Instant from = later(interval[0], covered);
            if (from.isBefore(interval[1])) {
                sum = sum.plus(Duration.between(from, interval[1]));
                covered = interval[1];
            }
        }
        return sum.toSeconds();
    }

    /** Logins of each day. */
    Map<String, Long> logins(Predicate<Map<String, String>> wanted) {
        Map<String, Long> logins = new TreeMap<>();
        for (Map<String, String> session : used(wanted)) {
            if (!"true".equals(session.get("reconnect"))) {
                LocalDate day = LocalDate.ofInstant(Instant.parse(session.get("started_at")), zone);
                logins.merge(day.toString(), 1L, Long::sum);
            }
        }
        return logins;
    }

    /** From the first start to the last end, and a day more on both sides. */
    List<LocalDate> days() {
        List<Instant> times = new ArrayList<>();
        for (Map<String, String> session : sessions) {
            times.add(Instant.parse(session.get("started_at")));
            times.add(Instant.parse(session.getOrDefault("ended_at", session.get("started_at"))));
        }
        LocalDate first = LocalDate.ofInstant(
                times.stream().min(Comparator.naturalOrder()).orElseThrow(), zone);
        LocalDate last = LocalDate.ofInstant(
                times.stream().max(Comparator.naturalOrder()).orElseThrow(), zone);
        return first.minusDays(1).datesUntil(last.plusDays(2)).toList();
    }

    private List<Map<String, String>> used(Predicate<Map<String, String>> wanted) {
        return sessions.stream()
                .filter(session -> !session.containsKey("failure_reason"))
                .filter(wanted)
                .toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
