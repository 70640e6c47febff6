package dev.deskhours.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;

/** The project that the path of an operation names. */
public class ProjectPath {
    @RestPath("project_id")
    @Parameter(
            name = "project_id",
            description = "The project.",
            example = "project-1",
            schema = @Schema(implementation = String.class, pattern = "^[A-Za-z0-9_-]{1,64}$"))
    String projectId;

    /** As it was sent, whether it is a project id or not. */
    public String sent() {
        return projectId;
    }

    /** @throws ApiException 400 if it is no project id */
    public String checked() {
        return ProjectId.checked(projectId);
    }
}
