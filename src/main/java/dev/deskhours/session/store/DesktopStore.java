package dev.deskhours.session.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.deskhours.project.ProjectDays;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.session.record.DesktopRecord;
import dev.deskhours.session.store.RecordSet.Column;

/** Virtual desktops as they are announced (docs/spec/api.md, Sessions in). */
@ApplicationScoped
public class DesktopStore implements RecordStore<DesktopRecord> {
    private static final List<Column<DesktopRecord>> COLUMNS = List.of(
            Column.text("desktop_id", DesktopRecord::desktopId),
            Column.text("desktop_name", DesktopRecord::desktopName),
            Column.text("pool_id", DesktopRecord::desktopPoolId),
            Column.text("pool_name", DesktopRecord::desktopPoolName),
            Column.text("enterprise_project_id", DesktopRecord::enterpriseProjectId),
            Column.text("machine_sid", DesktopRecord::machineSid),
            Column.time("created_at", DesktopRecord::createdAt),
            Column.time("deleted_at", DesktopRecord::deletedAt),
            Column.time("last_used_at", DesktopRecord::lastUsedAt));

    // In: :project_id, :now, :today (the start of the day). Out: how many desktops there are, were new, have changed.
    // An announcement replaces the times of creation and deletion; what else it leaves out stays. A desktop counts as
    // heard of from the start of the day on. Each is looked up by its key, whatever the statistics say; nobody else
    // writes the project's meanwhile.
    private static final String MERGE = """
            with incoming as (
                select distinct on (desktop_id) * from %s order by desktop_id, position desc
            ), compared as materialized (
                select incoming.*, before.desktop_id is null as is_new
                from incoming left join lateral (
                    select desktop_id from desktop
                    where desktop.project_id = :project_id and desktop.desktop_id = incoming.desktop_id
                    limit 1
                ) as before on true
            ), written as (
                insert into desktop (project_id, desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id,
                    machine_sid, created_at, deleted_at, announced, announced_use_at, first_heard_at, described_at)
                select :project_id, desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id,
                    machine_sid, created_at, deleted_at, true, last_used_at, :today::timestamptz, :now::timestamptz
                from compared
                order by desktop_id
                on conflict (project_id, desktop_id) do update set
                    desktop_name = coalesce(excluded.desktop_name, desktop.desktop_name),
                    pool_id = coalesce(excluded.pool_id, desktop.pool_id),
                    pool_name = coalesce(excluded.pool_name, desktop.pool_name),
                    enterprise_project_id =
                        coalesce(excluded.enterprise_project_id, desktop.enterprise_project_id),
                    machine_sid = coalesce(excluded.machine_sid, desktop.machine_sid),
                    created_at = excluded.created_at,
                    deleted_at = excluded.deleted_at,
                    announced = true,
                    announced_use_at = coalesce(excluded.announced_use_at, desktop.announced_use_at),
                    first_heard_at = least(desktop.first_heard_at, excluded.first_heard_at),
                    described_at = excluded.described_at,
                    group_number = case
                        when excluded.pool_id <> coalesce(desktop.pool_id, '')
                            or excluded.enterprise_project_id <> coalesce(desktop.enterprise_project_id, '')
                        then null else desktop.group_number end
                where (desktop.created_at, desktop.deleted_at, desktop.announced)
                        is distinct from (excluded.created_at, excluded.deleted_at, true)
                    or excluded.desktop_name <> coalesce(desktop.desktop_name, '')
                    or excluded.pool_id <> coalesce(desktop.pool_id, '')
                    or excluded.pool_name <> coalesce(desktop.pool_name, '')
                    or excluded.enterprise_project_id <> coalesce(desktop.enterprise_project_id, '')
                    or excluded.machine_sid <> coalesce(desktop.machine_sid, '')
                    or excluded.announced_use_at <> coalesce(desktop.announced_use_at, '-infinity')
                returning desktop_id
            )
            select (select count(*) from incoming) as desktops, inserted,
                (select count(*) from written) - inserted as updated
            from (select count(*) as inserted from compared where is_new) as new_ones
            """;

    private final ProjectStore projects;
    private final Clock clock;

    public DesktopStore(ProjectStore projects, Clock clock) {
        this.projects = projects;
        this.clock = clock;
    }

    @Override
    public RecordSet<DesktopRecord> setOf(List<DesktopRecord> records) {
        return RecordSet.of(COLUMNS, records);
    }

    @Override
    public RecordSet<DesktopRecord> newStage(SqlConnection transaction) {
        return RecordSet.staged(COLUMNS, transaction);
    }

    @Override
    public Merged merge(SqlConnection transaction, String projectId, RecordSet<DesktopRecord> records) {
        Instant now = clock.instant();
        ProjectDays calendar = projects.read(transaction, projectId).await().indefinitely();
        Instant today = calendar.startOf(calendar.dayOf(now));
        Map<String, ?> values = Map.of(
                "project_id", projectId, "now", now.atOffset(ZoneOffset.UTC), "today", today.atOffset(ZoneOffset.UTC));
        Row counts = records.execute(transaction, MERGE, values);
        return new Merged(counts.getLong("inserted"), counts.getLong("updated"), 0)
                .and(records.size() - counts.getLong("desktops"), 0);
    }
}
