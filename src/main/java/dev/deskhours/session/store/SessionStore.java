package dev.deskhours.session.store;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.presence.EffectiveEnd;
import dev.deskhours.presence.SignedEnds;
import dev.deskhours.project.ChangedDays;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.store.RecordSet.Column;

/**
 * Sessions as they are sent in, the desktops they describe and the days they change (docs/spec/api.md, Sessions in).
 */
@ApplicationScoped
public class SessionStore implements RecordStore<SessionRecord> {
    private static final List<Column<SessionRecord>> COLUMNS = List.of(
            Column.text("session_id", SessionRecord::sessionId),
            Column.text("desktop_id", SessionRecord::desktopId),
            Column.time("started_at", SessionRecord::startedAt),
            Column.time("ended_at", SessionRecord::endedAt),
            Column.time("last_seen_at", SessionRecord::lastSeenAt),
            Column.text("user_name", SessionRecord::userName),
            Column.text("failure_reason", SessionRecord::failureReason),
            Column.text("desktop_name", SessionRecord::desktopName),
            Column.text("pool_id", SessionRecord::desktopPoolId),
            Column.text("pool_name", SessionRecord::desktopPoolName),
            Column.text("enterprise_project_id", SessionRecord::enterpriseProjectId),
            Column.text("machine_sid", SessionRecord::machineSid),
            Column.flag("reconnect", SessionRecord::reconnect));

    private static final String AS_OF = ":as_of::timestamptz";
    private static final String STILL_OPEN = "'infinity'";

    // In: :project_id, :day_starts, :kept_from (the start of the oldest day that is kept), :as_of, the patience.
    // Out: how many sessions there are, were new, have changed; :spans, the days that have changed as pairs of numbers
    // of
    //     days, which are few however many records there are (where only the end is another, from the earlier of the
    // two
    //     on); and the desktops that may have lost their last user or a last use before :kept_from, with the newest
    // that
    //     was lost.
    // Each session is looked up by its key, because of the order, whatever the statistics say of a new project, and
    // with
    // both bounds, as rows that were removed and are not yet cleaned away would be run through up to the next that is
    // there; nobody else writes the project's meanwhile.
    private static final String MERGE = """
            with incoming as (
                select distinct on (session_id) *, @of_record from %s order by session_id, position desc
            ), compared as materialized (
                select incoming.*,
                    before.session_id is null as is_new,
                    before.desktop_id as before_desktop_id,
                    before.started_at as before_started_at,
                    before.ended_at as before_ended_at,
                    before.last_seen_at as before_last_seen_at,
                    before.user_name as before_user_name,
                    before.failure_reason as before_failure_reason,
                    before.reconnect as before_reconnect,
                    before.heartbeat as before_heartbeat,
                    before.seen_at as before_seen_at,
                    before.ends_at as before_ends_at
                from incoming left join lateral (
                    select * from session
                    where session.project_id = :project_id
                        and session.session_id >= incoming.session_id and session.session_id <= incoming.session_id
                    order by session_id
                    limit 1
                ) as before on before.session_id = incoming.session_id
            ), changed as (
                select *,
                    (desktop_id, started_at, user_name, failure_reason, reconnect)
                        is not distinct from (before_desktop_id, before_started_at, before_user_name,
                            before_failure_reason, before_reconnect) as only_ends,
                    least(coalesce(before_ends_at, before_seen_at), coalesce(ends_at, seen_at)) as first_end
                from compared
                where (desktop_id, started_at, ended_at, last_seen_at, user_name, failure_reason, reconnect)
                    is distinct from (before_desktop_id, before_started_at, before_ended_at, before_last_seen_at,
                        before_user_name, before_failure_reason, before_reconnect)
            ), written as (
                insert into session (project_id, session_id, desktop_id, started_at, ended_at, last_seen_at,
                    user_name, failure_reason, reconnect, heartbeat, seen_at, ends_at)
                select :project_id, session_id, desktop_id, started_at, ended_at, last_seen_at, user_name,
                    failure_reason, reconnect, heartbeat, seen_at, ends_at
                from changed
                order by session_id
                on conflict (project_id, session_id) do update set
                    desktop_id = excluded.desktop_id,
                    started_at = excluded.started_at,
                    ended_at = excluded.ended_at,
                    last_seen_at = excluded.last_seen_at,
                    user_name = excluded.user_name,
                    failure_reason = excluded.failure_reason,
                    reconnect = excluded.reconnect,
                    heartbeat = excluded.heartbeat,
                    seen_at = excluded.seen_at,
                    ends_at = excluded.ends_at
            ), touched as (
                select case when only_ends then first_end else started_at end as first_instant,
                    @counted_until as last_instant
                from changed
                union all
                select case when only_ends then first_end else before_started_at end, @before_counted_until
                from changed
                where not is_new
            ), lost as (
                select before_desktop_id as desktop_id,
                    max(before_started_at) filter (where before_user_name is not null) as user_at,
                    max(@before_end) as last_use
                from changed
                where not is_new and before_failure_reason is null and (
                    (before_desktop_id, before_started_at, before_user_name, before_failure_reason)
                        is distinct from (desktop_id, started_at, user_name, failure_reason)
                    or @before_end < :kept_from and @before_end is distinct from @end)
                group by before_desktop_id
            )
            select
                (select count(*) from compared) as sessions,
                (select count(*) from changed where is_new) as inserted,
                (select count(*) from changed where not is_new) as updated,
                (select count(*) from changed where not is_new
                    and (before_desktop_id, before_started_at) is distinct from (desktop_id, started_at)) as moved,
                array(select distinct @span from touched) as spans,
                array(select desktop_id from lost order by desktop_id) as lost_desktops,
                array(select user_at from lost order by desktop_id) as lost_user_at,
                array(select last_use from lost order by desktop_id) as lost_last_use
            """.replace("@of_record", EffectiveEnd.OF_RECORD)
            .replace("@counted_until", EffectiveEnd.countedUntil(""))
            .replace("@before_counted_until", EffectiveEnd.countedUntil("before_"))
            .replace("@before_end", EffectiveEnd.of("before_", STILL_OPEN, AS_OF))
            .replace("@end", EffectiveEnd.of("", STILL_OPEN, AS_OF))
            .replace("@span", ChangedDays.span("first_instant", "last_instant"));

    // In: :as_of, the patience. Out: of records whose session comes again in the same body, how many say another
    // desktop
    // or start than the one before, and the desktops that the overridden ones would have given a last user or a last
    // use.
    private static final String OVERRIDDEN =
            """
            with version as (
                select *, @of_record,
                    position < max(position) over (partition by session_id) as overridden,
                    lag(position) over same_session is not null
                        and (desktop_id, started_at)
                            is distinct from (lag(desktop_id) over same_session, lag(started_at) over same_session)
                        as moved
                from %s
                window same_session as (partition by session_id order by position)
            ), lost as (
                select desktop_id, max(started_at) filter (where user_name is not null) as user_at,
                    max(@end) as last_use
                from version
                where overridden and failure_reason is null
                group by desktop_id
            )
            select
                (select count(*) from version where moved) as moved,
                array(select desktop_id from lost order by desktop_id) as lost_desktops,
                array(select user_at from lost order by desktop_id) as lost_user_at,
                array(select last_use from lost order by desktop_id) as lost_last_use
            """.replace("@of_record", EffectiveEnd.OF_RECORD).replace("@end", EffectiveEnd.of("", STILL_OPEN, AS_OF));

    private static final String DELETE = """
            delete from session using %s as withdrawn
            where session.project_id = :project_id and session.session_id = withdrawn.session_id
            """;

    private static final String RENEW = SignedEnds.renewing("""
            select session_id, 'infinity'::timestamptz as since from %s where ended_at is null and failure_reason is null
            """);

    // In: :project_id, :kept_from, :as_of, the patience. The record that began last describes the desktop; an earlier
    // one
    // only adds
    // what is not known yet. A day before :kept_from is never aggregated; what idleness needs of it is noted at once.
    private static final String DESCRIBE =
            """
            insert into desktop (project_id, desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id,
                machine_sid, first_heard_at, described_at, latest_user, latest_user_at, last_used_before)
            select :project_id, desktop_id,
                (array_agg(desktop_name order by started_at desc, position desc)
                    filter (where desktop_name is not null))[1],
                (array_agg(pool_id order by started_at desc, position desc) filter (where pool_id is not null))[1],
                (array_agg(pool_name order by started_at desc, position desc) filter (where pool_name is not null))[1],
                (array_agg(enterprise_project_id order by started_at desc, position desc)
                    filter (where enterprise_project_id is not null))[1],
                (array_agg(machine_sid order by started_at desc, position desc)
                    filter (where machine_sid is not null))[1],
                min(started_at),
                max(started_at),
                (array_agg(user_name order by started_at desc, session_id)
                    filter (where user_name is not null and failure_reason is null))[1],
                max(started_at) filter (where user_name is not null and failure_reason is null),
                max(@until) filter (where failure_reason is null and @until < :kept_from)
            from (select *, @of_record from %s) as record
            where desktop_id is not null
            group by desktop_id
            order by desktop_id
            on conflict (project_id, desktop_id) do update set
                desktop_name = case when excluded.described_at >= desktop.described_at
                    then coalesce(excluded.desktop_name, desktop.desktop_name)
                    else coalesce(desktop.desktop_name, excluded.desktop_name) end,
                pool_id = case when excluded.described_at >= desktop.described_at
                    then coalesce(excluded.pool_id, desktop.pool_id)
                    else coalesce(desktop.pool_id, excluded.pool_id) end,
                pool_name = case when excluded.described_at >= desktop.described_at
                    then coalesce(excluded.pool_name, desktop.pool_name)
                    else coalesce(desktop.pool_name, excluded.pool_name) end,
                enterprise_project_id = case when excluded.described_at >= desktop.described_at
                    then coalesce(excluded.enterprise_project_id, desktop.enterprise_project_id)
                    else coalesce(desktop.enterprise_project_id, excluded.enterprise_project_id) end,
                machine_sid = case when excluded.described_at >= desktop.described_at
                    then coalesce(excluded.machine_sid, desktop.machine_sid)
                    else coalesce(desktop.machine_sid, excluded.machine_sid) end,
                first_heard_at = least(desktop.first_heard_at, excluded.first_heard_at),
                described_at = greatest(desktop.described_at, excluded.described_at),
                group_number = case
                    when excluded.pool_id <> coalesce(desktop.pool_id, '')
                            and (excluded.described_at >= desktop.described_at or desktop.pool_id is null)
                        or excluded.enterprise_project_id <> coalesce(desktop.enterprise_project_id, '')
                            and (excluded.described_at >= desktop.described_at
                                or desktop.enterprise_project_id is null)
                    then null else desktop.group_number end,
                latest_user = case when excluded.latest_user_at >= coalesce(desktop.latest_user_at, '-infinity')
                    then excluded.latest_user else desktop.latest_user end,
                latest_user_at = greatest(desktop.latest_user_at, excluded.latest_user_at),
                last_used_before = greatest(desktop.last_used_before, excluded.last_used_before)
            """.replace("@of_record", EffectiveEnd.OF_RECORD).replace("@until", EffectiveEnd.of("", STILL_OPEN, AS_OF));

    private final ProjectStore projects;
    private final ProjectConfig config;
    private final Clock clock;

    public SessionStore(ProjectStore projects, ProjectConfig config, Clock clock) {
        this.projects = projects;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public RecordSet<SessionRecord> setOf(List<SessionRecord> records) {
        return RecordSet.of(COLUMNS, records);
    }

    @Override
    public RecordSet<SessionRecord> newStage(SqlConnection transaction) {
        return RecordSet.staged(COLUMNS, transaction);
    }

    /** As {@link #newStage(SqlConnection)}, under another name than all others of the transaction. */
    public RecordSet<SessionRecord> newStage(SqlConnection transaction, String name) {
        return RecordSet.staged(name, COLUMNS, transaction);
    }

    /** Takes sessions back that were stored and are no more; days and desktops forget them. */
    public void withdraw(SqlConnection transaction, String projectId, RecordSet<SessionRecord> records) {
        merge(transaction, projectId, records);
        records.execute(transaction, DELETE, Map.of("project_id", projectId));
    }

    @Override
    public Merged merge(SqlConnection transaction, String projectId, RecordSet<SessionRecord> records) {
        StoreContext context = StoreContext.read(transaction, projectId, projects, config, clock.instant());
        Map<String, ?> values = context.values();
        Row merge = records.execute(transaction, MERGE, values);
        context.markStale(merge);
        records.execute(transaction, DESCRIBE, values);
        context.takeBack(merge);
        if (context.hasSigns()) {
            context.applySigned(records.execute(transaction, RENEW, values));
        }
        Merged merged = new Merged(merge.getLong("inserted"), merge.getLong("updated"), merge.getLong("moved"));
        long twice = records.size() - merge.getLong("sessions");
        return twice > 0 ? withOverridden(context, merged.and(twice, 0), records) : merged;
    }

    private static Merged withOverridden(StoreContext context, Merged merged, RecordSet<SessionRecord> records) {
        Row overridden = records.execute(context.transaction(), OVERRIDDEN, context.values());
        context.takeBack(overridden);
        return merged.and(0, overridden.getLong("moved"));
    }
}
