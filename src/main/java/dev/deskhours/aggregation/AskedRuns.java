package dev.deskhours.aggregation;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import dev.deskhours.aggregation.ProjectWork.ProjectDay;
import dev.deskhours.db.Blocking;
import dev.deskhours.db.ExclusiveWork;

/**
 * The runs that were asked for by hand (docs/spec/aggregation.md, The nightly run). One process carries them out, a
 * day of each in turn, and between two days lets the nightly run go first. All methods block.
 */
@ApplicationScoped
class AskedRuns {
    private static final String LOCK = "runs by hand";
    /** Longer than a frozen process keeps the lock. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExclusiveWork exclusive;
    private final DueDays dueDays;
    private final ProjectWork work;
    private final RunLog log;

    AskedRuns(ExclusiveWork exclusive, DueDays dueDays, ProjectWork work, RunLog log) {
        this.exclusive = exclusive;
        this.dueDays = dueDays;
        this.work = work;
        this.log = log;
    }

    /** Carries out what was asked for, and what a process that died has left; whoever is at it does all there is. */
    void finish() {
        if (!Blocking.await(log::unfinishedAsked).isEmpty()) {
            exclusive.tryRun(LOCK, PATIENCE, held -> {
                held.under(AggregationRunner.LOCK, () -> Blocking.await(log::endInterrupted));
                return finish(held, new HashMap<>(), run -> true);
            });
        }
    }

    /** Carries out one more, and those that are unfinished until it is done. */
    Progress finish(Optional<String> projectId, LocalDate first, LocalDate last) {
        return exclusive.run(LOCK, held -> {
            AggregationRun run = Blocking.await(() -> log.begin(RunCause.MANUAL, projectId.orElse(null), first, last));
            Map<String, Turns> turns = new HashMap<>();
            finish(held, turns, unfinished -> unfinished.runId.equals(run.runId));
            return turns.get(run.runId).progress;
        });
    }

    private Map<String, Turns> finish(
            ExclusiveWork.Held held, Map<String, Turns> turns, Predicate<AggregationRun> awaited) {
        List<AggregationRun> unfinished = Blocking.await(log::unfinishedAsked);
        while (unfinished.stream().anyMatch(awaited)) {
            for (AggregationRun run : unfinished) {
                held.confirm();
                Turns next = turns.computeIfAbsent(run.runId, first -> new Turns(run));
                held.under(AggregationRunner.LOCK, next::take);
            }
            unfinished = Blocking.await(log::unfinishedAsked);
        }
        return turns;
    }

    /** How far one run is. */
    private final class Turns {
        private final AggregationRun run;
        private final Progress progress = new Progress();
        private final Iterator<ProjectDay> due;
        private String project;
        private String failedProject;

        Turns(AggregationRun run) {
            this.run = run;
            Blocking.await(() -> log.noteBegun(run.runId));
            List<String> projectIds = Blocking.await(dueDays::allProjects).stream()
                    .filter(projectId -> run.projectId == null || run.projectId.equals(projectId))
                    .toList();
            if (run.projectId != null && projectIds.isEmpty()) {
                progress.fail("nothing is known of project " + run.projectId);
            }
            due = projectIds.stream()
                    .flatMap(projectId -> ProjectDay.of(
                            projectId, Blocking.await(() -> dueDays.asked(projectId, run.firstDay, run.lastDay))))
                    .iterator();
        }

        /** A day, or what is left to do after the last one. */
        Turns take() {
            Optional<ProjectDay> next = next();
            String nextProject = next.map(ProjectDay::projectId).orElse(null);
            if (project != null && !project.equals(nextProject)) {
                work.renewTotals(project, progress);
            }
            project = nextProject;
            next.ifPresentOrElse(this::aggregate, () -> Blocking.await(() -> log.end(run, progress)));
            return this;
        }

        private Optional<ProjectDay> next() {
            while (due.hasNext()) {
                ProjectDay next = due.next();
                if (!next.projectId().equals(failedProject)) {
                    return Optional.of(next);
                }
            }
            return Optional.empty();
        }

        private void aggregate(ProjectDay day) {
            if (!work.aggregateDay(day, progress)) {
                failedProject = day.projectId();
            }
        }
    }
}
