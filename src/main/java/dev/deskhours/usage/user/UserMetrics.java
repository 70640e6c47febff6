package dev.deskhours.usage.user;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.user.UserUsage;
import dev.deskhours.days.user.UserUsageQuery;

/** The answer of the list of users; its names are those the published SDKs read. */
@Schema(name = "UserMetrics", description = "A page of users with their figures.")
record UserMetrics(
        @Schema(description = "How many users match, on all pages.", examples = "104", required = true)
        int count,

        @Schema(required = true) List<Item> items) {

    @Schema(name = "UserMetricsItem", description = "One user on the desktops of one enterprise project.")
    public record Item(
            @Schema(examples = "kari", required = true) String username,

            @JsonProperty("enterprise_project_id")
            @Schema(description = "Absent for desktops without one.", examples = "0")
            String enterpriseProjectId,

            @Schema(required = true) List<Metric> metric) {
        static Item of(UserUsage user) {
            return new Item(
                    user.userName(),
                    user.enterpriseProjectId(),
                    List.of(
                            new Metric("user_usage", user.usageSeconds()),
                            new Metric("user_login_count", user.attempts()),
                            new Metric("user_login_success_count", user.logins()),
                            new Metric("user_login_fail_count", user.failures())));
        }
    }

    @Schema(name = "UserMetric", description = "One figure; usage in seconds.")
    public record Metric(
            @JsonProperty("metric_name")
            @Schema(
                    enumeration = {"user_usage", "user_login_count", "user_login_success_count", "user_login_fail_count"
                    },
                    required = true)
            String metricName,

            @JsonProperty("metric_value") @Schema(examples = "28800.0", required = true)
            double metricValue) {}

    static UserMetrics of(UserUsageQuery.Page page) {
        return new UserMetrics(page.count(), page.items().stream().map(Item::of).toList());
    }
}
