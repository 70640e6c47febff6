-- Days are kept in segments, a row for up to 1,024 desktops (docs/adr/0009). A desktop has a number in its project; number >> 10
-- says in which segment it is, number & 1023 at which position. Numbers are given by the aggregation, without gaps.

alter table desktop no force row level security;
alter table usage_day no force row level security;

alter table desktop add column number integer;
update desktop set number = numbered.number
from (
    select project_id, desktop_id, row_number() over (partition by project_id order by desktop_id) - 1 as number
    from desktop
) as numbered
where desktop.project_id = numbered.project_id and desktop.desktop_id = numbered.desktop_id;
create unique index desktop_by_number on desktop (project_id, number);

alter table project add column day_changes bigint not null default 0;
comment on column project.day_changes is 'counts up with each change of a day or total: of two that overlap one must fail';

-- Counts up with each change of records or settings; apart from the project, whose row the aggregation holds for long.
create table project_change (
    project_id text   not null primary key,
    changes    bigint not null
);

-- The desktops that were used on a day, in no order: entry n of each array belongs to the desktop at position n of positions.
create table usage_segment (
    project_id    text       not null,
    day           date       not null,
    segment       integer    not null,
    positions     smallint[] not null,
    usage_seconds integer[]  not null,
    logins        integer[]  not null,
    last_uses     integer[]  not null,
    primary key (project_id, segment, day)
);
comment on column usage_segment.last_uses is 'half seconds from 00:00 UTC of the day; odd = somewhere between two seconds';

-- What all days up to one add up to; entry n belongs to the desktop at position n. Made of usage_segment, and made again
-- whenever a day before changes.
create table running_total (
    project_id    text       not null,
    through_day   date       not null,
    segment       integer    not null,
    usage_seconds integer[]  not null,
    active_days   smallint[] not null,
    logins        integer[]  not null,
    last_uses     integer[]  not null,
    primary key (project_id, segment, through_day)
);
comment on column running_total.last_uses is 'half seconds from 00:00 UTC of through_day, mostly before it; null = never used';

-- Numbers like these hardly get smaller, and the time to try it is lost.
alter table usage_segment
    alter positions set storage external,
    alter usage_seconds set storage external,
    alter logins set storage external,
    alter last_uses set storage external;
alter table running_total
    alter usage_seconds set storage external,
    alter active_days set storage external,
    alter logins set storage external,
    alter last_uses set storage external;

insert into usage_segment (project_id, day, segment, positions, usage_seconds, logins, last_uses)
select project_id, day, number >> 10,
    array_agg((number & 1023)::smallint), array_agg(usage_seconds), array_agg(logins), array_agg(last_use)
from (
    select usage_day.project_id, day, number, usage_seconds, logins,
        (floor(since_midnight) + ceil(since_midnight))::integer as last_use
    from usage_day
        join desktop using (project_id, desktop_id),
        extract(epoch from last_used_at - day::timestamp at time zone 'UTC') as since_midnight
) as used
group by project_id, day, number >> 10;

drop table usage_day;
alter table desktop force row level security;

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['usage_segment', 'running_total', 'project_change']
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

comment on column desktop.last_used_before is 'last use on a day that was no longer kept when it was heard of, or that has been removed';

-- How many of a project are unfinished is asked for each new one.
create index export_task_unfinished_by_project on export_task (project_id) where status = 'CREATING';

-- The days one by one, for people who look.
create view usage_day with (security_invoker = true) as
select usage_segment.project_id, day, desktop_id, used.usage_seconds, used.logins,
    day::timestamp at time zone 'UTC' + last_use * interval '0.5 seconds' as last_used_at
from usage_segment,
    unnest(positions, usage_segment.usage_seconds, usage_segment.logins, last_uses)
        as used (position, usage_seconds, logins, last_use),
    desktop
where desktop.project_id = usage_segment.project_id and desktop.number = (segment << 10) + position;
grant select on usage_day to deskhours_service;
