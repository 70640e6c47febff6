package dev.deskhours.export.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import dev.deskhours.days.DesktopUsage;
import dev.deskhours.project.CoveredDays;

/** Writes the rows of the file of desktops, whose columns have this order (docs/spec/api.md, The file). */
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

    private final CsvWriter csv;
    private final byte[] period;

    DesktopUsageRow(CsvWriter csv, CoveredDays covered) throws IOException {
        this.csv = csv;
        this.period = period(covered);
    }

    static void header(CsvWriter csv) throws IOException {
        for (String column : COLUMNS) {
            csv.text(column);
        }
        csv.endRow();
    }

    void write(DesktopUsage desktop) throws IOException {
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
                .fields(period)
                .endRow();
    }

    private static byte[] period(CoveredDays covered) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new CsvWriter(bytes, false).date(covered.first()).date(covered.last()).flush();
        return bytes.toByteArray();
    }
}
