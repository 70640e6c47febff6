package dev.deskhours.aggregation;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.deskhours.days.RunningTotals;
import dev.deskhours.days.count.DayAggregation;
import dev.deskhours.db.Blocking;

/**
 * What a run does for one project (docs/spec/aggregation.md, The nightly run). What fails is logged and noted, and
 * stops no other project. All methods block.
 */
@ApplicationScoped
class ProjectWork {
    private static final Logger LOG = Logger.getLogger(ProjectWork.class);

    private final DayAggregation aggregation;
    private final RunningTotals totals;
    private final Retention retention;

    ProjectWork(DayAggregation aggregation, RunningTotals totals, Retention retention) {
        this.aggregation = aggregation;
        this.totals = totals;
        this.retention = retention;
    }

    record ProjectDay(String projectId, LocalDate day) {
        static Stream<ProjectDay> of(String projectId, List<LocalDate> days) {
            return days.stream().map(day -> new ProjectDay(projectId, day));
        }
    }

    /** @return whether it has succeeded: the later days of a project whose day failed would leave a gap */
    boolean aggregateDay(ProjectDay due, Progress progress) {
        String projectId = due.projectId();
        return attempt(
                projectId,
                due.day() + " of project " + projectId + " could not be aggregated",
                progress,
                () -> progress.add(
                        projectId, due.day(), Blocking.await(() -> aggregation.replace(projectId, due.day()))));
    }

    /** Without them the numbers are right too, only slower to come by, and the next run writes them. */
    void renewTotals(String projectId, Progress progress) {
        attempt(
                projectId,
                "running totals of project " + projectId + " could not be written",
                progress,
                () -> Blocking.await(() -> totals.renew(projectId)));
    }

    /** Old data that stays does no harm to the numbers, and the next night tries again. */
    void removeOld(String projectId, Progress progress) {
        attempt(
                projectId,
                "old days of project " + projectId + " could not be removed",
                progress,
                () -> Blocking.await(() -> retention.removeOld(projectId)));
    }

    /** As {@link #removeOld}, of what belongs to no project. */
    void removeOldRuns(Progress progress) {
        attempt("old runs could not be removed", progress::fail, () -> Blocking.await(retention::removeOldRuns));
    }

    private static boolean attempt(String projectId, String problem, Progress progress, Runnable work) {
        return attempt(problem, reason -> progress.fail(projectId, reason), work);
    }

    private static boolean attempt(String problem, Consumer<String> noted, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException failure) {
            LOG.error(problem, failure);
            noted.accept(problem + "; the log has more");
            return false;
        }
    }
}
