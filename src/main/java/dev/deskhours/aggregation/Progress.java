package dev.deskhours.aggregation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.deskhours.days.count.DayAggregation;

/** What one run has done so far; more may be added by several threads. */
public final class Progress {
    private final Map<String, RunDays> daysOfProjects = new HashMap<>();
    private final Map<String, String> failedProjects = new HashMap<>();
    private final NavigableSet<LocalDate> days = new TreeSet<>();
    private long sessionsRead;
    private long desktopDays;
    private long failures;
    private String firstFailure;

    /** That of a run whose process has ended in the middle of it. */
    static Progress interrupted() {
        Progress interrupted = new Progress();
        interrupted.fail("the process stopped; the next run makes up for it");
        return interrupted;
    }

    synchronized void add(String projectId, LocalDate day, DayAggregation.Counted counted) {
        daysOfProjects.merge(projectId, new RunDays(day, day), RunDays::and);
        days.add(day);
        sessionsRead += counted.sessionsRead();
        desktopDays += counted.desktopDays();
    }

    synchronized void fail(String reason) {
        failures++;
        firstFailure = firstFailure == null ? reason : firstFailure;
    }

    /** As {@link #fail(String)}, for one project. */
    synchronized void fail(String projectId, String reason) {
        failedProjects.putIfAbsent(projectId, reason);
        fail(reason);
    }

    /** The projects of which something has failed, each with its first failure in words. */
    Map<String, String> failedProjects() {
        return failedProjects;
    }

    /** The projects of which days were aggregated and nothing has failed. */
    Set<String> succeededProjects() {
        Set<String> succeeded = new HashSet<>(daysOfProjects.keySet());
        succeeded.removeAll(failedProjects.keySet());
        return succeeded;
    }

    public boolean failed() {
        return failures > 0;
    }

    /** The first failure in words, or {@code null}. */
    public String failReason() {
        return failures > 1 ? firstFailure + " (and " + (failures - 1) + " more)" : firstFailure;
    }

    /** The first and the last of the days that were aggregated; nothing if none was. */
    Optional<RunDays> days() {
        return days.isEmpty() ? Optional.empty() : Optional.of(new RunDays(days.first(), days.last()));
    }

    /** The same of one project. */
    Optional<RunDays> days(String projectId) {
        return Optional.ofNullable(daysOfProjects.get(projectId));
    }

    public int projects() {
        return daysOfProjects.size();
    }

    public long sessionsRead() {
        return sessionsRead;
    }

    public long desktopDays() {
        return desktopDays;
    }
}
