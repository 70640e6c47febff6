-- With all columns that a day reads, so that it seems cheaper than all earlier sessions, whatever the statistics say. While it is
-- built uploads wait and whoever reads goes on; what nobody can go on beside comes last, and is short.
create index session_long_days on session (project_id, ends_at)
    include (desktop_id, started_at, seen_at, heartbeat, reconnect, user_name)
    where failure_reason is null and ends_at - started_at > interval '24 hours';
drop index session_long;
alter index session_long_days rename to session_long;

-- What is due in all projects is found by one statement: a project is looked into only where something has changed.
alter table project_change add column quiet_changes bigint;
comment on column project_change.quiet_changes is 'how many changes there had been when nothing was left to be aggregated again; null = something was';
alter table project_change add column lost_at timestamptz;
comment on column project_change.lost_at is 'when the patience with an open session ran out next, as of then; null = with none';
create policy service_wide on project_change for select
    using (current_setting('deskhours.project_id', true) = '*');
