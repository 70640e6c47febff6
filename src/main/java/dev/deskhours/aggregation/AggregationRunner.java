package dev.deskhours.aggregation;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.deskhours.aggregation.ProjectWork.ProjectDay;
import dev.deskhours.db.Blocking;
import dev.deskhours.db.ExclusiveWork;
import dev.deskhours.db.ExclusiveWork.Held;
import dev.deskhours.notify.rule.IdleRules;

/**
 * Runs the aggregation: one runner at a time among all processes on a database (docs/spec/aggregation.md, The nightly
 * run). If it dies or is frozen another goes on; a run that was cut off is found by the next runner. All methods
 * block.
 */
@ApplicationScoped
public class AggregationRunner {
    static final String LOCK = "aggregation";

    /** So that it comes in between two days of a run by hand; a nightly run takes longer, and does the same. */
    private static final Duration REFRESH_PATIENCE = Duration.ofSeconds(3);

    private final ExclusiveWork exclusive;
    private final DueDays dueDays;
    private final ProjectWork work;
    private final AskedRuns asked;
    private final RunLog log;
    private final IdleRules rules;

    AggregationRunner(
            ExclusiveWork exclusive, DueDays dueDays, ProjectWork work, AskedRuns asked, RunLog log, IdleRules rules) {
        this.exclusive = exclusive;
        this.dueDays = dueDays;
        this.work = work;
        this.asked = asked;
        this.log = log;
        this.rules = rules;
    }

    /** The nightly run: missed days, stale days, retention. Waits while another runs. */
    public Progress night(RunCause cause) {
        return exclusive.run(LOCK, held -> {
            Blocking.await(log::endInterrupted);
            List<ProjectDay> due = new ArrayList<>(due(dueDays::behind, dueDays::missed));
            due.addAll(due(dueDays::changed, dueDays::stale));
            Progress progress = aggregate(cause, due, held);
            rules.evaluateDue();
            removeOld(progress, held);
            return progress;
        });
    }

    /**
     * Aggregates stale days again, days that ended in a zone of a project's own, and those of projects that never were
     * aggregated; not if another runs.
     */
    public void refresh() {
        exclusive.tryRun(LOCK, REFRESH_PATIENCE, held -> {
            Blocking.await(log::endInterrupted);
            aggregate(RunCause.SCHEDULE, due(dueDays::behindByDay, dueDays::missedByDay), held);
            Progress progress = aggregate(RunCause.STALE, due(dueDays::changed, dueDays::stale), held);
            rules.evaluateDue();
            return progress;
        });
    }

    /** Carries out what was asked for by hand, and what a process that died has left of it. */
    public void finishAsked() {
        asked.finish();
        // Not in the middle of a night, which has more days to come.
        if (rules.areDue()) {
            exclusive.tryRun(LOCK, REFRESH_PATIENCE, held -> {
                rules.evaluateDue();
                return true;
            });
        }
    }

    /** Aggregates days by hand, here and now; of all projects, if none is given. */
    public Progress byHand(Optional<String> projectId, LocalDate first, LocalDate last) {
        return asked.finish(projectId, new RunDays(first, last));
    }

    /** As {@link #byHand}, of a project all that is due. */
    public Progress allDueByHand(String projectId) {
        return asked.finish(Optional.of(projectId), RunDays.ALL_DUE);
    }

    private static List<ProjectDay> due(
            Supplier<Uni<List<String>>> projects, Function<String, Uni<List<LocalDate>>> days) {
        return Blocking.await(projects).stream()
                .flatMap(projectId -> ProjectDay.of(projectId, Blocking.await(() -> days.apply(projectId))))
                .toList();
    }

    private Progress aggregate(RunCause cause, List<ProjectDay> due, Held held) {
        Progress progress = new Progress();
        if (due.isEmpty()) {
            return progress;
        }
        AggregationRun run = begin(cause, due);
        Map<String, List<ProjectDay>> byProject = due.stream()
                .collect(Collectors.groupingBy(ProjectDay::projectId, LinkedHashMap::new, Collectors.toList()));
        SideBySide.each(byProject.entrySet(), "aggregation, too", project -> {
            aggregateDays(project.getValue(), progress, held);
            work.renewTotals(project.getKey(), progress);
        });
        held.confirm();
        Blocking.await(() -> log.end(run, progress));
        return progress;
    }

    /** Up to the first that fails. */
    private void aggregateDays(List<ProjectDay> days, Progress progress, Held held) {
        for (ProjectDay next : days) {
            held.confirm();
            if (!work.aggregateDay(next, progress)) {
                return;
            }
        }
    }

    private AggregationRun begin(RunCause cause, List<ProjectDay> due) {
        List<LocalDate> days = due.stream()
                .map(ProjectDay::day)
                .sorted(Comparator.naturalOrder())
                .toList();
        return Blocking.await(() -> log.begin(cause, null, days.get(0), days.get(days.size() - 1)));
    }

    private void removeOld(Progress progress, Held held) {
        SideBySide.each(Blocking.await(dueDays::allProjects), "retention, too", projectId -> {
            held.confirm();
            work.removeOld(projectId, progress);
        });
        work.removeOldRuns(progress);
    }
}
