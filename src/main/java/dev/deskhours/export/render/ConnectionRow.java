package dev.deskhours.export.render;

import java.io.IOException;
import java.util.List;

import dev.deskhours.days.connection.Connection;
import dev.deskhours.export.render.TableWriter.Column;

/** Writes the rows of the file of login records, whose columns have this order (docs/spec/api.md, The file). */
final class ConnectionRow {
    static final List<Column> COLUMNS = List.of(
            new Column("transaction_id", Column.Type.TEXT),
            new Column("user_name", Column.Type.TEXT),
            new Column("desktop_id", Column.Type.TEXT),
            new Column("computer_name", Column.Type.TEXT),
            new Column("enterprise_project_id", Column.Type.TEXT),
            new Column("connection_start_time", Column.Type.INSTANT),
            new Column("connection_end_time", Column.Type.INSTANT),
            new Column("is_reconnect", Column.Type.TEXT),
            new Column("connection_failure_reason", Column.Type.TEXT));

    private final TableWriter table;

    ConnectionRow(TableWriter table) {
        this.table = table;
    }

    void write(Connection connection) throws IOException {
        table.text(connection.sessionId())
                .text(connection.userName())
                .text(connection.desktopId())
                .text(connection.computerName())
                .text(connection.enterpriseProjectId())
                .instant(connection.startedAt())
                .instant(connection.endedAt())
                .text(Boolean.toString(connection.reconnect()))
                .text(connection.failureReason())
                .endRow();
    }
}
