package dev.deskhours.days.user;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** Which users are wanted, as the document shows it; it is read by {@code UserFilter}. */
public class UserParameters {
    @RestQuery("username")
    @Parameter(
            name = "username",
            description = "Part of the user's name, in any case; `%` and `_` mean themselves. Blank = absent.",
            example = "kari",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 255))
    List<String> username;

    @RestQuery("usage_min_hours")
    @Parameter(
            name = "usage_min_hours",
            description = "Users of at least so many hours, compared in seconds.",
            example = "1",
            schema = @Schema(implementation = Integer.class, minimum = "0", maximum = "2147483646"))
    List<String> usageMinHours;

    @RestQuery("usage_max_hours")
    @Parameter(
            name = "usage_max_hours",
            description = "Users of at most so many hours, compared in seconds; not below `usage_min_hours`.",
            example = "200",
            schema = @Schema(implementation = Integer.class, minimum = "0", maximum = "2147483646"))
    List<String> usageMaxHours;

    @RestQuery("enterprise_project_id")
    @Parameter(
            name = "enterprise_project_id",
            description = "The enterprise project of the desktops; `all_granted_eps` = any.",
            example = "all_granted_eps",
            schema = @Schema(implementation = String.class, minLength = 1, maxLength = 64))
    List<String> enterpriseProjectId;

    @RestQuery("sort_field")
    @Parameter(
            name = "sort_field",
            description = "The figure to order by, ties by name; absent = by name.",
            example = "user_usage",
            schema = @Schema(implementation = String.class, enumeration = "user_usage"))
    List<String> sortField;

    @RestQuery("sort_type")
    @Parameter(
            name = "sort_type",
            description = "The direction, in any case; absent = ASC. Only together with `sort_field`.",
            example = "DESC",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"ASC", "DESC"}))
    List<String> sortType;
}
