package dev.deskhours.bench;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The days computed a second time, from the same sessions and by other means than SQL (docs/spec/aggregation.md, Usage
 * of a desktop on a day).
 */
final class ExpectedDays {
    private static final long DAY = 86_400;

    private final Timeline timeline;
    private final Map<String, DayTotals> known = new HashMap<>();

    ExpectedDays(Timeline timeline) {
        this.timeline = timeline;
    }

    DayTotals of(Fleet.Project project, LocalDate day) {
        LocalDate like = timeline.likeness(day);
        return known.computeIfAbsent(project.id() + like, name -> computed(project, like));
    }

    DayTotals of(Fleet fleet, LocalDate day) {
        return fleet.projects().stream().map(project -> of(project, day)).reduce(DayTotals.NONE, DayTotals::plus);
    }

    /** @param first and last are included */
    DayTotals of(Fleet fleet, LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1)).map(day -> of(fleet, day)).reduce(DayTotals.NONE, DayTotals::plus);
    }

    private DayTotals computed(Fleet.Project project, LocalDate day) {
        DayTotals totals = DayTotals.NONE;
        for (int desktop = project.first(); desktop < project.end(); desktop++) {
            totals = totals.plus(computed(desktop, day));
        }
        return totals;
    }

    private DayTotals computed(int desktop, LocalDate day) {
        long start = day.toEpochDay() * DAY;
        List<Session> touching = Stream.of(day.minusDays(1), day)
                .flatMap(begun -> sessions(desktop, begun))
                .filter(session -> session.endedAt() > start)
                .sorted(Comparator.comparingLong(Session::startedAt))
                .toList();
        long logins =
                touching.stream().filter(session -> session.day().equals(day)).count();
        return touching.isEmpty() ? DayTotals.NONE : new DayTotals(1, union(touching, start, start + DAY), logins);
    }

    private Stream<Session> sessions(int desktop, LocalDate day) {
        boolean used = timeline.withSessions().contains(day) && Session.isUsed(desktop, day, timeline.percentUsed(day));
        return used ? Session.of(desktop, day).stream() : Stream.empty();
    }

    private static long union(List<Session> sorted, long start, long end) {
        long seconds = 0;
        long coveredUntil = start;
        for (Session session : sorted) {
            long from = Math.max(coveredUntil, session.startedAt());
            long to = Math.min(end, session.endedAt());
            seconds += Math.max(0, to - from);
            coveredUntil = Math.max(coveredUntil, to);
        }
        return seconds;
    }
}
