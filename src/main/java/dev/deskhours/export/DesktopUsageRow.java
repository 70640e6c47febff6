package dev.deskhours.export;

import java.io.IOException;
import java.util.List;

import dev.deskhours.usage.CoveredDays;
import dev.deskhours.usage.DesktopUsage;

/** The columns of the file of desktops, in their order (api.md, The file). */
final class DesktopUsageRow {
    private static final List<String> COLUMNS = List.of(
            "resource_id",
            "resource_name",
            "resource_pool_id",
            "resource_pool_name",
            "enterprise_project_id",
            "latest_connect_username",
            "desktop_usage",
            "desktop_usage_hours",
            "desktop_idle_duration",
            "idle_days",
            "active_days",
            "logins",
            "last_used_at",
            "period_start",
            "period_end");

    private DesktopUsageRow() {}

    static void header(CsvWriter csv) throws IOException {
        for (String column : COLUMNS) {
            csv.text(column);
        }
        csv.endRow();
    }

    static void write(CsvWriter csv, DesktopUsage desktop, CoveredDays covered) throws IOException {
        csv.text(desktop.resourceId())
                .text(desktop.resourceName())
                .text(desktop.poolId())
                .text(desktop.poolName())
                .text(desktop.enterpriseProjectId())
                .text(desktop.latestConnectUsername())
                .number(desktop.usageSeconds())
                .hours(desktop.usageSeconds())
                .number(desktop.idleSeconds())
                .number(desktop.idleDays())
                .number(desktop.activeDays())
                .number(desktop.logins())
                .instant(desktop.lastUsedAt())
                .date(covered.first())
                .date(covered.last())
                .endRow();
    }
}
