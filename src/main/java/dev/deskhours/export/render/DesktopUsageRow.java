package dev.deskhours.export.render;

import java.io.IOException;
import java.util.List;

import dev.deskhours.days.DesktopUsage;
import dev.deskhours.export.render.TableWriter.Column;
import dev.deskhours.project.CoveredDays;

/** Writes the rows of the file of desktops, whose columns have this order (docs/spec/api.md, The file). */
final class DesktopUsageRow {
    static final List<Column> COLUMNS = List.of(
            new Column("resource_id", Column.Type.TEXT),
            new Column("resource_name", Column.Type.TEXT),
            new Column("resource_pool_id", Column.Type.TEXT),
            new Column("resource_pool_name", Column.Type.TEXT),
            new Column("enterprise_project_id", Column.Type.TEXT),
            new Column("latest_connect_username", Column.Type.TEXT),
            new Column("desktop_usage", Column.Type.NUMBER),
            new Column("desktop_usage_hours", Column.Type.HOURS),
            new Column("desktop_idle_duration", Column.Type.NUMBER),
            new Column("idle_days", Column.Type.NUMBER),
            new Column("active_days", Column.Type.NUMBER),
            new Column("logins", Column.Type.NUMBER),
            new Column("last_used_at", Column.Type.INSTANT),
            new Column("period_start", Column.Type.DATE),
            new Column("period_end", Column.Type.DATE));

    private final TableWriter table;
    private final CoveredDays covered;

    DesktopUsageRow(TableWriter table, CoveredDays covered) {
        this.table = table;
        this.covered = covered;
    }

    void write(DesktopUsage desktop) throws IOException {
        table.text(desktop.resourceId())
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
