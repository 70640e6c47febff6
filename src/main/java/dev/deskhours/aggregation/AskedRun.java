package dev.deskhours.aggregation;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import dev.deskhours.aggregation.ProjectWork.ProjectDay;
import dev.deskhours.db.Blocking;

/**
 * How far one run by hand is: of each of its projects the days that were asked for, and then those that are missing before
 * them, without which no query would show them. All methods block.
 */
final class AskedRun {
    private final AggregationRun run;
    private final DueDays dueDays;
    private final ProjectWork work;
    private final RunLog log;
    private final Progress progress = new Progress();
    private final Iterator<String> projects;

    private String project;
    private Iterator<LocalDate> days = Collections.emptyIterator();
    private LocalDate lastMissing;
    /** Only a range of which a day can be aggregated has the days before it aggregated, too. */
    private boolean fillsGap;

    private boolean failed;

    AskedRun(AggregationRun run, DueDays dueDays, ProjectWork work, RunLog log) {
        this.run = run;
        this.dueDays = dueDays;
        this.work = work;
        this.log = log;
        Blocking.await(() -> log.noteBegun(run.runId));
        List<String> projectIds = Blocking.await(dueDays::allProjects).stream()
                .filter(projectId -> run.projectId == null || run.projectId.equals(projectId))
                .toList();
        if (run.projectId != null && projectIds.isEmpty()) {
            progress.fail(run.projectId, "nothing is known of project " + run.projectId);
        }
        projects = projectIds.iterator();
    }

    Progress progress() {
        return progress;
    }

    /** A day, or what is left to do after the last one. */
    AskedRun take() {
        nextDay().ifPresentOrElse(this::aggregate, this::end);
        return this;
    }

    private Optional<ProjectDay> nextDay() {
        Optional<LocalDate> day = nextDayOfProject();
        while (day.isEmpty() && projects.hasNext()) {
            leaveProject();
            enter(projects.next());
            day = nextDayOfProject();
        }
        return day.map(next -> new ProjectDay(project, next));
    }

    private Optional<LocalDate> nextDayOfProject() {
        if (project == null || failed) {
            return Optional.empty();
        }
        return days.hasNext() ? Optional.of(days.next()) : missingDay();
    }

    private Optional<LocalDate> missingDay() {
        if (!fillsGap) {
            return Optional.empty();
        }
        Optional<LocalDate> missing = Blocking.await(() -> dueDays.missing(project, run.lastDay))
                // It stays missing if it could not be written as the next one; once is enough.
                .filter(day -> !day.equals(lastMissing));
        lastMissing = missing.orElse(null);
        return missing;
    }

    private void enter(String projectId) {
        project = projectId;
        failed = false;
        lastMissing = null;
        days = Blocking.await(() ->
                        run.isOfAllDue() ? dueDays.due(projectId) : dueDays.asked(projectId, run.firstDay, run.lastDay))
                .iterator();
        fillsGap = !run.isOfAllDue() && days.hasNext();
    }

    private void leaveProject() {
        if (project != null) {
            work.renewTotals(project, progress);
        }
    }

    private void aggregate(ProjectDay day) {
        failed = !work.aggregateDay(day, progress);
    }

    private void end() {
        leaveProject();
        if (run.projectId != null && !run.isOfAllDue() && !progress.failed()) {
            progress.days()
                    .map(days -> Blocking.await(() -> dueDays.missing(run.projectId, days.last()))
                            .map(day -> "the days from " + day + " on are missing"))
                    .orElseGet(() -> Optional.of(
                            Blocking.await(() -> dueDays.whyNone(run.projectId, run.firstDay, run.lastDay))))
                    .ifPresent(reason -> progress.fail(run.projectId, reason));
        }
        Blocking.await(() -> log.end(run, progress));
    }
}
