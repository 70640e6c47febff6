package dev.deskhours.aggregation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

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
    Progress finish(Optional<String> projectId, RunDays days) {
        return exclusive.run(LOCK, held -> {
            AggregationRun run =
                    Blocking.await(() -> log.begin(RunCause.MANUAL, projectId.orElse(null), days.first(), days.last()));
            Map<String, AskedRun> turns = new HashMap<>();
            finish(held, turns, unfinished -> unfinished.runId.equals(run.runId));
            return turns.get(run.runId).progress();
        });
    }

    private Map<String, AskedRun> finish(
            ExclusiveWork.Held held, Map<String, AskedRun> turns, Predicate<AggregationRun> awaited) {
        List<AggregationRun> unfinished = Blocking.await(log::unfinishedAsked);
        while (unfinished.stream().anyMatch(awaited)) {
            for (AggregationRun run : unfinished) {
                held.confirm();
                AskedRun next = turns.computeIfAbsent(run.runId, first -> new AskedRun(run, dueDays, work, log));
                held.under(AggregationRunner.LOCK, next::take);
            }
            unfinished = Blocking.await(log::unfinishedAsked);
        }
        return turns;
    }
}
