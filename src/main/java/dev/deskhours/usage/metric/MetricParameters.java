package dev.deskhours.usage.metric;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** Which metrics are wanted, as the document shows it; they are read by {@code MetricRequest}. */
class MetricParameters {
    @RestQuery("metric_names")
    @Parameter(
            name = "metric_names",
            required = true,
            description = "One or more of `desktop_usage`, `desktop_used_count`, `desktop_idle_count`,"
                    + " `desktop_online_peak`, `user_usage`, `user_login_count`, `user_login_success_count`,"
                    + " `user_login_fail_count`, `user_unique_count`, `user_online_peak`; repeated.",
            example = "desktop_usage",
            schema = @Schema(implementation = String.class))
    List<String> metricNames;

    @RestQuery("dim")
    @Parameter(
            name = "dim",
            description =
                    "Only desktops of one group: `enterprise_project_id,ID` or `desktop_pool_id,ID`. Also as `dim.0`.",
            example = "desktop_pool_id,pool-1",
            schema = @Schema(implementation = String.class))
    List<String> dimension;

    @RestQuery("period")
    @Parameter(
            name = "period",
            description = "The length of slots, in any case; absent = `DAY`. `HOUR` is there for `desktop_usage`,"
                    + " `desktop_online_peak` and `user_online_peak`.",
            example = "DAY",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"HOUR", "DAY"}))
    List<String> period;
}
