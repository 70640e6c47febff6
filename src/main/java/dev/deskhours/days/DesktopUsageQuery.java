package dev.deskhours.days;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

import dev.deskhours.db.BoundStatement;
import dev.deskhours.project.CoveredDays;

/** The figures of the desktops of a project, a page of them or all through a cursor, by one and the same statement. */
@ApplicationScoped
public class DesktopUsageQuery {
    /** A page of the desktops that match. */
    public record Page(int count, List<DesktopUsage> items) {
        public static final Page EMPTY = new Page(0, List.of());
    }

    private static final long SECONDS_PER_DAY = 86_400;
    private static final String TOTALS = "select through_day from running_total where project_id = $1 and segment = 0";

    // Some hundred thousand desktops are sorted without a file; it ends with the transaction.
    private static final String SORT_MEMORY = "set local work_mem = '64MB'";

    // What DesktopUsage is made of, in the order of its components.
    private static final String COLUMNS = """
            desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id, %s, latest_user, usage_seconds,
            idle_seconds, active_days, logins, last_use, last_used_before
            """;
    // Files do not show the machine, and each column is sorted with the others.
    private static final String WHOLE = "select " + COLUMNS.formatted("null::text") + " from matching order by %s";
    // The left join keeps the count where the page is empty.
    private static final String PAGE = "select " + COLUMNS.formatted("machine_sid") + """
            , total.number as total
            from (select count(*) as number from matching) as total
                left join (select * from matching order by %1$s limit :limit::bigint offset :offset::bigint) as page
                    on true
            order by %1$s
            """;

    public Uni<Page> page(
            SqlConnection snapshot, CoveredDays covered, DesktopUsageRequest request, int offset, int limit) {
        return composition(snapshot, request.projectId(), covered)
                .map(composition -> {
                    Map<String, Object> values = DesktopUsageStatement.values(covered, composition, request, Slice.ALL);
                    values.put("limit", limit);
                    values.put("offset", offset);
                    return statement(PAGE, composition, covered, request, values);
                })
                .chain(statement -> snapshot.preparedQuery(statement.sql()).execute(statement.values()))
                .map(rows -> page(rows, covered));
    }

    /** All desktops of a slice that match, in order; closing the cursor also closes its statement. */
    public Uni<Cursor> open(SqlConnection snapshot, CoveredDays covered, DesktopUsageRequest request, Slice slice) {
        return snapshot.query(SORT_MEMORY)
                .execute()
                .chain(() -> composition(snapshot, request.projectId(), covered))
                .map(composition -> statement(
                        WHOLE,
                        composition,
                        covered,
                        request,
                        DesktopUsageStatement.values(covered, composition, request, slice)))
                .chain(bound ->
                        snapshot.prepare(bound.sql()).map(statement -> new StatementCursor(statement, bound.values())));
    }

    private static BoundStatement statement(
            String selection,
            Composition composition,
            CoveredDays covered,
            DesktopUsageRequest request,
            Map<String, Object> values) {
        String order = DesktopUsageOrder.of(request.filter()).sql();
        return BoundStatement.of(
                DesktopUsageStatement.matching(composition, covered) + selection.formatted(order), values);
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

    private static Page page(RowSet<Row> rows, CoveredDays covered) {
        List<DesktopUsage> items = StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getString(0) != null)
                .map(row -> desktop(row, covered))
                .toList();
        long total = rows.iterator().next().getLong("total");
        return new Page((int) Math.min(total, Integer.MAX_VALUE), items);
    }

    /** The desktop of one row of the cursor. */
    public static DesktopUsage desktop(Row row, CoveredDays covered) {
        long idleSeconds = row.getLong(8);
        return new DesktopUsage(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                idleSeconds,
                idleSeconds / SECONDS_PER_DAY,
                row.getLong(9),
                row.getLong(10),
                DesktopUsageStatement.lastUsedAt(covered, row.getInteger(11), row.getOffsetDateTime(12)));
    }

    static OffsetDateTime databaseTime(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
