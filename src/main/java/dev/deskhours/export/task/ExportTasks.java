package dev.deskhours.export.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.Locks;
import dev.deskhours.db.Transactions;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.export.store.FileStore;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;
import dev.deskhours.web.SortType;

/** The callers' side of the tasks. A task of another project is as unknown as one that never was. */
@ApplicationScoped
public class ExportTasks {
    private static final long RETRY_SECONDS = 10;
    private static final String BY_KEY =
            "select task_id, request from export_task where project_id = $1 and idempotency_key = $2";
    // As many of them as there is room for; how much there is is not asked where there is no limit.
    private static final String CREATE = """
            insert into export_task
                (task_id, project_id, status, request, file_name, create_time, first_day, last_day, aggregated_through,
                idempotency_key)
            select new.task_id, $1, 'CREATING', new.request, new.file_name, $2, new.first_day, new.last_day,
                new.aggregated_through, $3
            from unnest($4::text[], $5::text[], $6::text[], $7::date[], $8::date[], $9::date[]) with ordinality
                as new (task_id, request, file_name, first_day, last_day, aggregated_through, number)
            where $10::bigint is null or new.number <= $10 - (
                select count(*) from (
                    select from export_task where project_id = $1 and status = 'CREATING' limit $10
                ) as unfinished
            )
            returning task_id
            """;
    private static final String MARK_DOWNLOADED =
            "update export_task set downloaded = true where project_id = $1 and task_id = $2 and not downloaded";
    private static final String DELETE =
            "delete from export_task where project_id = $1 and task_id = any($2) returning file_key";

    private final Transactions transactions;
    private final FileStore files;
    private final ExportConfig config;
    private final Clock clock;

    public ExportTasks(Transactions transactions, FileStore files, ExportConfig config, Clock clock) {
        this.transactions = transactions;
        this.files = files;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Creates the task, or finds the one that the same request has created under the same key.
     *
     * @return its id
     * @throws ApiException 429 if the project has too many unfinished tasks (those that others create in the same moment
     *     do not count), 409 if the key was used for another request
     */
    Uni<String> create(SqlConnection transaction, String projectId, NewTask task, String idempotencyKey) {
        return Locks.acquire(transaction, "tasks " + projectId)
                .chain(() -> sameTask(transaction, projectId, task.request(), idempotencyKey))
                .chain(same -> same.isPresent()
                        ? Uni.createFrom().item(same.get())
                        : insert(transaction, projectId, List.of(task), idempotencyKey)
                                .invoke(this::refuseTooMany)
                                .replaceWith(task.id()));
    }

    /**
     * Creates those of the tasks, the first ones, for which the project has room; the unfinished tasks that others create in
     * the same moment take none.
     *
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

    /** @throws ApiException 404 */
    public Uni<ExportTask> find(String projectId, String taskId) {
        // PostgreSQL takes no NUL, not even to look for it.
        if (taskId.indexOf('\0') >= 0) {
            throw noSuchTask();
        }
        return transactions.withEntities(projectId, () -> ExportTask.<ExportTask>find(
                        "projectId = :project and taskId = :task",
                        Parameters.with("project", projectId).and("task", taskId))
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(ExportTasks::noSuchTask));
    }

    public Uni<TaskPage> list(String projectId, TaskFilter filter) {
        Sort.Direction direction =
                filter.sortType() == SortType.DESC ? Sort.Direction.Descending : Sort.Direction.Ascending;
        Sort sort = Sort.by("createTime", direction).and("taskId", direction);
        int last = (int) Math.min(Integer.MAX_VALUE, (long) filter.offset() + filter.limit() - 1);
        return transactions.withEntities(projectId, () -> {
            PanacheQuery<ExportTask> query = matching(projectId, filter, sort);
            return query.count()
                    .chain(count -> query.range(filter.offset(), last).list().map(tasks -> new TaskPage(count, tasks)));
        });
    }

    public Uni<Void> markDownloaded(String projectId, String taskId) {
        return transactions
                .write(projectId, transaction -> transaction
                        .preparedQuery(MARK_DOWNLOADED)
                        .execute(Tuple.of(projectId, taskId)))
                .replaceWithVoid();
    }

    /**
     * Deletes tasks and their files; a running one is cancelled, because its worker no longer finds it.
     *
     * @return how many there were
     */
    public Uni<Integer> delete(String projectId, List<String> taskIds) {
        Tuple parameters = Tuple.of(projectId, taskIds.toArray(String[]::new));
        return transactions
                .write(
                        projectId,
                        transaction -> transaction.preparedQuery(DELETE).execute(parameters))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(this::deleteFiles)
                .map(RowSet::rowCount);
    }

    public static ApiException noSuchTask() {
        return new ApiException(ErrorCode.NO_SUCH_TASK, "no such export task");
    }

    private static Uni<Optional<String>> sameTask(
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
        Tuple values = Tuple.tuple()
                .addString(projectId)
                .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                .addString(idempotencyKey)
                .addArrayOfString(column(tasks, NewTask::id, String[]::new))
                .addArrayOfString(column(tasks, NewTask::request, String[]::new))
                .addArrayOfString(column(tasks, NewTask::fileName, String[]::new))
                .addArrayOfLocalDate(column(tasks, task -> task.period().firstDay(), LocalDate[]::new))
                .addArrayOfLocalDate(column(tasks, task -> task.period().lastDay(), LocalDate[]::new))
                .addArrayOfLocalDate(
                        column(tasks, task -> task.period().aggregatedThrough().orElse(null), LocalDate[]::new))
                .addLong(mostUnfinished());
        return transaction.preparedQuery(CREATE).execute(values).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> row.getString(0))
                .collect(Collectors.toSet()));
    }

    /** {@code null} = any number. */
    private Long mostUnfinished() {
        int most = config.maxUnfinishedPerProject();
        return most == Integer.MAX_VALUE ? null : Long.valueOf(most);
    }

    private static <T> T[] column(List<NewTask> tasks, Function<NewTask, T> value, IntFunction<T[]> array) {
        return tasks.stream().map(value).toArray(array);
    }

    private void refuseTooMany(Set<String> created) {
        if (created.isEmpty()) {
            throw tooManyUnfinished();
        }
    }

    private static PanacheQuery<ExportTask> matching(String projectId, TaskFilter filter, Sort sort) {
        List<String> conditions = new ArrayList<>(List.of("projectId = :project"));
        Parameters values = Parameters.with("project", projectId);
        add(conditions, values, "locate(:name, fileName) > 0", "name", filter.fileName());
        add(conditions, values, "taskId = :task", "task", filter.taskId());
        add(conditions, values, "status = :status", "status", filter.status());
        add(conditions, values, "downloaded = :downloaded", "downloaded", filter.downloaded());
        return ExportTask.find(String.join(" and ", conditions), sort, values);
    }

    private static void add(
            List<String> conditions, Parameters values, String condition, String name, Optional<?> value) {
        value.ifPresent(given -> {
            conditions.add(condition);
            values.and(name, given);
        });
    }

    private void deleteFiles(RowSet<Row> deleted) {
        for (Row row : deleted) {
            String key = row.getString("file_key");
            if (key != null) {
                deleteFile(key);
            }
        }
    }

    private void deleteFile(String key) {
        try {
            files.delete(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
