package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

/** The log of all runs. */
@ApplicationScoped
public class RunLog {
    private final Clock clock;

    public RunLog(Clock clock) {
        this.clock = clock;
    }

    /** Which runs to list. */
    public record Filter(Optional<RunStatus> status, Optional<String> projectId) {}

    /** One page of runs and how many there are. */
    public record Listed(long count, List<AggregationRun> runs) {}

    public Uni<AggregationRun> begin(RunCause cause, String projectId, LocalDate firstDay, LocalDate lastDay) {
        AggregationRun run = new AggregationRun();
        run.runId = UUID.randomUUID().toString().replace("-", "");
        run.cause = cause;
        run.projectId = projectId;
        run.firstDay = firstDay;
        run.lastDay = lastDay;
        run.status = RunStatus.RUNNING;
        run.startTime = clock.instant();
        return Panache.withTransaction(run::<AggregationRun>persist);
    }

    public Uni<Integer> end(String runId, Progress progress) {
        Parameters values = Parameters.with("id", runId)
                .and("status", progress.failed() ? RunStatus.FAIL : RunStatus.SUCCESS)
                .and("end", clock.instant())
                .and("projects", progress.projects())
                .and("sessions", progress.sessionsRead())
                .and("days", progress.desktopDays())
                .and("reason", progress.failReason());
        return Panache.withTransaction(() -> AggregationRun.update(
                "status = :status, endTime = :end, projects = :projects, sessionsRead = :sessions,"
                        + " desktopDaysWritten = :days, failReason = :reason where runId = :id",
                values));
    }

    /** Runs that a process began and did not end. */
    public Uni<List<AggregationRun>> unfinished() {
        return Panache.withSession(
                () -> AggregationRun.<AggregationRun>list("status", Sort.by("startTime"), RunStatus.RUNNING));
    }

    public Uni<Listed> list(Filter filter, int offset, int limit) {
        return Panache.withSession(() -> {
            Parameters values = Parameters.with("status", filter.status().orElse(null))
                    .and("project", filter.projectId().orElse(null));
            PanacheQuery<AggregationRun> query = AggregationRun.find(
                    "(:status is null or status = :status) and (:project is null or projectId = :project)",
                    Sort.descending("startTime").and("runId"),
                    values);
            return query.count().chain(count -> query.range(offset, offset + limit - 1)
                    .<AggregationRun>list()
                    .map(runs -> new Listed(count, runs)));
        });
    }
}
