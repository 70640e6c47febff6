package dev.deskhours.usage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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

    // Days before the first covered one are read only for the last use before it.
    private static final String MATCHING = """
            with used as (
                select project_id, desktop_id,
                       sum(usage_seconds) filter (where day >= $2::date) as usage_seconds,
                       count(*) filter (where day >= $2::date) as active_days,
                       sum(logins) filter (where day >= $2::date) as logins,
                       max(last_used_at) as last_used_at
                from usage_day
                where project_id = $1::text and day <= $3::date and ($7::text is null or desktop_id = $7)
                group by project_id, desktop_id
            ), life as (
                select desktop.*,
                       coalesce(used.usage_seconds, 0)::bigint as usage_seconds,
                       coalesce(used.active_days, 0)::bigint as active_days,
                       coalesce(used.logins, 0)::bigint as logins,
                       greatest(used.last_used_at, desktop.last_used_before) as last_used_at
                from desktop left join used
                    on used.project_id = desktop.project_id and used.desktop_id = desktop.desktop_id
                where desktop.project_id = $1
                    and ($6::text is null or position(lower($6) in lower(desktop.desktop_name)) > 0)
                    and ($7 is null or desktop.desktop_id = $7)
                    and ($8::text is null or desktop.enterprise_project_id = $8)
            ), figure as (
                select life.*,
                       greatest(0, floor(extract(epoch from
                           $5::timestamptz - coalesce(last_used_at, created_at, first_heard_at))))::bigint as idle_seconds
                from life
                where active_days > 0
                    or (least(created_at, first_heard_at) < $5 and (deleted_at is null or deleted_at > $4::timestamptz))
            ), matching as (
                select desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id, machine_sid, latest_user,
                       usage_seconds, idle_seconds, idle_seconds / 86400 as idle_days, active_days, logins, last_used_at
                from figure
                where ($9::bigint is null or usage_seconds >= $9 * 3600)
                    and ($10::bigint is null or usage_seconds <= $10 * 3600)
                    and ($11::bigint is null or idle_seconds / 86400 >= $11)
                    and ($12::bigint is null or idle_seconds / 86400 <= $12)
            )
            """;
    private static final String WHOLE = MATCHING + "select * from matching order by %s";
    // The left join keeps the count where the page is empty.
    private static final String PAGE = MATCHING + """
            select total.number as total, page.*
            from (select count(*) as number from matching) as total
                left join (select * from matching order by %1$s limit $13::bigint offset $14::bigint) as page on true
            order by %1$s
            """;

    public Uni<Page> page(
            SqlConnection snapshot, CoveredDays covered, DesktopUsageRequest request, int offset, int limit) {
        Tuple parameters = parameters(covered, request).addInteger(limit).addInteger(offset);
        return snapshot.preparedQuery(PAGE.formatted(order(request.filter())))
                .execute(parameters)
                .map(DesktopUsageQuery::page);
    }

    /** All desktops that match, in order; closing the cursor also closes its statement. */
    public Uni<Cursor> open(SqlConnection snapshot, CoveredDays covered, DesktopUsageRequest request) {
        return snapshot.prepare(WHOLE.formatted(order(request.filter())))
                .map(statement -> new StatementCursor(statement, parameters(covered, request)));
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

    /** {@code $1} to {@code $12} of the statement. */
    private static Tuple parameters(CoveredDays covered, DesktopUsageRequest request) {
        DesktopUsageFilter filter = request.filter();
        return Tuple.tuple()
                .addString(request.projectId())
                .addValue(covered.first())
                .addValue(covered.last())
                .addValue(databaseTime(covered.start()))
                .addValue(databaseTime(covered.end()))
                .addString(filter.resourceName())
                .addString(filter.resourceId())
                .addString(filter.enterpriseProjectId())
                .addValue(filter.usageMinHours())
                .addValue(filter.usageMaxHours())
                .addValue(filter.minIdleDays())
                .addValue(filter.maxIdleDays());
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
