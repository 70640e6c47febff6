package dev.deskhours.days.report;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.days.GroupKind;
import dev.deskhours.days.StoredDay;
import dev.deskhours.db.BoundStatement;
import dev.deskhours.project.CoveredDays;

/** How many distinct users a period has seen: from the set of them, days are never added up. */
@ApplicationScoped
public class UniqueUsersQuery {
    private static final String USERS = StoredDay.sql("""
            select %s as group_id, count(distinct person) as users
            from (
                    select segment, position
                    from user_segment, unnest(positions, user_segment.usage_seconds) as used (position, usage_seconds)
                    where project_id = :project and day between :first_day and :last_day
                        and used.usage_seconds is not null
                    group by segment, position
                ) as seen
                join user_in_group on user_in_group.project_id = :project
                    and user_in_group.number = first_number_of(segment) + position
                join desktop_group on desktop_group.project_id = :project
                    and desktop_group.number = user_in_group.group_number
            group by 1
            """);

    /** By the ids of the groups; those without any user are absent. */
    public Uni<Map<String, Long>> read(SqlConnection snapshot, String projectId, CoveredDays covered, GroupKind kind) {
        BoundStatement users = BoundStatement.of(
                USERS.formatted(kind.column()),
                Map.of("project", projectId, "first_day", covered.first(), "last_day", covered.last()));
        return snapshot.preparedQuery(users.sql()).execute(users.values()).map(rows -> {
            Map<String, Long> byGroup = new HashMap<>();
            rows.forEach(row -> byGroup.put(row.getString("group_id"), row.getLong("users")));
            return byGroup;
        });
    }
}
