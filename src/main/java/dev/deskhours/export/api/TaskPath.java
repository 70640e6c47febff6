package dev.deskhours.export.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;

import dev.deskhours.web.ProjectPath;

/** The task, and its project, that the path of an operation names. */
class TaskPath extends ProjectPath {
    @RestPath("task_id")
    @Parameter(
            name = "task_id",
            description = "The task.",
            example = "0123456789abcdef0123456789abcdef",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 64))
    String taskId;
}
