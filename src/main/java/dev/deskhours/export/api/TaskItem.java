package dev.deskhours.export.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.export.task.ExportTask;

/** A task in a list (docs/spec/api.md, Answers). */
@RegisterForReflection
@Schema(name = "ExportTask", description = "An export; what is not known yet is left out.")
record TaskItem(
        @JsonProperty("task_id") @Schema(examples = "0123456789abcdef0123456789abcdef", required = true)
        String taskId,

        @JsonProperty("file_name")
        @Schema(examples = "desktop-usage_2026-11-01_2026-11-20_01234567.csv", required = true)
        String fileName,

        @Schema(examples = "SUCCESS", required = true) ExportTask.Status status,

        @JsonProperty("fail_reason") @Schema(description = "why there is no file; only of FAIL")
        String failReason,

        @JsonProperty("error_code") @Schema(description = "only of FAIL", examples = "WKS.00211401")
        String errorCode,

        @JsonProperty("create_time") @Schema(examples = TaskItem.TIME, required = true)
        String createTime,

        @JsonProperty("end_time") @Schema(examples = TaskItem.TIME)
        String endTime,

        @JsonProperty("is_download") @Schema(description = "whether it was ever downloaded", required = true)
        boolean isDownload) {
    static final String TIME = "2026-11-23T02:00:00.000Z";

    private static final DateTimeFormatter TIME_FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static TaskItem of(ExportTask task) {
        boolean failed = task.status == ExportTask.Status.FAIL;
        return new TaskItem(
                task.taskId,
                task.fileName,
                task.status,
                failed ? task.failReason : null,
                failed ? task.errorCode : null,
                time(task.createTime),
                time(task.endTime),
                task.downloaded);
    }

    /** As {@value #TIME}. */
    static String time(Instant instant) {
        return instant == null ? null : TIME_FORM.format(instant);
    }
}
