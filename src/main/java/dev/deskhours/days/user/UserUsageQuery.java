package dev.deskhours.days.user;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.OrderedRows;
import dev.deskhours.days.StoredDay;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.project.CoveredDays;

/** The figures of the users of a project, a page of them or all in order, by one and the same statement. */
@ApplicationScoped
public class UserUsageQuery {
    /** A page of the users that match. */
    public record Page(int count, List<UserUsage> items) {
        public static final Page EMPTY = new Page(0, List.of());
    }

    // In: days: how many are covered. Out: the users that match, with their figures. A user of several pools may have
    // been
    // active in each of them on one day, hence a bit for each day.
    private static final String MATCHING = StoredDay.sql("""
            with of_number as (
                select segment, position, sum(used.usage_seconds)::bigint as usage_seconds,
                    sum(used.logins)::bigint as logins, sum(used.failures)::bigint as failures,
                    bit_or(set_bit(repeat('0', :days::integer)::varbit, day - :first_day::date, 1))
                        filter (where used.usage_seconds is not null) as active
                from user_segment,
                    unnest(positions, user_segment.usage_seconds, user_segment.logins, user_segment.failures)
                        as used (position, usage_seconds, logins, failures)
                where project_id = :project and day between :first_day and :last_day
                group by segment, position
            ), user_with_figures as (
                select min(user_name) as user_name, enterprise_project_id,
                    coalesce(sum(usage_seconds), 0)::bigint as usage_seconds, sum(logins)::bigint as logins,
                    sum(failures)::bigint as failures, coalesce(bit_count(bit_or(active)), 0)::integer as active_days
                from of_number
                    join user_in_group on user_in_group.project_id = :project
                        and user_in_group.number = first_number_of(segment) + position
                    join desktop_group on desktop_group.project_id = :project
                        and desktop_group.number = user_in_group.group_number
                group by person, enterprise_project_id
            ), matching as (
                select * from user_with_figures where true @conditions
            )
            """);
    private static final String WHOLE = "select * from matching order by %s";
    // The left join keeps the count where the page is empty.
    private static final String PAGE = """
            select page.*, total.number as total
            from (select count(*) as number from matching) as total
                left join (select * from matching order by %1$s limit :limit::bigint offset :offset::bigint) as page
                    on true
            order by %1$s
            """;
    private static final String MAX_USERS =
            "select coalesce(max(number) + 1, 0)::bigint from user_in_group where project_id = $1";

    public Uni<Page> page(
            SqlConnection snapshot, CoveredDays covered, UserUsageRequest request, int offset, int limit) {
        BoundStatement page = statement(PAGE, covered, request, Map.of("limit", limit, "offset", offset));
        return snapshot.preparedQuery(page.sql()).execute(page.values()).map(UserUsageQuery::page);
    }

    /** All users that match, in order. Blocks; not to be called on an event loop. */
    public OrderedRows<UserUsage> open(SqlConnection snapshot, CoveredDays covered, UserUsageRequest request) {
        return OrderedRows.open(snapshot, statement(WHOLE, covered, request, Map.of()), UserUsageQuery::user);
    }

    /** How many users a project has had, or a few more. */
    public Uni<Long> maxUsers(SqlConnection snapshot, String projectId) {
        return snapshot.preparedQuery(MAX_USERS)
                .execute(Tuple.of(projectId))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static BoundStatement statement(
            String selection, CoveredDays covered, UserUsageRequest request, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.putAll(request.filter().values());
        values.put("project", request.projectId());
        values.put("first_day", covered.first());
        values.put("last_day", covered.last());
        values.put("days", (int) (covered.last().toEpochDay() - covered.first().toEpochDay()) + 1);
        return BoundStatement.of(
                MATCHING.replace("@conditions", request.filter().conditions())
                        + selection.formatted(request.filter().orderSql()),
                values);
    }

    private static Page page(RowSet<Row> rows) {
        List<UserUsage> items = StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getString("user_name") != null)
                .map(UserUsageQuery::user)
                .toList();
        long total = rows.iterator().next().getLong("total");
        return new Page((int) Math.min(total, Integer.MAX_VALUE), items);
    }

    private static UserUsage user(Row row) {
        String enterpriseProjectId = row.getString("enterprise_project_id");
        return new UserUsage(
                row.getString("user_name"),
                enterpriseProjectId.isEmpty() ? null : enterpriseProjectId,
                row.getLong("usage_seconds"),
                row.getLong("logins"),
                row.getLong("failures"),
                row.getInteger("active_days"));
    }
}
