-- Beside the days of desktops: the days of users, and of a project and its groups with their hours (docs/adr/0017).

-- The pools and enterprise projects of desktops as pairs; '' = none. A project has as many as its desktops have had.
create table desktop_group (
    project_id            text    not null,
    pool_id               text    not null,
    enterprise_project_id text    not null,
    number                integer not null,
    primary key (project_id, pool_id, enterprise_project_id)
);
create unique index desktop_group_by_number on desktop_group (project_id, number);

-- A user in each of the groups whose desktops are used, with a number as desktops have. As many as there have been.
create table user_in_group (
    project_id   text    not null,
    user_name    text    not null,
    group_number integer not null,
    number       integer not null,
    person       integer not null,
    primary key (project_id, user_name, group_number)
);
create unique index user_in_group_by_number on user_in_group (project_id, number);
comment on column user_in_group.person is 'the same for all groups of one user: the first number that the user got';

-- The users of a day, as usage_segment has the desktops: entry n of each array belongs to the user at position n of positions.
create table user_segment (
    project_id    text       not null,
    day           date       not null,
    segment       integer    not null,
    positions     smallint[] not null,
    usage_seconds integer[]  not null,
    logins        integer[]  not null,
    failures      integer[]  not null,
    primary key (project_id, segment, day)
);
comment on column user_segment.usage_seconds is 'null = no session touched the day, only logins failed';
alter table user_segment
    alter positions set storage external,
    alter usage_seconds set storage external,
    alter logins set storage external,
    alter failures set storage external;

-- A day of a project (kind 0, group ''), of each pool (1) and of each enterprise project (2), with its local hours in order.
create table group_day (
    project_id         text          not null,
    kind               smallint      not null,
    day                date          not null,
    group_id           text          not null,
    desktops_used      integer       not null,
    usage_seconds      bigint        not null,
    logins             bigint        not null,
    logins_failed      bigint        not null,
    users              integer       not null,
    user_seconds       bigint        not null,
    desktop_peaks      integer[]     not null,
    desktop_peak_times timestamptz[] not null,
    desktop_usage      bigint[]      not null,
    user_peaks         integer[]     not null,
    user_peak_times    timestamptz[] not null,
    user_usage         bigint[]      not null,
    primary key (project_id, kind, day, group_id)
);
comment on column group_day.user_seconds is 'usage of all users, each desktop of a user apart';
comment on column group_day.desktop_usage is 'microseconds per hour; no hours at all = none was used';

alter table desktop add column group_number integer;
comment on column desktop.group_number is 'the group its days are counted in; null = it is new, or was moved to another';

alter table desktop no force row level security;
alter table aggregated_day no force row level security;
alter table stale_day no force row level security;

insert into desktop_group (project_id, pool_id, enterprise_project_id, number)
select project_id, pool_id, enterprise_project_id,
    row_number() over (partition by project_id order by pool_id, enterprise_project_id) - 1
from (
    select project_id, coalesce(pool_id, '') as pool_id, coalesce(enterprise_project_id, '') as enterprise_project_id
    from desktop
    union
    select project_id, '', '' from desktop
) as present;
update desktop set group_number = desktop_group.number
from desktop_group
where desktop_group.project_id = desktop.project_id
    and desktop_group.pool_id = coalesce(desktop.pool_id, '')
    and desktop_group.enterprise_project_id = coalesce(desktop.enterprise_project_id, '');
create index desktop_without_group on desktop (project_id) where group_number is null;

-- The days so far know neither users nor hours.
insert into stale_day (project_id, day, mark_id) select project_id, day, gen_random_uuid() from aggregated_day;

alter table desktop force row level security;
alter table aggregated_day force row level security;
alter table stale_day force row level security;

-- A day reads its users from the index, too.
drop index session_by_start;
create index session_by_start on session (project_id, started_at)
    include (desktop_id, ends_at, seen_at, heartbeat, reconnect, user_name)
    where failure_reason is null;

-- A presence sign finds what is open on its desktop, also where no statistics know the project: of indexes that seem to cost
-- the same the newest is taken.
create index session_open on session (project_id, desktop_id)
    where ended_at is null and failure_reason is null;

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['desktop_group', 'user_in_group', 'user_segment', 'group_day']
    loop
        execute format('grant select, insert, update, delete on %I to deskhours_service', tenant_table);
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy own_project on %I
            using (project_id = current_setting(''deskhours.project_id'', true))
            with check (project_id = current_setting(''deskhours.project_id'', true))', tenant_table);
    end loop;
end
$$;
