package dev.deskhours.export.task;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.db.Locks;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.export.render.ExportPeriod;
import dev.deskhours.export.render.FileForm;
import dev.deskhours.export.render.ReportRequest;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/**
 * Creates tasks, as far as their project has room for more (docs/spec/api.md, The task). Each method is part of a
 * transaction of that project.
 */
@ApplicationScoped
class NewTasks {
    private static final long RETRY_SECONDS = 10;
    private static final String BY_KEY =
            "select task_id, request from export_task where project_id = $1 and idempotency_key = $2";

    // In: the tasks as arrays, and how many may be unfinished (null = any number). Out: the ids of those created,
    // the first ones, as many as there is room for; how much there is is not asked where there is no limit.
    private static final String CREATE = """
            insert into export_task
                (task_id, project_id, status, request, file_name, create_time, first_day, last_day, aggregated_through,
                idempotency_key)
            select requested.task_id, :project_id, 'CREATING', requested.request, requested.file_name, :create_time,
                requested.first_day, requested.last_day, requested.aggregated_through, :idempotency_key
            from unnest(:task_ids::text[], :requests::text[], :file_names::text[], :first_days::date[],
                    :last_days::date[], :aggregated_through::date[]) with ordinality
                as requested (task_id, request, file_name, first_day, last_day, aggregated_through, position)
            where :max_unfinished::bigint is null or requested.position <= :max_unfinished::bigint - (
                select count(*) from (
                    select from export_task
                    where project_id = :project_id and status = 'CREATING'
                    limit :max_unfinished::bigint
                ) as unfinished
            )
            returning task_id
            """;

    private static final String STORED =
            "select coalesce(sum(file_size), 0)::bigint as bytes from export_task where project_id = $1 and file_key is not null";

    private final ExportConfig config;
    private final Clock clock;

    NewTasks(ExportConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * A task that is to be created.
     *
     * @param request as it is kept
     */
    record NewTask(String id, String request, ExportPeriod period, String fileName) {
        static NewTask of(ReportRequest request, FileForm form, Snapshot snapshot) {
            String id = UUID.randomUUID().toString().replace("-", "");
            ExportPeriod period =
                    ExportPeriod.of(request, snapshot.days(), snapshot.covered(request.startTime(), request.endTime()));
            return new NewTask(
                    id, StoredRequest.of(request, form).json(), period, period.fileName(request.fileKind(), id, form));
        }
    }

    /**
     * Creates the task, or finds the one that the same request has created under the same key.
     *
     * @return its id
     * @throws ApiException 429 if the project has no room (unfinished tasks that others create in the same moment do not
     *     count), 409 if the key was used for another request
     */
    Uni<String> createOnce(SqlConnection transaction, String projectId, NewTask task, String idempotencyKey) {
        return Locks.acquire(transaction, "tasks " + projectId)
                .chain(() -> findSame(transaction, projectId, task.request(), idempotencyKey))
                .chain(same -> same.isPresent()
                        ? Uni.createFrom().item(same.get())
                        : insert(transaction, projectId, List.of(task), idempotencyKey)
                                .invoke(this::refuseIfNone)
                                .replaceWith(task.id()));
    }

    /**
     * Creates those of the tasks, the first ones, for which the project has room; the unfinished tasks that others create in
     * the same moment take none.
     *
     * @throws ApiException 429 if the files of the project are too large together
     * @return the ids of those that were created
     */
    Uni<Set<String>> create(SqlConnection transaction, String projectId, List<NewTask> tasks) {
        return tasks.isEmpty() ? Uni.createFrom().item(Set.of()) : insert(transaction, projectId, tasks, null);
    }

    /** 429. */
    ApiException tooManyUnfinished() {
        return ApiException.tooMany(
                "the project has " + config.maxUnfinishedPerProject()
                        + " unfinished export tasks; wait for them or delete some",
                RETRY_SECONDS);
    }

    private static Uni<Optional<String>> findSame(
            SqlConnection transaction, String projectId, String request, String idempotencyKey) {
        return transaction
                .preparedQuery(BY_KEY)
                .execute(Tuple.of(projectId, idempotencyKey))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> sameRequest(row, request)));
    }

    private static String sameRequest(Row row, String request) {
        if (!row.getString("request").equals(request)) {
            throw new ApiException(ErrorCode.CONFLICT, "this Idempotency-Key was used for another request");
        }
        return row.getString("task_id");
    }

    private Uni<Set<String>> insert(
            SqlConnection transaction, String projectId, List<NewTask> tasks, String idempotencyKey) {
        BoundStatement create = creation(projectId, tasks, idempotencyKey);
        return refuseIfTooLarge(transaction, projectId)
                .chain(() -> transaction.preparedQuery(create.sql()).execute(create.values()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("task_id"))
                        .collect(Collectors.toSet()));
    }

    /** What is being rendered is not counted before it is published. */
    private Uni<Void> refuseIfTooLarge(SqlConnection transaction, String projectId) {
        Optional<MemorySize> max = config.maxStoredPerProject();
        if (max.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(STORED)
                .execute(Tuple.of(projectId))
                .map(rows -> rows.iterator().next().getLong("bytes"))
                .invoke(bytes -> refuseIfTooLarge(bytes, max.get().asLongValue()))
                .replaceWithVoid();
    }

    private static void refuseIfTooLarge(long bytes, long max) {
        if (bytes >= max) {
            throw ApiException.tooMany(
                    "the exported files of the project have " + bytes + " bytes, and may have " + max
                            + "; delete some or wait until they expire",
                    RETRY_SECONDS);
        }
    }

    private BoundStatement creation(String projectId, List<NewTask> tasks, String idempotencyKey) {
        Map<String, Object> values = new HashMap<>();
        values.put("project_id", projectId);
        values.put("create_time", clock.instant().atOffset(ZoneOffset.UTC));
        values.put("idempotency_key", idempotencyKey);
        values.put("task_ids", column(tasks, NewTask::id, String[]::new));
        values.put("requests", column(tasks, NewTask::request, String[]::new));
        values.put("file_names", column(tasks, NewTask::fileName, String[]::new));
        values.put("first_days", column(tasks, task -> task.period().firstDay(), LocalDate[]::new));
        values.put("last_days", column(tasks, task -> task.period().lastDay(), LocalDate[]::new));
        values.put(
                "aggregated_through",
                column(tasks, task -> task.period().aggregatedThrough().orElse(null), LocalDate[]::new));
        values.put("max_unfinished", maxUnfinished());
        return BoundStatement.of(CREATE, values);
    }

    /** {@code null} = any number. */
    private Long maxUnfinished() {
        int max = config.maxUnfinishedPerProject();
        return max == Integer.MAX_VALUE ? null : Long.valueOf(max);
    }

    private static <T> T[] column(List<NewTask> tasks, Function<NewTask, T> value, IntFunction<T[]> array) {
        return tasks.stream().map(value).toArray(array);
    }

    private void refuseIfNone(Set<String> created) {
        if (created.isEmpty()) {
            throw tooManyUnfinished();
        }
    }
}
