package dev.deskhours.days.count;

import dev.deskhours.days.StoredDay;
import dev.deskhours.presence.EffectiveEnd;

/**
 * The statement that counts a day of a project, from one read of its sessions (docs/spec/aggregation.md, Usage of a desktop
 * on a day).
 *
 * <p>In: start, end: of the day; day_before: 24 h before its start; as_of: the moment of counting, which tells open sessions
 * from lost ones, with the patience; silent_since: no session without an end that was last heard of before can reach into
 * the day.
 *
 * <p>Written: the segments of desktops and users, and the totals of the day. Out: first what each pair of pool and
 * enterprise project comes to, with how many sessions have a desktop without number or group, with which the day must not
 * stay; then, in order of time, where uses begin and end: {@link GroupDays}.
 */
final class DayStatement {
    // Sessions that began on the day or the 24 h before come from one index range, all others from indexes of their
    // own.
    private static final String SESSIONS = """
            with candidate as (
                select desktop_id, user_name, started_at, ends_at, seen_at, heartbeat, reconnect from session
                where project_id = :project and failure_reason is null and started_at >= :day_before and started_at < :end
                union all
                select desktop_id, user_name, started_at, ends_at, seen_at, heartbeat, reconnect from session
                where project_id = :project and failure_reason is null and started_at < :day_before
                    and ends_at - started_at > interval '24 hours' and ends_at > :start
                union all
                select desktop_id, user_name, started_at, ends_at, seen_at, heartbeat, reconnect from session
                where project_id = :project and failure_reason is null and started_at < :day_before
                    and ends_at is null and seen_at >= :silent_since
            ), effective as (
                select desktop_id, user_name, started_at, reconnect, @end as ended_at
                from candidate
            ), clipped as (
                select desktop_id, user_name, false as failed, greatest(started_at, :start) as from_time,
                    least(ended_at, :end) as to_time, started_at >= :start and not reconnect as login
                from effective
                where started_at >= :start or ended_at > :start
                union all
                select desktop_id, user_name, true, started_at, started_at, false from session
                where project_id = :project and failure_reason is not null and started_at >= :start and started_at < :end
            ), placed as (
                select desktop.number as desktop, coalesce(desktop.group_number, 0) as group_number, clipped.user_name,
                    known.number as user_number, known.person, failed, login,
                    round(date_part('epoch', from_time - :start) * 1000000)::bigint as begins,
                    round(date_part('epoch', to_time - :start) * 1000000)::bigint as ends,
                    clipped.desktop_id is not null and (desktop.number is null or desktop.group_number is null)
                        as unnumbered
                from clipped
                    left join desktop
                        on desktop.project_id = :project and desktop.desktop_id = clipped.desktop_id
                    left join user_in_group as known
                        on known.project_id = :project and known.user_name = clipped.user_name
                            and known.group_number = coalesce(desktop.group_number, 0)
            )
            """;

    // Who uses a group's desktops for the first time gets a number: the transaction is the only one to give any.
    private static final String USERS = """
            , highest as (
                select coalesce(max(number), -1) as number from user_in_group where project_id = :project
            ), first_met as (
                select user_name, group_number,
                    (highest.number + row_number() over (order by user_name, group_number))::integer as number
                from highest, (
                    select distinct user_name, group_number from placed
                    where user_name is not null and user_number is null
                ) as met
            ), numbered as (
                insert into user_in_group (project_id, user_name, group_number, number, person)
                select :project, first_met.user_name, first_met.group_number, first_met.number,
                    coalesce(known.person, min(first_met.number) over (partition by first_met.user_name))
                from first_met left join (
                    select user_name, min(person) as person from user_in_group
                    where project_id = :project and exists (select from first_met)
                    group by user_name
                ) as known using (user_name)
                returning user_name, group_number, number, person
            ), part as (
                select desktop, group_number, coalesce(placed.user_number, numbered.number) as user_number,
                    coalesce(placed.person, numbered.person) as person, failed, login, unnumbered, begins, ends
                from placed left join numbered using (user_name, group_number)
            )
            """;

    // The length of a union is what each interval adds beyond the latest end so far.
    private static final String DESKTOPS = """
            , ordered as (
                select desktop, group_number, user_number, login, begins, ends,
                    greatest(begins, max(ends) over (partition by desktop order by begins, ends
                        rows between unbounded preceding and 1 preceding)) as uncovered_from,
                    greatest(begins, max(ends) over (partition by desktop, user_number order by begins, ends
                        rows between unbounded preceding and 1 preceding)) as own_from
                from part
                where not failed and not unnumbered
            ), used as (
                select desktop, min(group_number) as group_number,
                    (sum(greatest(ends - uncovered_from, 0))::bigint / 1000000)::integer as usage_seconds,
                    (count(*) filter (where login))::integer as logins,
                    date_part('epoch', :start::timestamptz - :day::date::timestamp at time zone 'UTC')
                        + max(ends) / 1000000::double precision as last_use,
                    count(*) as sessions
                from ordered
                group by desktop
            ), written_desktops as (
                insert into usage_segment (project_id, day, segment, positions, usage_seconds, logins, last_uses)
                select :project, :day, segment_of(desktop), array_agg(position_of(desktop)::smallint),
                    array_agg(usage_seconds), array_agg(logins), array_agg(half_seconds_of_seconds(last_use))
                from used
                group by segment_of(desktop)
            ), written_total as (
                insert into aggregated_day (project_id, day, desktops_used, usage_seconds, logins, sessions_read,
                    aggregated_at)
                select :project, :day::date, count(*), coalesce(sum(usage_seconds), 0), coalesce(sum(logins), 0),
                    coalesce(sum(sessions), 0), :as_of::timestamptz
                from used
                on conflict (project_id, day) do update set
                    desktops_used = excluded.desktops_used,
                    usage_seconds = excluded.usage_seconds,
                    logins = excluded.logins,
                    sessions_read = excluded.sessions_read,
                    aggregated_at = excluded.aggregated_at
            )
            """;

    // Of a desktop each user has the union of the own sessions.
    private static final String USER_DAYS = """
            , failure as (
                select group_number, user_number, count(*)::integer as failures from part
                where failed
                group by group_number, user_number
            ), user_day as (
                select user_number, min(group_number) as group_number, sum(usage_seconds)::integer as usage_seconds,
                    sum(logins)::integer as logins, sum(failures)::integer as failures
                from (
                    select user_number, group_number,
                        (sum(greatest(ends - own_from, 0))::bigint / 1000000)::integer as usage_seconds,
                        (count(*) filter (where login))::integer as logins, 0 as failures
                    from ordered
                    where user_number is not null
                    group by user_number, group_number, desktop
                    union all
                    select user_number, group_number, null, 0, failures from failure where user_number is not null
                ) as contribution
                group by user_number
            ), written_users as (
                insert into user_segment (project_id, day, segment, positions, usage_seconds, logins, failures)
                select :project, :day, segment_of(user_number), array_agg(position_of(user_number)::smallint),
                    array_agg(usage_seconds), array_agg(logins), array_agg(failures)
                from user_day
                group by segment_of(user_number)
            )
            """;

    private static final String GROUPS = """
            , total as (
                select group_number, array[sum(desktops_used), sum(usage_seconds), sum(logins), sum(failures),
                    sum(user_seconds), sum(sessions), sum(unnumbered)]::bigint[] as figures
                from (
                    select group_number, 1 as desktops_used, usage_seconds, logins, 0 as failures, 0 as user_seconds,
                        sessions, 0 as unnumbered
                    from used
                    union all
                    select group_number, 0, 0, 0, failures, 0, 0, 0 from failure
                    union all
                    select group_number, 0, 0, 0, 0, coalesce(usage_seconds, 0), 0, 0 from user_day
                    union all
                    select group_number, 0, 0, 0, 0, 0, 0, 1 from part where unnumbered
                ) as of_group
                group by group_number
            )
            select null::bigint as at, 0 as change, group_number, null::integer as desktop, null::integer as user_number,
                null::integer as person, figures
            from total
            union all
            select edge.at, edge.change, group_number, desktop, user_number, person, null
            from part, lateral (values (begins, 1), (ends, -1)) as edge (at, change)
            where not failed and not unnumbered
            order by at nulls first
            """;

    static final String COUNT = StoredDay.sql(SESSIONS + USERS + DESKTOPS + USER_DAYS + GROUPS)
            .replace("@end", EffectiveEnd.of("candidate.", ":end::timestamptz", ":as_of::timestamptz"));

    private DayStatement() {}
}
