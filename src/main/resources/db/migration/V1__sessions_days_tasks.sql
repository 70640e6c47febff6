-- Tenant data: project_id leads every key (it may be distributed and co-located by project_id).

create table project (
    project_id         text not null primary key,
    time_zone          text,
    aggregated_through date
);
comment on column project.time_zone is 'IANA name; null = the zone of the service';
comment on column project.aggregated_through is 'the watermark: the last day that has been aggregated without a gap';

create table desktop (
    project_id            text        not null,
    desktop_id            text        not null,
    desktop_name          text,
    pool_id               text,
    pool_name             text,
    enterprise_project_id text,
    machine_sid           text,
    created_at            timestamptz,
    deleted_at            timestamptz,
    first_heard_at        timestamptz not null,
    described_at          timestamptz not null,
    latest_user           text,
    latest_user_at        timestamptz,
    last_used_before      timestamptz,
    primary key (project_id, desktop_id)
);
comment on column desktop.described_at is 'start of the newest record that described the desktop';
comment on column desktop.last_used_before is 'last use on a day whose row retention has removed';

create table session (
    project_id     text        not null,
    session_id     text        not null,
    desktop_id     text        not null,
    started_at     timestamptz not null,
    ended_at       timestamptz,
    last_seen_at   timestamptz,
    user_name      text,
    failure_reason text,
    primary key (project_id, session_id)
);

-- A day reads the sessions that began on it or up to 24 h before it from this index alone ...
create index session_by_start on session (project_id, started_at)
    include (desktop_id, ended_at, last_seen_at, failure_reason);
-- ... and the few that began earlier and may still reach into it from these two.
create index session_long on session (project_id, ended_at)
    where ended_at - started_at > interval '24 hours';
create index session_open on session (project_id, started_at)
    where ended_at is null;
create index session_by_desktop on session (project_id, desktop_id, started_at);

create table usage_day (
    project_id    text    not null,
    day           date    not null,
    desktop_id    text    not null,
    usage_seconds integer not null,
    logins        integer not null,
    last_used_at  timestamptz not null,
    primary key (project_id, day, desktop_id)
);
create index usage_day_by_desktop on usage_day (project_id, desktop_id, day);

create table aggregated_day (
    project_id    text        not null,
    day           date        not null,
    desktops_used integer     not null,
    usage_seconds bigint      not null,
    logins        bigint      not null,
    sessions_read bigint      not null,
    aggregated_at timestamptz not null,
    primary key (project_id, day)
);

-- Marks are only ever inserted by those who change sessions and removed by the aggregation that has seen them, in its
-- own snapshot: so a mark made while a day is being aggregated outlives that aggregation.
create table stale_day (
    project_id text not null,
    day        date not null,
    mark_id    uuid not null,
    primary key (project_id, day, mark_id)
);

-- Small local tables: the queue and the run log.

create table export_task (
    task_id         text        not null primary key,
    project_id      text        not null,
    status          text        not null check (status in ('CREATING', 'SUCCESS', 'FAIL', 'EXPIRED')),
    request         text        not null,
    file_name       text        not null,
    create_time     timestamptz not null,
    end_time        timestamptz,
    expires_at      timestamptz,
    attempt         integer     not null default 0,
    given_back      integer     not null default 0,
    lease_until     timestamptz,
    progress        integer     not null default 0,
    row_count       bigint,
    file_key        text,
    file_size       bigint,
    sha256          text,
    fail_reason     text,
    error_code      text,
    downloaded      boolean     not null default false,
    first_day       date,
    last_day        date,
    aggregated_through date,
    idempotency_key text
);
create index export_task_by_project on export_task (project_id, create_time, task_id);
create index export_task_unfinished on export_task (create_time) where status = 'CREATING';
create unique index export_task_idempotency on export_task (project_id, idempotency_key)
    where idempotency_key is not null;

create table aggregation_run (
    run_id               text        not null primary key,
    project_id           text,
    first_day            date        not null,
    last_day             date        not null,
    cause                text        not null check (cause in ('schedule', 'manual', 'stale', 'catch_up')),
    status               text        not null check (status in ('RUNNING', 'SUCCESS', 'FAIL')),
    start_time           timestamptz not null,
    end_time             timestamptz,
    projects             integer     not null,
    sessions_read        bigint      not null,
    desktop_days_written bigint      not null,
    fail_reason          text
);
create index aggregation_run_by_time on aggregation_run (start_time desc, run_id);
