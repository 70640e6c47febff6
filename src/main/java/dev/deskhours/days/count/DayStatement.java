package dev.deskhours.days.count;

import dev.deskhours.days.StoredDay;
import dev.deskhours.presence.EffectiveEnd;

/**
 * The statement that counts a day of a project, from one read of its sessions (docs/spec/aggregation.md, Usage of a desktop
 * on a day).
 *
 * <p>In: start, end: of the day; hours: the starts of its local hours; day_before: 24 h before its start; as_of: the moment
 * of counting, which tells open sessions from lost ones, with the patience; silent_since: no session without an end that was
 * last heard of before can reach into the day.
 *
 * <p>Out: the segments of desktops and users, the days of groups, the totals, and how many sessions have a desktop without
 * number or group, with which the day must not stay.
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
                select clipped.*, desktop.number as desktop, coalesce(desktop.group_number, 0) as group_number,
                    clipped.desktop_id is not null and (desktop.number is null or desktop.group_number is null)
                        as unnumbered
                from clipped left join desktop
                    on desktop.project_id = :project and desktop.desktop_id = clipped.desktop_id
            )
            """;

    // Who uses a group's desktops for the first time gets a number: the transaction is the only one to give any.
    private static final String USERS = """
            , met as (
                select met.user_name, met.group_number, known.number, known.person
                from (select distinct user_name, group_number from placed where user_name is not null) as met
                    left join user_in_group as known on known.project_id = :project
                        and known.user_name = met.user_name and known.group_number = met.group_number
            ), highest as (
                select coalesce(max(number), -1) as number from user_in_group where project_id = :project
            ), first_met as (
                select user_name, group_number,
                    (highest.number + row_number() over (order by user_name, group_number))::integer as number
                from met, highest
                where met.number is null
            ), numbered as (
                insert into user_in_group (project_id, user_name, group_number, number, person)
                select :project, first_met.user_name, first_met.group_number, first_met.number,
                    coalesce(known.person, min(first_met.number) over (partition by first_met.user_name))
                from first_met left join (
                    select user_name, min(person) as person from user_in_group
                    where project_id = :project
                    group by user_name
                ) as known using (user_name)
                returning user_name, group_number, number, person
            ), user_number as (
                select user_name, group_number, number, person from met where number is not null
                union all
                select user_name, group_number, number, person from numbered
            ), part as (
                select placed.desktop, placed.group_number, user_number.number as user_number, user_number.person,
                    placed.failed, placed.login, placed.unnumbered, placed.from_time, placed.to_time
                from placed left join user_number using (user_name, group_number)
            )
            """;

    // The length of a union is what each interval adds beyond the latest end so far.
    private static final String DESKTOPS = """
            , ordered as (
                select desktop, group_number, user_number, login, from_time, to_time,
                    max(to_time) over (partition by desktop order by from_time, to_time
                        rows between unbounded preceding and 1 preceding) as covered_until,
                    min(coalesce(user_number, -1)) over (partition by desktop)
                        <> max(coalesce(user_number, -1)) over (partition by desktop) as shared
                from part
                where not failed and not unnumbered
            ), used as (
                select desktop, min(group_number) as group_number, min(user_number) as user_number, bool_or(shared) as shared,
                    floor(extract(epoch from sum(
                        greatest(to_time - greatest(from_time, covered_until), interval '0'))))::integer as usage_seconds,
                    (count(*) filter (where login))::integer as logins,
                    extract(epoch from max(to_time) - :day::date::timestamp at time zone 'UTC') as last_use,
                    count(*) as sessions
                from ordered
                group by desktop
            ), written_desktops as (
                insert into usage_segment (project_id, day, segment, positions, usage_seconds, logins, last_uses)
                select :project, :day, segment_of(desktop), array_agg(position_of(desktop)::smallint),
                    array_agg(usage_seconds), array_agg(logins), array_agg(half_seconds_of_seconds(last_use))
                from used
                group by segment_of(desktop)
            )
            """;

    // A desktop that one user had alone is that user's; where several had it, each has the union of the own sessions.
    private static final String USER_DAYS = """
            , used_by as (
                select user_number, usage_seconds, logins from used where not shared and user_number is not null
                union all
                select user_number,
                    floor(extract(epoch from sum(
                        greatest(to_time - greatest(from_time, covered_until), interval '0'))))::integer,
                    (count(*) filter (where login))::integer
                from (
                    select desktop, user_number, login, from_time, to_time,
                        max(to_time) over (partition by user_number, desktop order by from_time, to_time
                            rows between unbounded preceding and 1 preceding) as covered_until
                    from ordered
                    where shared and user_number is not null
                ) as own
                group by user_number, desktop
            ), failure as (
                select group_number, user_number, count(*)::integer as failures from part
                where failed
                group by group_number, user_number
            ), user_day as (
                select user_number, sum(usage_seconds)::integer as usage_seconds, sum(logins)::integer as logins,
                    sum(failures)::integer as failures
                from (
                    select user_number, usage_seconds, logins, 0 as failures from used_by
                    union all
                    select user_number, null, 0, failures from failure where user_number is not null
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

    // Each group belongs to the project (kind 0), to a pool (1) and to an enterprise project (2), which are known by
    // the
    // lowest number of their groups. Whoever has used one group alone is in all three as in that group.
    private static final String PIECES = """
            , numbered_group as (
                select number, pool_id, enterprise_project_id, min(number) over (partition by pool_id) as pool,
                    min(number) over (partition by enterprise_project_id) as enterprise_project
                from desktop_group
                where project_id = :project
            ), membership as (
                select number as group_number, kind, key
                from numbered_group, lateral (values (0, 0), (1, pool), (2, enterprise_project)) as of_kind (kind, key)
            ), users_ordered as (
                select person, group_number, from_time, to_time,
                    max(to_time) over (partition by person order by from_time, to_time
                        rows between unbounded preceding and 1 preceding) as covered_until,
                    min(group_number) over (partition by person)
                        <> max(group_number) over (partition by person) as in_several
                from part
                where not failed and not unnumbered and person is not null and from_time < to_time
            ), users_in_several as (
                select kind, key, from_time, to_time,
                    max(to_time) over (partition by person, kind, key order by from_time, to_time
                        rows between unbounded preceding and 1 preceding) as covered_until
                from users_ordered join membership using (group_number)
                where in_several
            ), change as (
                select group_number, at, sum(desktops)::integer as desktops, sum(users)::integer as users
                from (
                    select group_number, change.at, change.by as desktops, 0 as users
                    from ordered, lateral (values (greatest(from_time, covered_until), 1), (to_time, -1)) as change (at, by)
                    where to_time > greatest(from_time, covered_until)
                    union all
                    select group_number, change.at, 0, change.by
                    from users_ordered,
                        lateral (values (greatest(from_time, covered_until), 1), (to_time, -1)) as change (at, by)
                    where not in_several and to_time > greatest(from_time, covered_until)
                ) as single
                where at < :end
                group by group_number, at
            ), change_of_kind as (
                select kind, key, at, desktops, users from change join membership using (group_number)
                union all
                select kind, key, change.at, 0, change.by
                from users_in_several,
                    lateral (values (greatest(from_time, covered_until), 1), (to_time, -1)) as change (at, by)
                where to_time > greatest(from_time, covered_until) and change.at < :end
                union all
                select kind, key, hour, 0, 0
                from (select distinct kind, key from change join membership using (group_number)) as present,
                    unnest(:hours::timestamptz[]) as hour
            )
            """;

    // The sweep: how many are in use from each instant to the next. Of an hour the highest number is wanted and its
    // first
    // instant: the highest of the numbers that have it in front and the time that is left of the day behind.
    private static final String HOURS = """
            , instant as (
                select kind, key, at, sum(desktops)::integer as desktops, sum(users)::integer as users
                from change_of_kind
                group by kind, key, at
            ), running as (
                select kind, key, at, sum(desktops) over until_then as desktops, sum(users) over until_then as users,
                    round(date_part('epoch', coalesce(lead(at) over until_then, :end) - at) * 1000000)::bigint as lasting,
                    round(date_part('epoch', at - :start) * 1000000)::bigint as since
                from instant
                window until_then as (partition by kind, key order by at)
            ), hour as (
                select kind, key, width_bucket(at, :hours::timestamptz[]) as hour,
                    max((desktops << 38) + (1::bigint << 38) - 1 - since) as desktop_peak,
                    sum(desktops * lasting)::bigint as desktop_usage,
                    max((users << 38) + (1::bigint << 38) - 1 - since) as user_peak,
                    sum(users * lasting)::bigint as user_usage
                from running
                group by kind, key, width_bucket(at, :hours::timestamptz[])
            ), hours as (
                select kind, key,
                    array_agg((desktop_peak >> 38)::integer order by hour) as desktop_peaks,
                    array_agg(case when desktop_peak >> 38 > 0 then :start + ((1::bigint << 38) - 1
                        - (desktop_peak & ((1::bigint << 38) - 1))) * interval '1 microsecond' end order by hour)
                        as desktop_peak_times,
                    array_agg(desktop_usage order by hour) as desktop_usage,
                    array_agg((user_peak >> 38)::integer order by hour) as user_peaks,
                    array_agg(case when user_peak >> 38 > 0 then :start + ((1::bigint << 38) - 1
                        - (user_peak & ((1::bigint << 38) - 1))) * interval '1 microsecond' end order by hour)
                        as user_peak_times,
                    array_agg(user_usage order by hour) as user_usage
                from hour
                group by kind, key
            )
            """;

    private static final String GROUPS = """
            , total as (
                select kind, key, sum(desktops_used) as desktops_used, sum(usage_seconds) as usage_seconds,
                    sum(logins) as logins, sum(failures) as logins_failed, sum(user_seconds) as user_seconds
                from (
                    select group_number, count(*) as desktops_used, sum(usage_seconds) as usage_seconds,
                        sum(logins) as logins, 0 as failures, 0 as user_seconds
                    from used
                    group by group_number
                    union all
                    select group_number, 0, 0, 0, failures, 0 from failure
                    union all
                    select group_number, 0, 0, 0, 0, coalesce(usage_seconds, 0)
                    from user_day join user_number on user_number.number = user_day.user_number
                ) as of_group
                    join membership using (group_number)
                group by kind, key
                union all
                select 0, 0, 0, 0, 0, 0, 0 where not exists (select from part)
            ), unique_users as (
                select kind, key, count(distinct person) as users
                from (select distinct group_number, person from part where not failed and person is not null) as present
                    join membership using (group_number)
                group by kind, key
            ), written_groups as (
                insert into group_day (project_id, kind, day, group_id, desktops_used, usage_seconds, logins,
                    logins_failed, users, user_seconds, desktop_peaks, desktop_peak_times, desktop_usage, user_peaks,
                    user_peak_times, user_usage)
                select :project, kind, :day,
                    case kind when 0 then '' when 1 then pool_id else enterprise_project_id end,
                    desktops_used, usage_seconds, logins, logins_failed, coalesce(users, 0), user_seconds,
                    coalesce(desktop_peaks, '{}'), coalesce(desktop_peak_times, '{}'), coalesce(hours.desktop_usage, '{}'),
                    coalesce(user_peaks, '{}'), coalesce(user_peak_times, '{}'), coalesce(hours.user_usage, '{}')
                from total join numbered_group on numbered_group.number = key
                    left join unique_users using (kind, key)
                    left join hours using (kind, key)
            )
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
            returning desktops_used, sessions_read, (select count(*) from part where unnumbered) as unnumbered
            """;

    static final String COUNT = StoredDay.sql(SESSIONS + USERS + DESKTOPS + USER_DAYS + PIECES + HOURS + GROUPS)
            .replace("@end", EffectiveEnd.of("candidate.", ":end::timestamptz", ":as_of::timestamptz"));

    private DayStatement() {}
}
