package dev.deskhours.days.connection;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** Which login records are wanted, as the document shows it; it is read by {@code ConnectionRequest}. */
public class ConnectionParameters {
    @RestQuery("user_name")
    @Parameter(
            name = "user_name",
            description = "Part of the user's name, in any case. Blank = absent.",
            example = "kari",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 255))
    List<String> userName;

    @RestQuery("computer_name")
    @Parameter(
            name = "computer_name",
            description = "Part of the desktop's name, or of its id where it has none, in any case. Blank = absent.",
            example = "finance",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 255))
    List<String> computerName;

    @RestQuery("enterprise_project_id")
    @Parameter(
            name = "enterprise_project_id",
            description = "The enterprise project of the desktop; `all_granted_eps` = any.",
            example = "all_granted_eps",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 64))
    List<String> enterpriseProjectId;
}
