package dev.deskhours.aggregation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import dev.deskhours.days.DayAggregation;
import dev.deskhours.days.RunningTotals;
import dev.deskhours.db.Locks;
import dev.deskhours.db.Transactions;

/**
 * Runs the aggregation: one runner at a time among all processes on a database. Its lock ends with its connection, so
 * another goes on if it dies; a run that was cut off is found by the next holder of the lock. All methods block.
 */
@ApplicationScoped
public class AggregationRunner {
    private static final Logger LOG = Logger.getLogger(AggregationRunner.class);
    private static final String LOCK = "aggregation";

    private final Transactions transactions;
    private final DueDays dueDays;
    private final DayAggregation aggregation;
    private final RunningTotals totals;
    private final Retention retention;
    private final RunLog log;

    public AggregationRunner(
            Transactions transactions,
            DueDays dueDays,
            DayAggregation aggregation,
            RunningTotals totals,
            Retention retention,
            RunLog log) {
        this.transactions = transactions;
        this.dueDays = dueDays;
        this.aggregation = aggregation;
        this.totals = totals;
        this.retention = retention;
        this.log = log;
    }

    record ProjectDay(String projectId, LocalDate day) {}

    /** The nightly run: missed days, stale days, retention. Waits while another runs. */
    public Progress night(RunCause cause) {
        return alone(() -> {
            List<ProjectDay> due = due(dueDays::missed);
            due.addAll(due(dueDays::stale));
            Progress progress = logged(cause, null, due);
            for (String projectId : await(dueDays::allProjects)) {
                forget(projectId, progress);
            }
            return progress;
        });
    }

    /** Old data that stays does no harm to the numbers: it stops nobody, and the next night tries again. */
    private void forget(String projectId, Progress progress) {
        try {
            await(() -> retention.apply(projectId));
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Old days of project %s could not be removed", projectId);
            progress.fail("old days of project " + projectId + " could not be removed; the log has more");
        }
    }

    /** Aggregates stale days again, and days that ended in a zone of a project's own; not if another runs. */
    public void refresh() {
        transactions.serviceWideBlocking(transaction -> {
            if (Locks.tryAcquire(transaction, LOCK).await().indefinitely()) {
                finishUnfinished();
                logged(RunCause.SCHEDULE, null, due(dueDays::missedInOwnZone));
                logged(RunCause.STALE, null, due(dueDays::stale));
            }
            return null;
        });
    }

    /** Carries out what was asked for by hand, and what a process that died has left. */
    public void finishAsked() {
        alone(() -> null);
    }

    /** Aggregates days by hand, here and now; of all projects, if none is given. */
    public Progress byHand(Optional<String> projectId, LocalDate first, LocalDate last) {
        return alone(() -> finish(await(() -> log.begin(RunCause.MANUAL, projectId.orElse(null), first, last))));
    }

    private <T> T alone(Supplier<T> work) {
        return transactions.serviceWideBlocking(transaction -> {
            Locks.acquire(transaction, LOCK).await().indefinitely();
            finishUnfinished();
            return work.get();
        });
    }

    private void finishUnfinished() {
        for (AggregationRun run : await(log::unfinished)) {
            if (run.cause == RunCause.MANUAL) {
                finish(run);
            } else {
                Progress interrupted = new Progress();
                interrupted.fail("the process stopped; the next run makes up for it");
                await(() -> log.end(run.runId, interrupted));
            }
        }
    }

    private Progress finish(AggregationRun asked) {
        List<String> projectIds = await(dueDays::allProjects).stream()
                .filter(projectId -> asked.projectId == null || projectId.equals(asked.projectId))
                .toList();
        Progress progress = new Progress();
        if (asked.projectId != null && projectIds.isEmpty()) {
            progress.fail("nothing is known of project " + asked.projectId);
        }
        return ended(asked, due(projectIds, id -> dueDays.asked(id, asked.firstDay, asked.lastDay)), progress);
    }

    private List<ProjectDay> due(Function<String, Uni<List<LocalDate>>> days) {
        return due(await(dueDays::allProjects), days);
    }

    private List<ProjectDay> due(List<String> projectIds, Function<String, Uni<List<LocalDate>>> days) {
        List<ProjectDay> due = new ArrayList<>();
        for (String projectId : projectIds) {
            await(() -> days.apply(projectId)).forEach(day -> due.add(new ProjectDay(projectId, day)));
        }
        return due;
    }

    private Progress logged(RunCause cause, String projectId, List<ProjectDay> due) {
        if (due.isEmpty()) {
            return new Progress();
        }
        LocalDate first =
                due.stream().map(ProjectDay::day).min(LocalDate::compareTo).orElseThrow();
        LocalDate last =
                due.stream().map(ProjectDay::day).max(LocalDate::compareTo).orElseThrow();
        AggregationRun run = await(() -> log.begin(cause, projectId, first, last));
        return ended(run, due, new Progress());
    }

    private Progress ended(AggregationRun run, List<ProjectDay> due, Progress progress) {
        String failedProject = null;
        for (ProjectDay next : due) {
            if (!next.projectId().equals(failedProject) && !replaced(next, progress)) {
                failedProject = next.projectId();
            }
        }
        due.stream().map(ProjectDay::projectId).distinct().forEach(projectId -> renewTotals(projectId, progress));
        await(() -> log.end(run.runId, progress));
        LOG.infof(
                "Aggregated %s..%s of %d projects: %d sessions, %d desktop-days",
                run.firstDay, run.lastDay, progress.projects(), progress.sessionsRead(), progress.desktopDays());
        return progress;
    }

    /** A day that fails stops its project, whose later days would leave a gap, and no other. */
    private boolean replaced(ProjectDay due, Progress progress) {
        try {
            progress.add(due.projectId(), await(() -> aggregation.replace(due.projectId(), due.day())));
            return true;
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Project %s, day %s could not be aggregated", due.projectId(), due.day());
            progress.fail(due.day() + " of project " + due.projectId() + " could not be aggregated; the log has more");
            return false;
        }
    }

    /** Without them the numbers are right too, only slower to come by, and the next run writes them. */
    private void renewTotals(String projectId, Progress progress) {
        try {
            await(() -> totals.renew(projectId));
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Running totals of project %s could not be written", projectId);
            progress.fail("running totals of project " + projectId + " could not be written; the log has more");
        }
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
