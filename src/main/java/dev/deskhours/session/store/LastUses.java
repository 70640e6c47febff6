package dev.deskhours.session.store;

import dev.deskhours.presence.EffectiveEnd;

/** What desktops remember of sessions on days that are no longer kept, and of their users. */
final class LastUses {
    private static final String END_OF_SESSION = EffectiveEnd.of("session.", "'infinity'", ":as_of::timestamptz");

    // In: :project_id, :kept_from, :as_of, the patience; the desktops whose sessions signs have given other ends.
    // A day before :kept_from is never aggregated; what idleness needs of it is noted at once.
    static final String KEEP = """
            insert into desktop (project_id, desktop_id, first_heard_at, described_at, last_used_before)
            select :project_id, desktop.desktop_id, desktop.first_heard_at, desktop.described_at,
                greatest(desktop.last_used_before, old.last_use)
            from unnest(:desktops::text[]) as signed (desktop_id)
                cross join lateral (
                    select * from desktop
                    where desktop.project_id = :project_id and desktop.desktop_id = signed.desktop_id
                    limit 1
                ) as desktop
                cross join lateral (
                    select max(@end) as last_use from session
                    where session.project_id = :project_id and session.desktop_id = signed.desktop_id
                        and session.started_at < :kept_from and session.failure_reason is null
                        and @end < :kept_from
                ) as old
            where old.last_use is not null
            order by desktop.desktop_id
            on conflict (project_id, desktop_id) do update set last_used_before = excluded.last_used_before
            """.replace("@end", END_OF_SESSION);

    // In: :project_id, :kept_from, :as_of, the patience; the desktops whose last user or last use may have come from
    // what was
    // lost. They get those of the sessions that are kept. Each exists, and is looked up by its key: nothing is ever
    // inserted.
    static final String TAKE_BACK = """
            insert into desktop (project_id, desktop_id, first_heard_at, described_at, latest_user, latest_user_at,
                last_used_before)
            select :project_id, desktop.desktop_id, desktop.first_heard_at, desktop.described_at,
                case when desktop.latest_user_at <= lost.user_at then latest.user_name else desktop.latest_user end,
                case when desktop.latest_user_at <= lost.user_at
                    then latest.started_at else desktop.latest_user_at end,
                case when desktop.last_used_before <= lost.last_use
                    then old.last_use else desktop.last_used_before end
            from unnest(:desktops::text[], :user_at::timestamptz[], :last_use::timestamptz[])
                    as lost (desktop_id, user_at, last_use)
                cross join lateral (
                    select * from desktop
                    where desktop.project_id = :project_id and desktop.desktop_id = lost.desktop_id
                    limit 1
                ) as desktop
                left join lateral (
                    select session.user_name, session.started_at from session
                    where session.project_id = :project_id and session.desktop_id = lost.desktop_id
                        and session.user_name is not null and session.failure_reason is null
                    order by session.started_at desc, session.session_id
                    limit 1
                ) as latest on true
                left join lateral (
                    select max(@end) as last_use from session
                    where session.project_id = :project_id and session.desktop_id = lost.desktop_id
                        and session.started_at < :kept_from and session.failure_reason is null
                        and @end < :kept_from
                ) as old on true
            where desktop.latest_user_at <= lost.user_at or desktop.last_used_before <= lost.last_use
            order by desktop.desktop_id
            on conflict (project_id, desktop_id) do update set
                latest_user = excluded.latest_user,
                latest_user_at = excluded.latest_user_at,
                last_used_before = excluded.last_used_before
            """.replace("@end", END_OF_SESSION);

    private LastUses() {}
}
