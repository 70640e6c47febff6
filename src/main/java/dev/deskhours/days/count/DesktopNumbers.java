package dev.deskhours.days.count;

import java.util.List;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.days.StoredDay;
import dev.deskhours.db.Transactions;
import dev.deskhours.project.ProjectStore;

/**
 * Gives desktops the numbers under which their days are kept: from 0 on, without gaps, for ever (docs/adr/0009). Puts them
 * into their groups, too: where one was moved the days that it was counted on are marked (docs/spec/aggregation.md, Groups,
 * peaks and people).
 */
public class DesktopNumbers {
    private static final String ANY_WITHOUT = """
            select exists (select from desktop where project_id = $1 and number is null)
                or exists (select from desktop where project_id = $1 and group_number is null)
                or not exists (select from desktop_group where project_id = $1 and number = 0) as incomplete
            """;
    // Who has a number and no group had one. A desktop on whose days only logins failed is in no segment.
    private static final String MARK_MOVED = """
            with moved as (
                select desktop_id, segment_of(number) as segment, position_of(number) as position
                from desktop
                where project_id = $1 and group_number is null and number is not null
            ), touched as (
                select day
                from usage_segment, unnest(positions) as used (position), moved
                where project_id = $1 and usage_segment.segment = moved.segment and used.position = moved.position
                union
                select day
                from moved, session, aggregated_day
                where session.project_id = $1 and session.desktop_id = moved.desktop_id
                    and session.failure_reason is not null and aggregated_day.project_id = $1
                    and aggregated_day.day between (session.started_at at time zone 'UTC')::date - 1
                        and (session.started_at at time zone 'UTC')::date + 1
            )
            insert into stale_day (project_id, day, mark_id)
            select $1, day, gen_random_uuid() from touched
            """;
    // Each desktop is found by the conflict on its key, whatever the statistics know of a new project: joined with
    // those that
    // are numbered it would take the square of their number.
    private static final String NUMBER = """
            insert into desktop (project_id, desktop_id, first_heard_at, described_at, number)
            select project_id, desktop_id, first_heard_at, described_at,
                (select coalesce(max(number), -1) from desktop where project_id = $1)
                    + row_number() over (order by desktop_id)
            from desktop
            where project_id = $1 and number is null
            on conflict (project_id, desktop_id) do update set number = excluded.number
            """;
    // Group 0 is that of the desktops without any, whether there are such or not.
    private static final String GROUPS = """
            insert into desktop_group (project_id, pool_id, enterprise_project_id, number)
            select $1, pool_id, enterprise_project_id,
                (select coalesce(max(number), -1) from desktop_group where project_id = $1)
                    + row_number() over (order by pool_id, enterprise_project_id)
            from (
                select coalesce(pool_id, '') as pool_id, coalesce(enterprise_project_id, '') as enterprise_project_id
                from desktop
                where project_id = $1 and group_number is null
                union
                select '', ''
                except
                select pool_id, enterprise_project_id from desktop_group where project_id = $1
            ) as missing
            """;
    private static final String PUT_INTO_GROUPS = """
            insert into desktop (project_id, desktop_id, first_heard_at, described_at, group_number)
            select desktop.project_id, desktop_id, first_heard_at, described_at, desktop_group.number
            from desktop cross join lateral (
                select number from desktop_group
                where desktop_group.project_id = $1 and pool_id = coalesce(desktop.pool_id, '')
                    and enterprise_project_id = coalesce(desktop.enterprise_project_id, '')
                limit 1
            ) as desktop_group
            where desktop.project_id = $1 and group_number is null
            on conflict (project_id, desktop_id) do update set group_number = excluded.group_number
            """;
    private static final List<String> STEPS = List.of(StoredDay.sql(MARK_MOVED), NUMBER, GROUPS, PUT_INTO_GROUPS);

    private final Transactions transactions;
    private final ProjectStore projects;

    public DesktopNumbers(Transactions transactions, ProjectStore projects) {
        this.transactions = transactions;
        this.projects = projects;
    }

    /** Completes what desktops of the project lack; waits for uploads that are about to announce some. */
    public Uni<Void> complete(String projectId) {
        return transactions
                .readSnapshot(projectId, snapshot -> snapshot.preparedQuery(ANY_WITHOUT)
                        .execute(Tuple.of(projectId)))
                .chain(rows -> rows.iterator().next().getBoolean("incomplete")
                        ? transactions.write(projectId, transaction -> complete(transaction, projectId))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> complete(SqlConnection transaction, String projectId) {
        return projects.lockForChange(transaction, projectId)
                .chain(() -> Multi.createFrom()
                        .iterable(STEPS)
                        .onItem()
                        .transformToUniAndConcatenate(
                                step -> transaction.preparedQuery(step).execute(Tuple.of(projectId)))
                        .collect()
                        .last())
                .replaceWithVoid();
    }
}
