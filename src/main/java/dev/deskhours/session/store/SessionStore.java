package dev.deskhours.session.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.db.BoundStatement;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.record.SessionRecord;
import dev.deskhours.session.store.RecordSet.Column;

/** Sessions as they are sent in, the desktops they describe and the days they change. */
@ApplicationScoped
public class SessionStore implements RecordStore<SessionRecord> {
    private static final long FIRST_BUCKET = 1_000_000;

    /** A day that ends within this time is marked too, because it may be over when the transaction is. */
    private static final Duration MAX_COMMIT_TIME = Duration.ofHours(1);

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
            Column.text("machine_sid", SessionRecord::machineSid));

    /** Until when a session without an end counts, and with one. */
    private static final String USED_UNTIL = "coalesce(%1$sended_at,"
            + " coalesce(%1$slast_seen_at, %1$sstarted_at) + :stale_seconds::bigint * interval '1 second')";

    // In: :project_id, :day_starts, :stale_seconds, :kept_from (the start of the oldest day that is kept).
    // Out: how many sessions there are, were new, have changed; :spans, the days touched by the old intervals and the
    // new
    // ones as pairs of numbers of days, which are few however many records there are; and the desktops that may have
    // lost
    // their last user or a last use before :kept_from, with the newest that was lost.
    // Each session is looked up by its key, whatever the statistics say; nobody else writes the project's meanwhile.
    private static final String MERGE =
            """
            with incoming as (
                select distinct on (session_id) * from %s order by session_id, position desc
            ), compared as materialized (
                select incoming.*,
                    before.session_id is null as is_new,
                    before.desktop_id as before_desktop_id,
                    before.started_at as before_started_at,
                    before.ended_at as before_ended_at,
                    before.last_seen_at as before_last_seen_at,
                    before.user_name as before_user_name,
                    before.failure_reason as before_failure_reason
                from incoming left join lateral (
                    select * from session
                    where session.project_id = :project_id and session.session_id = incoming.session_id
                    limit 1
                ) as before on true
            ), changed as (
                select * from compared
                where (desktop_id, started_at, ended_at, last_seen_at, user_name, failure_reason)
                    is distinct from (before_desktop_id, before_started_at, before_ended_at, before_last_seen_at,
                        before_user_name, before_failure_reason)
            ), written as (
                insert into session (project_id, session_id, desktop_id, started_at, ended_at, last_seen_at,
                    user_name, failure_reason)
                select :project_id, session_id, desktop_id, started_at, ended_at, last_seen_at, user_name,
                    failure_reason
                from changed
                order by session_id
                on conflict (project_id, session_id) do update set
                    desktop_id = excluded.desktop_id,
                    started_at = excluded.started_at,
                    ended_at = excluded.ended_at,
                    last_seen_at = excluded.last_seen_at,
                    user_name = excluded.user_name,
                    failure_reason = excluded.failure_reason
            ), intervals as (
                select started_at, ended_at, last_seen_at from changed
                union all
                select before_started_at, before_ended_at, before_last_seen_at from changed where not is_new
            ), touched as (
                select started_at,
                    greatest(started_at, coalesce(ended_at - interval '1 microsecond',
                        coalesce(last_seen_at, started_at) + :stale_seconds::bigint * interval '1 second')) as last_instant
                from intervals
            ), lost as (
                select before_desktop_id as desktop_id,
                    max(before_started_at) filter (where before_user_name is not null) as user_at,
                    max(@before_until) as last_use
                from changed
                where not is_new and before_failure_reason is null and (
                    (before_desktop_id, before_started_at, before_user_name, before_failure_reason)
                        is distinct from (desktop_id, started_at, user_name, failure_reason)
                    or @before_until < :kept_from and @before_until is distinct from @until)
                group by before_desktop_id
            )
            select
                (select count(*) from compared) as sessions,
                (select count(*) from changed where is_new) as inserted,
                (select count(*) from changed where not is_new) as updated,
                array(select distinct width_bucket(started_at, :day_starts::timestamptz[])::bigint * 1000000
                    + width_bucket(last_instant, :day_starts::timestamptz[]) from touched) as spans,
                array(select desktop_id from lost order by desktop_id) as lost_desktops,
                array(select user_at from lost order by desktop_id) as lost_user_at,
                array(select last_use from lost order by desktop_id) as lost_last_use
            """.replace("@before_until", USED_UNTIL.formatted("before_")).replace("@until", USED_UNTIL.formatted(""));

    // In: :stale_seconds. Out: of records whose session comes again in the same body, how many say something else than
    // the one before, and the desktops that the overridden ones would have given a last user or a last use.
    private static final String OVERRIDDEN = """
            with version as (
                select *,
                    position < max(position) over (partition by session_id) as overridden,
                    lag(position) over same_session is not null
                        and (desktop_id, started_at, ended_at, last_seen_at, user_name, failure_reason)
                            is distinct from (lag(desktop_id) over same_session, lag(started_at) over same_session,
                                lag(ended_at) over same_session, lag(last_seen_at) over same_session,
                                lag(user_name) over same_session, lag(failure_reason) over same_session) as differs
                from %s
                window same_session as (partition by session_id order by position)
            ), lost as (
                select desktop_id, max(started_at) filter (where user_name is not null) as user_at,
                    max(@until) as last_use
                from version
                where overridden and failure_reason is null
                group by desktop_id
            )
            select
                (select count(*) from version where differs) as updated,
                array(select desktop_id from lost order by desktop_id) as lost_desktops,
                array(select user_at from lost order by desktop_id) as lost_user_at,
                array(select last_use from lost order by desktop_id) as lost_last_use
            """.replace("@until", USED_UNTIL.formatted(""));

    // In: :project_id, :stale_seconds, :kept_from. The record that began last describes the desktop; an earlier one
    // only adds
    // what is not known yet. A day before :kept_from is never aggregated; what idleness needs of it is noted at once.
    private static final String DESCRIBE = """
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
            from %s
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
                latest_user = case when excluded.latest_user_at >= coalesce(desktop.latest_user_at, '-infinity')
                    then excluded.latest_user else desktop.latest_user end,
                latest_user_at = greatest(desktop.latest_user_at, excluded.latest_user_at),
                last_used_before = greatest(desktop.last_used_before, excluded.last_used_before)
            """.replace("@until", USED_UNTIL.formatted(""));

    // In: :project_id, :kept_from, :stale_seconds; the desktops whose last user or last use may have come from what was
    // lost.
    // They get those of the sessions that are kept. Each exists, and is looked up by its key: nothing is ever inserted.
    private static final String TAKE_BACK = """
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
                    select max(@until) as last_use from session
                    where session.project_id = :project_id and session.desktop_id = lost.desktop_id
                        and session.started_at < :kept_from and session.failure_reason is null
                        and @until < :kept_from
                ) as old on true
            where desktop.latest_user_at <= lost.user_at or desktop.last_used_before <= lost.last_use
            order by desktop.desktop_id
            on conflict (project_id, desktop_id) do update set
                latest_user = excluded.latest_user,
                latest_user_at = excluded.latest_user_at,
                last_used_before = excluded.last_used_before
            """.replace("@until", USED_UNTIL.formatted("session."));

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

    @Override
    public Merged merge(SqlConnection transaction, String projectId, RecordSet<SessionRecord> records) {
        ProjectDays calendar = projects.read(transaction, projectId).await().indefinitely();
        Instant now = clock.instant();
        LocalDate firstDay = calendar.oldestKept(now, config.retention().sessionsDays());
        LocalDate keptFrom = calendar.oldestKept(now, config.retention().days());
        Map<String, ?> values = Map.of(
                "project_id",
                projectId,
                "day_starts",
                dayStarts(calendar, firstDay, now),
                "stale_seconds",
                config.sessions().staleAfter().toSeconds(),
                "kept_from",
                calendar.startOf(keptFrom).atOffset(ZoneOffset.UTC));

        Row result = records.execute(transaction, MERGE, values);
        Merged merged = new Merged(result.getLong("inserted"), result.getLong("updated"));
        if (merged.inserted() + merged.updated() > 0) {
            Set<LocalDate> touched = touchedDays(result.getArrayOfLongs("spans"), firstDay, calendar, now);
            projects.markStale(transaction, projectId, touched).await().indefinitely();
        }
        records.execute(transaction, DESCRIBE, values);
        takeBack(transaction, result, values);
        boolean someTwice = result.getLong("sessions") < records.size();
        return someTwice ? withOverridden(transaction, merged, records, values) : merged;
    }

    private static Merged withOverridden(
            SqlConnection transaction, Merged merged, RecordSet<SessionRecord> records, Map<String, ?> values) {
        Row overridden = records.execute(transaction, OVERRIDDEN, values);
        takeBack(transaction, overridden, values);
        return new Merged(merged.inserted(), merged.updated() + overridden.getLong("updated"));
    }

    private static void takeBack(SqlConnection transaction, Row lost, Map<String, ?> values) {
        String[] desktops = lost.getArrayOfStrings("lost_desktops");
        if (desktops.length > 0) {
            Map<String, Object> all = new HashMap<>(values);
            all.put("desktops", desktops);
            all.put("user_at", lost.getArrayOfOffsetDateTimes("lost_user_at"));
            all.put("last_use", lost.getArrayOfOffsetDateTimes("lost_last_use"));
            BoundStatement bound = BoundStatement.of(TAKE_BACK, all);
            transaction.preparedQuery(bound.sql()).executeAndAwait(bound.values());
        }
    }

    private static OffsetDateTime[] dayStarts(ProjectDays calendar, LocalDate firstDay, Instant now) {
        return firstDay.datesUntil(calendar.dayOf(now).plusDays(2))
                .map(day -> calendar.startOf(day).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    private Set<LocalDate> touchedDays(Long[] spans, LocalDate firstDay, ProjectDays calendar, Instant now) {
        LocalDate oldest = calendar.oldestKept(now, config.retention().days());
        Instant over = now.plus(MAX_COMMIT_TIME);
        Set<LocalDate> touched = new TreeSet<>();
        for (long span : spans) {
            long last = span % FIRST_BUCKET;
            for (long bucket = Math.max(1, span / FIRST_BUCKET); bucket <= last; bucket++) {
                LocalDate day = firstDay.plusDays(bucket - 1);
                if (!day.isBefore(oldest) && !calendar.endOf(day).isAfter(over)) {
                    touched.add(day);
                }
            }
        }
        return touched;
    }
}
