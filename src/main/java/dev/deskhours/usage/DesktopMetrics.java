package dev.deskhours.usage;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.DesktopParameter.SortField;
import dev.deskhours.days.DesktopUsage;
import dev.deskhours.days.DesktopUsageQuery;

/** The answer of the list of desktops; its names are those the published SDKs read (docs/spec/api.md, Answers). */
@Schema(name = "DesktopMetrics", description = "A page of desktops with their figures.")
record DesktopMetrics(
        @Schema(description = "How many desktops match, on all pages.", examples = "120", required = true)
        int count,

        @Schema(required = true) List<Item> items) {

    @Schema(name = "DesktopMetricsItem", description = "One desktop. What is not known is left out.")
    public record Item(
            @JsonProperty("resource_id") @Schema(examples = "desktop-0001", required = true)
            String resourceId,

            @JsonProperty("resource_name") @Schema(examples = "finance-01")
            String resourceName,

            @JsonProperty("resource_pool_id") @Schema(description = "Pooled desktops only.", examples = "pool-1")
            String resourcePoolId,

            @JsonProperty("resource_pool_name") @Schema(description = "Pooled desktops only.", examples = "finance")
            String resourcePoolName,

            @JsonProperty("enterprise_project_id") @Schema(examples = "0")
            String enterpriseProjectId,

            @JsonProperty("machine_sid") @Schema(examples = "S-1-5-21-1004336348-1177238915-682003330")
            String machineSid,

            @JsonProperty("latest_connect_username") @Schema(examples = "kari")
            String latestConnectUsername,

            @Schema(required = true) List<Metric> metric) {
        static Item of(DesktopUsage desktop) {
            return new Item(
                    desktop.resourceId(),
                    desktop.resourceName(),
                    desktop.poolId(),
                    desktop.poolName(),
                    desktop.enterpriseProjectId(),
                    desktop.machineSid(),
                    desktop.latestConnectUsername(),
                    List.of(
                            new Metric(SortField.DESKTOP_USAGE.toString(), desktop.usageSeconds()),
                            new Metric(SortField.DESKTOP_IDLE_DURATION.toString(), desktop.idleSeconds())));
        }
    }

    @Schema(name = "Metric", description = "One figure, in seconds.")
    public record Metric(
            @JsonProperty("metric_name")
            @Schema(
                    enumeration = {"desktop_usage", "desktop_idle_duration"},
                    required = true)
            String metricName,

            @JsonProperty("metric_value") @Schema(examples = "46800.0", required = true)
            double metricValue) {}

    static DesktopMetrics of(DesktopUsageQuery.Page page) {
        return new DesktopMetrics(
                page.count(), page.items().stream().map(Item::of).toList());
    }
}
