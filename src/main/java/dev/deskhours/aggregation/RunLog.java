package dev.deskhours.aggregation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

import dev.deskhours.db.Transactions;

/** The log of all runs. */
@ApplicationScoped
public class RunLog {
    private final Transactions transactions;
    private final Clock clock;

    public RunLog(Transactions transactions, Clock clock) {
        this.transactions = transactions;
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
        return scoped(Optional.ofNullable(projectId), run::<AggregationRun>persist);
    }

    public Uni<Integer> end(String runId, Progress progress) {
        Parameters values = Parameters.with("id", runId)
                .and("status", progress.failed() ? RunStatus.FAIL : RunStatus.SUCCESS)
                .and("end", clock.instant())
                .and("projects", progress.projects())
                .and("sessions", progress.sessionsRead())
                .and("days", progress.desktopDays())
                .and("reason", progress.failReason());
        return transactions.serviceWideWithEntities(() -> AggregationRun.update(
                "status = :status, endTime = :end, projects = :projects, sessionsRead = :sessions,"
                        + " desktopDaysWritten = :days, failReason = :reason where runId = :id",
                values));
    }

    /** Runs that a process began and did not end. */
    public Uni<List<AggregationRun>> unfinished() {
        return transactions.serviceWideWithEntities(
                () -> AggregationRun.<AggregationRun>list("status", Sort.by("startTime"), RunStatus.RUNNING));
    }

    public Uni<Listed> list(Filter filter, int offset, int limit) {
        return scoped(filter.projectId(), () -> {
            PanacheQuery<AggregationRun> query = matching(filter);
            return query.count().chain(count -> query.range(offset, offset + limit - 1)
                    .<AggregationRun>list()
                    .map(runs -> new Listed(count, runs)));
        });
    }

    private static PanacheQuery<AggregationRun> matching(Filter filter) {
        Map<String, Object> values = new TreeMap<>();
        filter.status().ifPresent(status -> values.put("status", status));
        filter.projectId().ifPresent(projectId -> values.put("projectId", projectId));
        String conditions = values.keySet().stream()
                .map(name -> name + " = :" + name)
                .reduce("1 = 1", (all, next) -> all + " and " + next);
        return AggregationRun.find(conditions, Sort.descending("startTime").and("runId"), values);
    }

    /** A run over all projects is nothing that one of them may see. */
    private <T> Uni<T> scoped(Optional<String> projectId, Supplier<Uni<T>> work) {
        return projectId
                .map(id -> transactions.withEntities(id, work))
                .orElseGet(() -> transactions.serviceWideWithEntities(work));
    }
}
