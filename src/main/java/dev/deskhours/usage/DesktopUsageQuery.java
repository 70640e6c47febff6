package dev.deskhours.usage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The figures of the desktops of a project, a page of them or all through a cursor, by one and the same statement. */
@ApplicationScoped
public class DesktopUsageQuery {
    /** A page of the desktops that match. */
    public record Page(int count, List<DesktopUsage> items) {
        static final Page EMPTY = new Page(0, List.of());
    }

    private static final String TOTALS = "select through_day from running_total where project_id = $1 and segment = 0";

    // Some hundred thousand desktops are sorted without a file; it ends with the transaction.
    private static final String SORT_MEMORY = "set local work_mem = '64MB'";

    private static final String WHOLE = DesktopUsageStatement.MATCHING + "select * from matching order by %s";
    // The left join keeps the count where the page is empty.
    private static final String PAGE = DesktopUsageStatement.MATCHING + """
            select total.number as total, page.*
            from (select count(*) as number from matching) as total
                left join (select * from matching order by %1$s limit $19::bigint offset $20::bigint) as page on true
            order by %1$s
            """;

    public Uni<Page> page(
            SqlConnection snapshot, CoveredDays covered, DesktopUsageRequest request, int offset, int limit) {
        return composition(snapshot, request.projectId(), covered)
                .map(composition -> DesktopUsageStatement.parameters(covered, composition, request)
                        .addInteger(limit)
                        .addInteger(offset))
                .chain(parameters -> snapshot.preparedQuery(PAGE.formatted(order(request.filter())))
                        .execute(parameters))
                .map(DesktopUsageQuery::page);
    }

    /** All desktops that match, in order; closing the cursor also closes its statement. */
    public Uni<Cursor> open(SqlConnection snapshot, CoveredDays covered, DesktopUsageRequest request) {
        return snapshot.query(SORT_MEMORY)
                .execute()
                .chain(() -> composition(snapshot, request.projectId(), covered))
                .map(composition -> DesktopUsageStatement.parameters(covered, composition, request))
                .chain(parameters -> snapshot.prepare(WHOLE.formatted(order(request.filter())))
                        .map(statement -> new StatementCursor(statement, parameters)));
    }

    /** The desktop of one row of the cursor. */
    public DesktopUsage row(Row row) {
        return desktop(row);
    }

    private static final class StatementCursor extends Cursor {
        private final PreparedStatement statement;

        StatementCursor(PreparedStatement statement, Tuple parameters) {
            super(statement.cursor(parameters).getDelegate());
            this.statement = statement;
        }

        @Override
        public Uni<Void> close() {
            return super.close().eventually(statement::close);
        }
    }

    private static Uni<Composition> composition(SqlConnection snapshot, String projectId, CoveredDays covered) {
        return snapshot.preparedQuery(TOTALS)
                .execute(Tuple.of(projectId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getLocalDate(0))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .map(totals -> Composition.of(totals, covered));
    }

    /** Byte order, so that the answer is the same whatever the locale of the database. */
    private static String order(DesktopUsageFilter filter) {
        if (filter.sortField() == null) {
            return "coalesce(desktop_name, '') collate \"C\", desktop_id collate \"C\"";
        }
        String figure =
                switch (filter.sortField()) {
                    case DESKTOP_USAGE -> "usage_seconds";
                    case DESKTOP_IDLE_DURATION -> "idle_seconds";
                };
        return figure + " " + filter.sortType() + ", desktop_id collate \"C\"";
    }

    private static Page page(RowSet<Row> rows) {
        List<DesktopUsage> items = StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getString("desktop_id") != null)
                .map(DesktopUsageQuery::desktop)
                .toList();
        long total = rows.iterator().next().getLong("total");
        return new Page((int) Math.min(total, Integer.MAX_VALUE), items);
    }

    private static DesktopUsage desktop(Row row) {
        OffsetDateTime lastUsedAt = row.getOffsetDateTime("last_used_at");
        return new DesktopUsage(
                row.getString("desktop_id"),
                row.getString("desktop_name"),
                row.getString("pool_id"),
                row.getString("pool_name"),
                row.getString("enterprise_project_id"),
                row.getString("machine_sid"),
                row.getString("latest_user"),
                row.getLong("usage_seconds"),
                row.getLong("idle_seconds"),
                row.getLong("idle_days"),
                row.getLong("active_days"),
                row.getLong("logins"),
                lastUsedAt == null ? null : lastUsedAt.toInstant());
    }

    static OffsetDateTime databaseTime(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
