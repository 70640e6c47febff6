-- When sessions without an end are over (docs/spec/aggregation.md, Sessions without an end), what desktops tell of themselves
-- apart from sessions, and logins that reached no desktop.

alter table session no force row level security;

alter table session
    alter column desktop_id drop not null,
    add column reconnect boolean not null default false,
    add column heartbeat boolean not null default false,
    add column seen_at timestamptz,
    add column ends_at timestamptz;
comment on column session.heartbeat is 'whether there is a sign of life beside the start';
comment on column session.seen_at is 'the latest sign of life: last_seen_at, or a presence sign, or the start';
comment on column session.ends_at is 'the end that it says, or that a presence sign has made; null = open or lost, which time tells';

update session set
    heartbeat = last_seen_at is not null,
    seen_at = greatest(started_at, last_seen_at),
    ends_at = case when failure_reason is null then ended_at else coalesce(ended_at, started_at) end;

drop index session_by_start;
drop index session_long;
drop index session_open;

-- A day reads the sessions that began on it or up to 24 h before it from this index alone ...
create index session_by_start on session (project_id, started_at)
    include (desktop_id, ends_at, seen_at, heartbeat, reconnect)
    where failure_reason is null;
-- ... and the few that began earlier and may still reach into it from these two.
create index session_long on session (project_id, ends_at)
    where failure_reason is null and ends_at - started_at > interval '24 hours';
create index session_silent on session (project_id, seen_at)
    where failure_reason is null and ends_at is null;
create index session_failed on session (project_id, started_at)
    where failure_reason is not null;

create table presence (
    project_id text        not null,
    desktop_id text        not null,
    at         timestamptz not null,
    sign       text        not null check (sign in ('boot', 'shutdown', 'offline', 'seen')),
    session_id text        check (session_id is null or sign = 'seen')
);
comment on column presence.session_id is 'the session that was seen; null = whatever is open on the desktop';

create unique index presence_end on presence (project_id, desktop_id, at, sign)
    where sign <> 'seen';
create unique index presence_desktop_seen on presence (project_id, desktop_id, at)
    where sign = 'seen' and session_id is null;
create unique index presence_session_seen on presence (project_id, session_id, at)
    where sign = 'seen' and session_id is not null;
create index presence_by_time on presence (project_id, at);

grant select, insert, update, delete on presence to deskhours_service;
alter table presence enable row level security;
alter table presence force row level security;
create policy own_project on presence
    using (project_id = current_setting('deskhours.project_id', true))
    with check (project_id = current_setting('deskhours.project_id', true));

-- Null = as the service.
alter table project
    add column heartbeat_timeout bigint,
    add column stale_after bigint,
    add column lost_counts bigint;
comment on column project.heartbeat_timeout is 'seconds; null = as the service, as are the two below';

-- Null for projects of before: the first look for lost sessions marks all days that the new rules can change.
alter table project_change
    add column settled_at timestamptz,
    add column settled_by text;
comment on column project_change.settled_at is 'up to when days have been marked that sessions without an end had counted on until they were lost';
comment on column project_change.settled_by is 'the patience with which they were looked for';

alter table project add column first_session_before timestamptz;
comment on column project.first_session_before is 'start of the first session that retention has removed';

alter table desktop
    add column announced boolean not null default false,
    add column announced_use_at timestamptz;
comment on column desktop.announced is 'whether it is known by more than its sessions; without created_at it was always there then';
comment on column desktop.announced_use_at is 'the last use that its source knows of, without usage';
create index desktop_by_announced_use on desktop (project_id, announced_use_at)
    where announced_use_at is not null;

-- What no session has made known was announced.
alter table desktop no force row level security;
update desktop set announced = true
where not exists (
    select from session where session.project_id = desktop.project_id and session.desktop_id = desktop.desktop_id);
alter table desktop force row level security;
alter table session force row level security;
