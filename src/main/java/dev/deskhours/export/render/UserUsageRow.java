package dev.deskhours.export.render;

import java.io.IOException;
import java.util.List;

import dev.deskhours.days.user.UserUsage;
import dev.deskhours.export.render.TableWriter.Column;
import dev.deskhours.project.CoveredDays;

/** Writes the rows of the file of users, whose columns have this order (docs/spec/api.md, The file). */
final class UserUsageRow {
    static final List<Column> COLUMNS = List.of(
            new Column("username", Column.Type.TEXT),
            new Column("enterprise_project_id", Column.Type.TEXT),
            new Column("user_usage", Column.Type.NUMBER),
            new Column("user_usage_hours", Column.Type.HOURS),
            new Column("user_login_count", Column.Type.NUMBER),
            new Column("user_login_success_count", Column.Type.NUMBER),
            new Column("user_login_fail_count", Column.Type.NUMBER),
            new Column("active_days", Column.Type.NUMBER),
            new Column("period_start", Column.Type.DATE),
            new Column("period_end", Column.Type.DATE));

    private final TableWriter table;
    private final CoveredDays covered;

    UserUsageRow(TableWriter table, CoveredDays covered) {
        this.table = table;
        this.covered = covered;
    }

    void write(UserUsage user) throws IOException {
        table.text(user.userName())
                .text(user.enterpriseProjectId())
                .number(user.usageSeconds())
                .hours(user.usageSeconds())
                .number(user.attempts())
                .number(user.logins())
                .number(user.failures())
                .number(user.activeDays())
                .date(covered.first())
                .date(covered.last())
                .endRow();
    }
}
