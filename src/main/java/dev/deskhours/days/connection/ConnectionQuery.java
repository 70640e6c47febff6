package dev.deskhours.days.connection;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.days.OrderedRows;
import dev.deskhours.db.BoundStatement;

/** Login records: sessions and failed logins as they are kept, newest first (docs/spec/api.md, Login records). */
@ApplicationScoped
public class ConnectionQuery {
    /** A page of the records that match. */
    public record Page(int count, List<Connection> records) {}

    // In: start, end: when they began, both ends inclusive. Each half has an index in the order of the starts.
    private static final String LOGGED = """
            from (
                    select session_id, desktop_id, user_name, started_at, ends_at, reconnect, failure_reason
                    from session
                    where project_id = :project and failure_reason is null and started_at between :start and :end
                        @sessions
                    union all
                    select session_id, desktop_id, user_name, started_at, ended_at, reconnect, failure_reason
                    from session
                    where project_id = :project and failure_reason is not null
                        and started_at between :start and :end
                        @sessions
                ) as logged
                left join desktop on desktop.project_id = :project and desktop.desktop_id = logged.desktop_id
            where true
            @desktops
            """;
    private static final String COUNT = "select count(*) as records " + LOGGED;
    private static final String ALL = """
            select session_id, logged.desktop_id, desktop_name, machine_sid, enterprise_project_id, user_name, started_at,
                ends_at, reconnect, failure_reason
            """ + LOGGED + """
            order by started_at desc, session_id collate "C"
            """;
    private static final String PAGE = ALL + "offset :offset::bigint limit :limit::bigint";

    public Uni<Page> page(SqlConnection snapshot, ConnectionRequest request, int offset, int limit) {
        BoundStatement page = statement(PAGE, request, Map.of("offset", offset, "limit", limit));
        return count(snapshot, request).chain(count -> snapshot.preparedQuery(page.sql())
                .execute(page.values())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ConnectionQuery::connection)
                        .toList())
                .map(records -> new Page((int) Math.min(count, Integer.MAX_VALUE), records)));
    }

    /** How many match. */
    public Uni<Long> count(SqlConnection snapshot, ConnectionRequest request) {
        BoundStatement count = statement(COUNT, request, Map.of());
        return snapshot.preparedQuery(count.sql())
                .execute(count.values())
                .map(rows -> rows.iterator().next().getLong("records"));
    }

    /** All that match, in order. Blocks; not to be called on an event loop. */
    public OrderedRows<Connection> open(SqlConnection snapshot, ConnectionRequest request) {
        return OrderedRows.open(snapshot, statement(ALL, request, Map.of()), ConnectionQuery::connection);
    }

    private static BoundStatement statement(String selection, ConnectionRequest request, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.putAll(request.filter().values());
        values.put("project", request.projectId());
        values.put("start", request.startTime().atOffset(ZoneOffset.UTC));
        values.put("end", request.endTime().atOffset(ZoneOffset.UTC));
        String sql = selection
                .replace("@sessions", request.filter().ofSessions())
                .replace("@desktops", request.filter().ofDesktops());
        return BoundStatement.of(sql, values);
    }

    private static Connection connection(Row row) {
        return new Connection(
                row.getString("session_id"),
                row.getString("desktop_id"),
                row.getString("desktop_name"),
                row.getString("machine_sid"),
                row.getString("enterprise_project_id"),
                row.getString("user_name"),
                instant(row, "started_at"),
                instant(row, "ends_at"),
                row.getBoolean("reconnect"),
                row.getString("failure_reason"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
