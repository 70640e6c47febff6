package dev.deskhours.days;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.DesktopUsageStatement.Segments;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectStore;

/**
 * The figures of the desktops of a project, a page of them or all in order, by one and the same statement
 * (docs/spec/aggregation.md, What a query gives).
 */
@ApplicationScoped
public class DesktopUsageQuery {
    /** A page of the desktops that match. */
    public record Page(int count, List<DesktopUsage> items) {
        public static final Page EMPTY = new Page(0, List.of());
    }

    /**
     * A group over some days.
     *
     * @param known desktops that existed in them
     * @param used desktops that were used in them
     */
    public record GroupTotals(long known, long used, long usageSeconds, long logins) {
        public static final GroupTotals NONE = new GroupTotals(0, 0, 0, 0);
    }

    private static final long SECONDS_PER_DAY = 86_400;
    private static final String TOTALS = "select through_day from running_total where project_id = $1 and segment = 0";

    // Numbers have no gaps; counting the desktops would take a tenth of an export.
    private static final String MAX_DESKTOPS = """
            select coalesce(max(number) + 1, 0)
                + (select count(*) from desktop where project_id = $1 and number is null)
            from desktop
            where project_id = $1
            """;
    private static final String NUMBERS = """
            select min(number) as lowest, max(number) as highest from desktop where project_id = :project
            """;

    // What DesktopUsage is made of, in the order of its components.
    private static final String COLUMNS = """
            desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id, %s, latest_user, usage_seconds,
            idle_seconds, active_days, logins, last_use, other_use
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

    private static final String TOTALS_OF_GROUPS = """
            select %s as group_id, count(*) as known, count(*) filter (where active_days > 0) as used,
                sum(usage_seconds)::bigint as usage_seconds, sum(logins)::bigint as logins
            from matching
            group by 1
            """;

    private final FirstUse firstUse;

    public DesktopUsageQuery(ProjectStore projects) {
        this.firstUse = new FirstUse(projects);
    }

    public Uni<Page> page(
            SqlConnection snapshot, CoveredDays covered, DesktopUsageRequest request, int offset, int limit) {
        return begin(snapshot, covered, request)
                .map(reading -> reading.statement(PAGE, reading.segments(), Map.of("limit", limit, "offset", offset)))
                .chain(statement -> snapshot.preparedQuery(statement.sql()).execute(statement.values()))
                .map(rows -> page(rows, covered));
    }

    /**
     * All desktops that match, in order. Blocks; not to be called on an event loop.
     *
     * @param snapshots connections that see the same, all of which are read at once
     */
    public OrderedRows<DesktopUsage> open(
            List<SqlConnection> snapshots, CoveredDays covered, DesktopUsageRequest request) {
        Reading reading = begin(snapshots.get(0), covered, request).await().indefinitely();
        List<BoundStatement> shares = new ArrayList<>();
        for (int share = 0; share < snapshots.size(); share++) {
            shares.add(reading.statement(WHOLE, reading.segments().share(share, snapshots.size()), Map.of()));
        }
        return OrderedRows.open(
                snapshots, shares, row -> desktop(row, covered), reading.order().comparator());
    }

    /** The figures of all desktops of a period, added up by their groups, whose ids are the keys. */
    public Uni<Map<String, GroupTotals>> totals(
            SqlConnection snapshot, String projectId, CoveredDays covered, GroupKind kind) {
        DesktopUsageRequest all = new DesktopUsageRequest(projectId, covered.start(), covered.end(), DesktopFilter.ALL);
        return begin(snapshot, covered, all)
                .map(reading ->
                        reading.statement(TOTALS_OF_GROUPS.formatted(kind.column()), reading.segments(), Map.of()))
                .chain(statement -> snapshot.preparedQuery(statement.sql()).execute(statement.values()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(
                                row -> row.getString("group_id"), DesktopUsageQuery::totals, (one, other) -> one)));
    }

    private static GroupTotals totals(Row row) {
        return new GroupTotals(
                row.getLong("known"), row.getLong("used"), row.getLong("usage_seconds"), row.getLong("logins"));
    }

    /** How many desktops a project has, or a few more. */
    public Uni<Long> maxDesktops(SqlConnection snapshot, String projectId) {
        return snapshot.preparedQuery(MAX_DESKTOPS)
                .execute(Tuple.of(projectId))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** A request, and what of the stored days answers it. */
    private record Reading(
            CoveredDays covered,
            DesktopUsageRequest request,
            Composition composition,
            Segments segments,
            OffsetDateTime firstUse) {
        BoundStatement statement(String selection, Segments share, Map<String, ?> more) {
            Map<String, Object> values = new HashMap<>(more);
            values.putAll(DesktopUsageStatement.values(covered, composition, request, share, firstUse));
            return BoundStatement.of(
                    DesktopUsageStatement.matching(composition, covered, request.filter())
                            + selection.formatted(order().sql()),
                    values);
        }

        DesktopUsageOrder order() {
            return DesktopUsageOrder.of(request.filter());
        }
    }

    private Uni<Reading> begin(SqlConnection snapshot, CoveredDays covered, DesktopUsageRequest request) {
        return Uni.combine()
                .all()
                .unis(
                        composition(snapshot, request.projectId(), covered),
                        segments(snapshot, request),
                        firstUse.startOfDay(snapshot, request.projectId()))
                .with((composition, segments, first) -> new Reading(covered, request, composition, segments, first));
    }

    private static Uni<Composition> composition(SqlConnection snapshot, String projectId, CoveredDays covered) {
        return snapshot.preparedQuery(TOTALS)
                .execute(Tuple.of(projectId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getLocalDate(0))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .map(totals -> Composition.of(totals, covered));
    }

    private static Uni<Segments> segments(SqlConnection snapshot, DesktopUsageRequest request) {
        Map<String, Object> values = new HashMap<>();
        values.put("project", request.projectId());
        String resourceId = request.filter().resourceId();
        values.put("resource_id", resourceId);
        BoundStatement numbers =
                BoundStatement.of(NUMBERS + (resourceId == null ? "" : "and desktop_id = :resource_id"), values);
        return snapshot.preparedQuery(numbers.sql())
                .execute(numbers.values())
                .map(rows -> rows.iterator().next())
                .map(row -> Segments.between(row.getInteger("lowest"), row.getInteger("highest")));
    }

    private static Page page(RowSet<Row> rows, CoveredDays covered) {
        List<DesktopUsage> items = StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getString(0) != null)
                .map(row -> desktop(row, covered))
                .toList();
        long total = rows.iterator().next().getLong("total");
        return new Page((int) Math.min(total, Integer.MAX_VALUE), items);
    }

    private static DesktopUsage desktop(Row row, CoveredDays covered) {
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
                StoredDay.lastUsedAt(covered, row.getInteger(11), row.getOffsetDateTime(12)));
    }

    /** As the database takes it. */
    public static OffsetDateTime databaseTime(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
