package dev.deskhours.session.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.deskhours.project.ProjectConfig;
import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.record.SessionRecord;

/** Sessions as they are sent in, the desktops they describe and the days they change. */
@ApplicationScoped
public class SessionStore implements RecordStore<SessionRecord> {
    private static final long FIRST_BUCKET = 1_000_000;

    /** A day that ends within this time is marked too, because it may be over when the transaction is. */
    private static final Duration LONGEST_COMMIT = Duration.ofHours(1);

    private static final RecordBatch<SessionRecord> BATCH = new RecordBatch<>(List.of(
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
            Column.text("machine_sid", SessionRecord::machineSid)));

    // $2 holds the starts of days, $3 for how many seconds an open session counts after its last sign of life. A change
    // touches the days of the old interval and of the new one; they are given as pairs of bucket numbers, which are few
    // however many records there are.
    private static final String MERGE = """
            with incoming as (
                select distinct on (session_id) * from %s order by session_id, position desc
            ), before as (
                select session.* from session join incoming using (session_id) where session.project_id = $1
            ), written as (
                insert into session (project_id, session_id, desktop_id, started_at, ended_at, last_seen_at,
                    user_name, failure_reason)
                select $1, session_id, desktop_id, started_at, ended_at, last_seen_at, user_name, failure_reason
                from incoming
                order by session_id
                on conflict (project_id, session_id) do update set
                    desktop_id = excluded.desktop_id,
                    started_at = excluded.started_at,
                    ended_at = excluded.ended_at,
                    last_seen_at = excluded.last_seen_at,
                    user_name = excluded.user_name,
                    failure_reason = excluded.failure_reason
                where (session.desktop_id, session.started_at, session.ended_at, session.last_seen_at,
                        session.user_name, session.failure_reason)
                    is distinct from (excluded.desktop_id, excluded.started_at, excluded.ended_at,
                        excluded.last_seen_at, excluded.user_name, excluded.failure_reason)
                returning session_id, started_at, ended_at, last_seen_at
            ), changed as (
                select started_at, ended_at, last_seen_at from written
                union all
                select before.started_at, before.ended_at, before.last_seen_at from written join before using (session_id)
            ), touched as (
                select started_at,
                    greatest(started_at, coalesce(ended_at - interval '1 microsecond',
                        coalesce(last_seen_at, started_at) + $3::bigint * interval '1 second')) as last_instant
                from changed
            )
            select
                (select count(*) from written left join before using (session_id)
                    where before.session_id is null) as inserted,
                (select count(*) from written join before using (session_id)) as updated,
                array(select distinct width_bucket(started_at, $2::timestamptz[])::bigint * 1000000
                    + width_bucket(last_instant, $2::timestamptz[]) from touched) as spans
            """;

    // The record that began last describes the desktop; an earlier one only adds what is not known yet.
    private static final String DESCRIBE = """
            insert into desktop (project_id, desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id,
                machine_sid, first_heard_at, described_at, latest_user, latest_user_at)
            select $1, desktop_id,
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
                max(started_at) filter (where user_name is not null and failure_reason is null)
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
                latest_user_at = greatest(desktop.latest_user_at, excluded.latest_user_at)
            """;

    // A day that is no longer kept is never aggregated; what idleness needs of it is noted at once.
    private static final String KEEP_LAST_USE = """
            update desktop set last_used_before = greatest(desktop.last_used_before, old.last_use)
            from (
                select desktop_id, max(ended_at) as last_use from %s
                where failure_reason is null and ended_at < $2
                group by desktop_id
            ) as old
            where desktop.project_id = $1 and desktop.desktop_id = old.desktop_id
            """;

    private final ProjectStore projects;
    private final ProjectConfig config;
    private final Clock clock;

    public SessionStore(ProjectStore projects, ProjectConfig config, Clock clock) {
        this.projects = projects;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public RecordBatch<SessionRecord> batch() {
        return BATCH;
    }

    @Override
    public Merged merge(SqlConnection transaction, String projectId, Source<SessionRecord> source) {
        ProjectDays calendar = projects.read(transaction, projectId).await().indefinitely();
        Instant now = clock.instant();
        LocalDate firstDay = calendar.oldestKept(now, config.retention().sessionsDays());
        Tuple parameters = Tuple.of(
                projectId,
                dayStarts(calendar, firstDay, now),
                config.sessions().staleAfter().toSeconds());
        Row result = transaction
                .preparedQuery(MERGE.formatted(source.sql(4)))
                .executeAndAwait(source.with(parameters))
                .iterator()
                .next();
        Merged merged = new Merged(result.getLong("inserted"), result.getLong("updated"));
        if (merged.inserted() + merged.updated() > 0) {
            Set<LocalDate> touched = touchedDays(result.getArrayOfLongs("spans"), firstDay, calendar, now);
            projects.markStale(transaction, projectId, touched).await().indefinitely();
        }
        transaction.preparedQuery(DESCRIBE.formatted(source.sql(2))).executeAndAwait(source.with(Tuple.of(projectId)));
        LocalDate oldest = calendar.oldestKept(now, config.retention().days());
        transaction
                .preparedQuery(KEEP_LAST_USE.formatted(source.sql(3)))
                .executeAndAwait(
                        source.with(Tuple.of(projectId, calendar.startOf(oldest).atOffset(ZoneOffset.UTC))));
        return merged;
    }

    private static OffsetDateTime[] dayStarts(ProjectDays calendar, LocalDate firstDay, Instant now) {
        return firstDay.datesUntil(calendar.dayOf(now).plusDays(2))
                .map(day -> calendar.startOf(day).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    private Set<LocalDate> touchedDays(Long[] spans, LocalDate firstDay, ProjectDays calendar, Instant now) {
        LocalDate oldest = calendar.oldestKept(now, config.retention().days());
        Instant over = now.plus(LONGEST_COMMIT);
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
