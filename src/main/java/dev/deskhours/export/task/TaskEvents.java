package dev.deskhours.export.task;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

import dev.deskhours.export.render.ExportRenderer.Rendered;
import dev.deskhours.export.store.FileStore.StoredFile;
import dev.deskhours.export.task.ExportQueue.ClaimedTask;
import dev.deskhours.notify.Event;
import dev.deskhours.notify.EventType;

/** What webhooks are told of the end of a task (docs/spec/delivery.md, Webhooks); a task ends once, and so has one event. */
final class TaskEvents {
    private TaskEvents() {}

    static Event succeeded(ClaimedTask task, StoredFile file, Rendered rendered) {
        Map<String, Object> data = about(task.projectId(), task.taskId());
        data.put("file_name", rendered.fileName(task.taskId(), task.form()));
        data.put("file_size", file.size());
        data.put("sha256", file.sha256());
        data.put("row_count", rendered.rows());
        data.put(
                "aggregated_through",
                rendered.period().aggregatedThrough().map(Object::toString).orElse(null));
        return new Event(task.projectId(), EventType.EXPORT_SUCCEEDED, task.taskId(), data);
    }

    static Event failed(String projectId, String taskId, String reason) {
        Map<String, Object> data = about(projectId, taskId);
        data.put("fail_reason", reason);
        return new Event(projectId, EventType.EXPORT_FAILED, taskId, data);
    }

    /** @param tasks with {@code project_id}, {@code task_id} and {@code fail_reason} */
    static List<Event> failed(RowSet<Row> tasks) {
        return StreamSupport.stream(tasks.spliterator(), false)
                .map(row -> failed(row.getString("project_id"), row.getString("task_id"), row.getString("fail_reason")))
                .toList();
    }

    private static Map<String, Object> about(String projectId, String taskId) {
        Map<String, Object> data = new HashMap<>();
        data.put("task_id", taskId);
        data.put("link", "/v1/" + projectId + "/export-tasks/" + taskId);
        return data;
    }
}
