package dev.deskhours.export.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.export.task.TaskPage;

/** The answer to a list of tasks. */
@RegisterForReflection
@Schema(name = "ExportTasks", description = "A part of the tasks that match.")
public record TaskList(
        @Schema(description = "of all that match", examples = "1", required = true)
        int count,

        @JsonProperty("export_tasks") @Schema(required = true)
        List<TaskItem> exportTasks) {
    static TaskList of(TaskPage page) {
        return new TaskList(
                (int) Math.min(Integer.MAX_VALUE, page.count()),
                page.tasks().stream().map(TaskItem::of).toList());
    }
}
