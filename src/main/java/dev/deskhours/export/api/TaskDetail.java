package dev.deskhours.export.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.export.task.ExportTask;

/** All that can be known of one task (docs/spec/api.md, Shapes). */
@RegisterForReflection
@Schema(name = "ExportTaskDetail", description = "An export and its file; what is not known yet is left out.")
record TaskDetail(
        @JsonUnwrapped TaskItem task,

        @Schema(description = "in percent; 100 = it can be downloaded", examples = "100", required = true)
        int progress,

        @JsonProperty("row_count") @Schema(description = "without the header", examples = "120")
        Long rowCount,

        @JsonProperty("file_size") @Schema(description = "in bytes", examples = "14210")
        Long fileSize,

        @Schema(
                description = "of the file, in hexadecimal digits",
                examples = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        String sha256,

        @JsonProperty("expires_at") @Schema(description = "when the file goes", examples = TaskItem.TIME)
        String expiresAt,

        @Schema(description = "how often a worker has begun", examples = "1", required = true)
        int attempt,

        @JsonRawValue
        @Schema(
                type = SchemaType.OBJECT,
                description = "the parameters",
                examples = "{\"start_time\":\"2026-11-01T00:00:00Z\",\"end_time\":\"2026-11-20T23:59:59Z\"}",
                required = true)
        String request,

        @JsonProperty("aggregated_through")
        @Schema(description = "the last day that was aggregated when the numbers were read", examples = "2026-11-20")
        String aggregatedThrough) {
    static TaskDetail of(ExportTask task) {
        return new TaskDetail(
                TaskItem.of(task),
                task.progress,
                task.rowCount,
                task.fileSize,
                task.sha256,
                TaskItem.time(task.expiresAt),
                task.attempt,
                task.request,
                task.aggregatedThrough == null ? null : task.aggregatedThrough.toString());
    }
}
