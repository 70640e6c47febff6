package dev.deskhours.export.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.db.Transactions;
import dev.deskhours.export.store.FileStore;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;
import dev.deskhours.web.SortType;

/**
 * The callers' side of the tasks (docs/spec/api.md, The task). A task of another project is as unknown as one that
 * never was.
 */
@ApplicationScoped
public class ExportTasks {
    private static final String MARK_DOWNLOADED =
            "update export_task set downloaded = true where project_id = $1 and task_id = $2 and not downloaded";
    private static final String DELETE =
            "delete from export_task where project_id = $1 and task_id = any($2) returning file_key";

    private final Transactions transactions;
    private final FileStore files;

    public ExportTasks(Transactions transactions, FileStore files) {
        this.transactions = transactions;
        this.files = files;
    }

    /** Which tasks of a project a list shows, in the order of their creation. */
    public record Filter(
            Optional<String> fileName,
            Optional<String> taskId,
            Optional<ExportTask.Status> status,
            Optional<Boolean> downloaded,
            SortType sortType,
            int offset,
            int limit) {}

    /**
     * A part of the tasks that match a filter.
     *
     * @param count of all that match
     */
    public record Page(long count, List<ExportTask> tasks) {}

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

    public Uni<Page> list(String projectId, Filter filter) {
        Sort.Direction direction =
                filter.sortType() == SortType.DESC ? Sort.Direction.Descending : Sort.Direction.Ascending;
        Sort sort = Sort.by("createTime", direction).and("taskId", direction);
        int last = (int) Math.min(Integer.MAX_VALUE, (long) filter.offset() + filter.limit() - 1);
        return transactions.withEntities(projectId, () -> {
            PanacheQuery<ExportTask> query = matching(projectId, filter, sort);
            return query.count()
                    .chain(count -> query.range(filter.offset(), last).list().map(tasks -> new Page(count, tasks)));
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

    private static PanacheQuery<ExportTask> matching(String projectId, Filter filter, Sort sort) {
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
