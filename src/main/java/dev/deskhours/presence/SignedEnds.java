package dev.deskhours.presence;

import dev.deskhours.project.ChangedDays;

/**
 * What presence signs say of sessions that have no end of their own (docs/spec/aggregation.md, Presence signs). It is
 * written to the sessions whenever either of them changes, so that a day is counted without looking at signs.
 */
public final class SignedEnds {
    // Sessions are looked up by their keys, because of the order, whatever the statistics say; none is ever inserted.
    // In: sessions: a query of ids of sessions and of the time since which signs of them are new; :project_id; :as_of,
    //     :kept_from, :day_starts; the patience.
    // Out: the spans of days that have changed; the desktops that may have got, and those that may have lost, a last
    // use
    //     before :kept_from.
    // A sign that ends sessions cuts them. Before it, a session is carried on from sign of life to sign of life of its
    // desktop, each within the patience of the one before: the first is waited for longer, and therefore the earliest;
    // of
    // those within a time-out the latest does. "until" is a column so that an index may be searched by it.
    private static final String RENEW = """
            with recursive silent as materialized (
                select session.*, since, ending.at as cut, coalesce(last_seen_at, named.at) is not null as own_heartbeat,
                    greatest(started_at, last_seen_at, named.at) as own_seen_at
                from (
                        select session_id, min(since) as since from (@sessions) as any_session group by session_id
                    ) as scoped
                    cross join lateral (
                        select * from session
                        where session.project_id = :project_id
                            and session.session_id >= scoped.session_id and session.session_id <= scoped.session_id
                        order by session_id
                        limit 1
                    ) as session
                    left join lateral (
                        select at from presence
                        where presence.project_id = :project_id and presence.desktop_id = session.desktop_id
                            and sign <> 'seen' and at > session.started_at
                        order by at
                        limit 1
                    ) as ending on true
                    left join lateral (
                        select at from presence
                        where presence.project_id = :project_id and presence.session_id = session.session_id
                            and sign = 'seen' and at >= session.started_at
                        order by at desc
                        limit 1
                    ) as named on true
                where session.session_id = scoped.session_id
                    and session.ended_at is null and session.failure_reason is null
            ), begun as (
                select *, least(seen_at + @patience, cut - interval '1 microsecond') as until
                from (
                    select session_id, desktop_id, cut,
                        case when known then heartbeat else own_heartbeat end as heartbeat,
                        case when known then seen_at else own_seen_at end as seen_at
                    from silent, lateral (
                        select since > seen_at and seen_at > own_seen_at and (cut is null or seen_at < cut) as known
                    ) as earlier
                ) as start
            ), alive as (
                select session_id, begun.desktop_id, cut, heartbeat or first.at is not null as heartbeat,
                    coalesce(first.at, seen_at) as seen_at,
                    least(coalesce(first.at, seen_at) + @timeout, cut - interval '1 microsecond') as until
                from begun
                    left join lateral (
                        select at from presence
                        where presence.project_id = :project_id and presence.desktop_id = begun.desktop_id
                            and sign = 'seen' and presence.session_id is null
                            and at >= begun.seen_at and at <= begun.until and not begun.heartbeat
                        order by at
                        limit 1
                    ) as first on true
                union all
                select alive.session_id, alive.desktop_id, cut, true, later.at,
                    least(later.at + @timeout, cut - interval '1 microsecond')
                from alive, lateral (
                    select at from presence
                    where presence.project_id = :project_id and presence.desktop_id = alive.desktop_id
                        and sign = 'seen' and presence.session_id is null
                        and at > alive.seen_at and at <= alive.until
                    order by at desc
                    limit 1
                ) as later
                where alive.heartbeat
            ), signed as (
                select distinct on (session_id) session_id, heartbeat, seen_at,
                    case when heartbeat and seen_at < cut then seen_at else cut end as ends_at
                from alive
                order by session_id, seen_at desc
            ), changed as materialized (
                select silent.session_id, silent.desktop_id, silent.started_at,
                    silent.heartbeat as before_heartbeat, silent.seen_at as before_seen_at,
                    silent.ends_at as before_ends_at, silent.started_at as before_started_at,
                    signed.heartbeat, signed.seen_at, signed.ends_at
                from silent join signed using (session_id)
                where (silent.heartbeat, silent.seen_at, silent.ends_at)
                    is distinct from (signed.heartbeat, signed.seen_at, signed.ends_at)
            ), written as (
                insert into session (project_id, session_id, started_at, heartbeat, seen_at, ends_at)
                select :project_id, session_id, started_at, heartbeat, seen_at, ends_at
                from changed
                order by session_id
                on conflict (project_id, session_id) do update set
                    heartbeat = excluded.heartbeat,
                    seen_at = excluded.seen_at,
                    ends_at = excluded.ends_at
            ), touched as (
                select least(coalesce(ends_at, seen_at), coalesce(before_ends_at, before_seen_at)) as first_instant,
                    greatest(@counted_until, @before_counted_until) as last_instant
                from changed
            ), lost as (
                select desktop_id, max(@before_end) as last_use from changed
                where @before_end < :kept_from and @before_end <> @end
                group by desktop_id
            )
            select
                array(select distinct @span from touched) as spans,
                array(select distinct desktop_id from changed where @end < :kept_from) as kept_desktops,
                array(select desktop_id from lost order by desktop_id) as lost_desktops,
                array(select null::timestamptz from lost) as lost_user_at,
                array(select last_use from lost order by desktop_id) as lost_last_use
            """.replace("@patience", EffectiveEnd.patience("start."))
            .replace("@timeout", ":heartbeat_timeout::bigint * interval '1 microsecond'")
            .replace("@counted_until", EffectiveEnd.countedUntil(""))
            .replace("@before_counted_until", EffectiveEnd.countedUntil("before_"))
            .replace("@before_end", EffectiveEnd.of("before_", "'infinity'", ":as_of::timestamptz"))
            .replace("@end", EffectiveEnd.of("", "'infinity'", ":as_of::timestamptz"))
            .replace("@span", ChangedDays.span("first_instant", "last_instant"));

    private SignedEnds() {}

    /**
     * The statement that writes to sessions what the signs say of them.
     *
     * @param sessions a query of their ids, and of the time since which there are signs that they do not know, as
     *     {@code since}; those with an end of their own are left alone
     */
    public static String renewing(String sessions) {
        return RENEW.replace("@sessions", sessions);
    }
}
