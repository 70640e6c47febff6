package dev.deskhours.export.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to the start of an export. */
@RegisterForReflection
@Schema(name = "StartedExport", description = "The task that makes the file.")
public record TaskId(
        @JsonProperty("task_id")
        @Schema(examples = "0123456789abcdef0123456789abcdef", pattern = "[0-9a-f]{32}", required = true)
        String taskId) {}
