package dev.deskhours.usage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;

/** The desktops that a project has heard of, used or not. */
@ApplicationScoped
class KnownDesktopsQuery {
    private static final String MATCHING = """
            from desktop
            where project_id = :project
                and (:name::text is null or strpos(lower(desktop_name), lower(:name)) > 0)
            """;
    private static final String COUNT = "select count(*) as desktops " + MATCHING;

    // In the order of the key, from which a page is read without sorting.
    private static final String PAGE = """
            select desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id, machine_sid, created_at, deleted_at,
                latest_user
            """ + MATCHING + """
            order by desktop_id
            offset :offset limit :limit
            """;

    /** A part of the desktops, and how many there are. */
    record Page(long count, List<KnownDesktops.Desktop> desktops) {}

    /** @param name what the names contain, in any case; empty = any */
    Uni<Page> page(SqlConnection snapshot, String projectId, Optional<String> name, PageParameters.Page page) {
        Map<String, Object> values = new HashMap<>();
        values.put("project", projectId);
        values.put("name", name.orElse(null));
        values.put("offset", page.offset());
        values.put("limit", page.limit());
        BoundStatement count = BoundStatement.of(COUNT, values);
        BoundStatement desktops = BoundStatement.of(PAGE, values);
        return snapshot.preparedQuery(count.sql())
                .execute(count.values())
                .map(rows -> rows.iterator().next().getLong("desktops"))
                .chain(total -> snapshot.preparedQuery(desktops.sql())
                        .execute(desktops.values())
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .map(KnownDesktopsQuery::desktop)
                                .toList())
                        .map(found -> new Page(total, found)));
    }

    private static KnownDesktops.Desktop desktop(Row row) {
        return new KnownDesktops.Desktop(
                row.getString("desktop_id"),
                row.getString("desktop_name"),
                row.getString("pool_id"),
                row.getString("pool_name"),
                row.getString("enterprise_project_id"),
                row.getString("machine_sid"),
                row.getString("latest_user"),
                instant(row, "created_at"),
                instant(row, "deleted_at"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
