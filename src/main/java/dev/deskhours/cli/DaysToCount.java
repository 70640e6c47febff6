package dev.deskhours.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import io.smallrye.mutiny.Uni;

import dev.deskhours.aggregation.AggregationConfig;
import dev.deskhours.aggregation.AggregationSchedule;
import dev.deskhours.aggregation.DueDays;

/** What happens to records after they were taken in: which days are to be counted, and when. */
final class DaysToCount {
    private DaysToCount() {}

    static void tell(String project) {
        DueDays due = DeskhoursCommand.bean(DueDays.class);
        SortedSet<LocalDate> soon = new TreeSet<>(await(due.missedByDay(project)));
        soon.addAll(await(due.stale(project)));
        SortedSet<LocalDate> atNight = new TreeSet<>(await(due.due(project)));
        atNight.removeAll(soon);
        lines(project, DeskhoursCommand.bean(AggregationSchedule.class).config(), soon, atNight)
                .forEach(System.err::println);
    }

    private static List<String> lines(
            String project, AggregationConfig config, SortedSet<LocalDate> soon, SortedSet<LocalDate> atNight) {
        List<String> lines = new ArrayList<>();
        if (!soon.isEmpty()) {
            lines.add("to be counted: " + shown(soon) + ", by a running service within " + config.refreshEvery());
        }
        if (!atNight.isEmpty()) {
            lines.add("to be counted: " + shown(atNight) + ", by a running service in the night");
        }
        lines.add(
                lines.isEmpty()
                        ? "no day is to be counted: a day is counted when it is over"
                        : "at once: deskhours aggregate --project " + project);
        return lines;
    }

    private static String shown(SortedSet<LocalDate> days) {
        return days.size() == 1
                ? "1 day, " + days.first()
                : days.size() + " days, " + days.first() + ".." + days.last();
    }

    private static <T> T await(Uni<T> read) {
        return read.await().indefinitely();
    }
}
