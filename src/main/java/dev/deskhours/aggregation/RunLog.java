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
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.Locks;
import dev.deskhours.db.Transactions;
import dev.deskhours.notify.Outbox;
import dev.deskhours.web.ApiException;

/** The log of all runs (docs/spec/aggregation.md, The nightly run). */
@ApplicationScoped
class RunLog {
    private static final Logger LOG = Logger.getLogger(RunLog.class);

    /** Runs by hand that a project may have unfinished; as many may be over all projects. */
    static final int MAX_ASKED = 3;

    private static final long RETRY_SECONDS = 30;
    private static final String ASKED = "status = :status and cause = :cause";

    private final Transactions transactions;
    private final AggregationMetrics metrics;
    private final Outbox outbox;
    private final Clock clock;

    RunLog(Transactions transactions, AggregationMetrics metrics, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.metrics = metrics;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Which runs to list. */
    record Filter(Optional<RunStatus> status, Optional<String> projectId) {}

    /** One page of runs and how many there are. */
    record Listed(long count, List<AggregationRun> runs) {}

    Uni<AggregationRun> begin(RunCause cause, String projectId, LocalDate firstDay, LocalDate lastDay) {
        AggregationRun run = started(cause, projectId, firstDay, lastDay);
        return scoped(Optional.ofNullable(projectId), run::<AggregationRun>persist);
    }

    /**
     * Notes a run by hand, unless one that has not begun yet covers its days.
     *
     * @return the run that will aggregate these days
     * @throws ApiException 429 if too many are unfinished
     */
    Uni<AggregationRun> ask(Optional<String> projectId, RunDays days) {
        AggregationRun asked = started(RunCause.MANUAL, projectId.orElse(null), days.first(), days.last());
        return scoped(projectId, () -> Locks.acquireWithEntities("runs by hand " + projectId.orElse("*"))
                .chain(() -> unfinishedAsked(projectId))
                .chain(unfinished -> unfinished.stream()
                        .filter(run -> !run.begun && covers(run, asked))
                        .findFirst()
                        .map(covering -> Uni.createFrom().item(covering))
                        .orElseGet(() -> persist(asked, unfinished.size()))));
    }

    private static Uni<AggregationRun> persist(AggregationRun asked, int unfinished) {
        if (unfinished >= MAX_ASKED) {
            throw ApiException.tooMany(
                    unfinished + " runs by hand are unfinished; wait for them, the list of runs shows them",
                    RETRY_SECONDS);
        }
        return asked.persist();
    }

    private static boolean covers(AggregationRun run, AggregationRun asked) {
        return run.isOfAllDue() || asked.isOfAllDue()
                ? run.isOfAllDue() && asked.isOfAllDue()
                : !run.firstDay.isAfter(asked.firstDay) && !run.lastDay.isBefore(asked.lastDay);
    }

    private AggregationRun started(RunCause cause, String projectId, LocalDate firstDay, LocalDate lastDay) {
        AggregationRun run = new AggregationRun();
        run.runId = UUID.randomUUID().toString().replace("-", "");
        run.cause = cause;
        run.projectId = projectId;
        run.firstDay = firstDay;
        run.lastDay = lastDay;
        run.status = RunStatus.RUNNING;
        run.startTime = clock.instant();
        return run;
    }

    /** What is asked for from now on may need the days once more. */
    Uni<Integer> noteBegun(String runId) {
        return transactions.serviceWideWithEntities(
                () -> AggregationRun.update("begun = true where runId = ?1", runId));
    }

    /**
     * Notes the end, and the days for which it holds. Does nothing to a run that another process has ended, which took this
     * one for dead.
     */
    Uni<Integer> end(AggregationRun run, Progress progress) {
        RunEnd end = RunEnd.of(run, progress);
        BoundStatement statement = end.statement(clock.instant());
        return transactions
                .serviceWide(transaction -> transaction
                        .preparedQuery(statement.sql())
                        .execute(statement.values())
                        .map(rows -> rows.rowCount())
                        .call(ended -> outbox.add(transaction, ended > 0 ? end.events() : List.of())))
                .invoke(ended -> noteEnd(run, ended, end.status(), progress));
    }

    private void noteEnd(AggregationRun run, int ended, RunStatus status, Progress progress) {
        if (ended > 0) {
            metrics.count(run.cause, status);
            LOG.infof(
                    "Aggregated %s of %d projects: %d sessions, %d desktop-days",
                    progress.days().map(RunDays::toString).orElse("nothing"),
                    progress.projects(),
                    progress.sessionsRead(),
                    progress.desktopDays());
        }
    }

    /** Ends the runs of a process that could not; to be called where nobody else can be aggregating. */
    Uni<Void> endInterrupted() {
        return transactions
                .serviceWideWithEntities(() -> AggregationRun.<AggregationRun>list(
                        "status = ?1 and cause <> ?2", RunStatus.RUNNING, RunCause.MANUAL))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(run -> end(run, Progress.interrupted()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The runs by hand that have not ended, the oldest first. */
    Uni<List<AggregationRun>> unfinishedAsked() {
        return transactions.serviceWideWithEntities(() -> AggregationRun.list(
                ASKED,
                Sort.by("startTime"),
                Parameters.with("status", RunStatus.RUNNING).and("cause", RunCause.MANUAL)));
    }

    private static Uni<List<AggregationRun>> unfinishedAsked(Optional<String> projectId) {
        Parameters values = Parameters.with("status", RunStatus.RUNNING).and("cause", RunCause.MANUAL);
        return projectId
                .map(id -> AggregationRun.<AggregationRun>list(
                        ASKED + " and projectId = :project", Sort.by("startTime"), values.and("project", id)))
                .orElseGet(() -> AggregationRun.list(ASKED + " and projectId is null", Sort.by("startTime"), values));
    }

    Uni<Listed> list(Filter filter, int offset, int limit) {
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
