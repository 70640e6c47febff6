-- Layouts of the day store side by side (docs/adr/0009): psql -X -v desktops=100000 -f bench/layouts.sql a_scratch_database
-- The day's figures are ready in a table, so that only the layout is measured: what one more night takes, what stored days
-- take on disk, and what it takes to add up 180 and 30 days of all desktops with the last use of each.
\set ON_ERROR_STOP on
\pset footer off
\pset tuples_only on
set client_min_messages = warning;
set max_parallel_workers_per_gather = 0;
drop schema if exists layouts cascade;
create schema layouts;
set search_path = layouts;

create unlogged table used as
select day, number, 1800 + (number * 7919 + extract(doy from day)::integer * 104729) % 30000 as usage_seconds,
    1 + number % 4 as logins, 100000 + number % 70000 as last_use
from generate_series(0, :desktops - 1) as number,
    generate_series(date '2026-01-05', date '2026-07-03', interval '1 day') as at, lateral (select at::date as day) as d
where (hashint4(number) & 65535) # (hashint4(extract(doy from day)::integer) & 65535)
    < 65536 * case when extract(isodow from day) < 6 then 0.70 else 0.15 end;
create index on used (day);
vacuum (analyze) used;
select 'desktop-days', count(*), 'of the last night', count(*) filter (where day = '2026-07-03') from used;

create table by_row (project_id text not null, day date not null, desktop_id text not null, usage_seconds integer not null,
    logins integer not null, last_used_at timestamptz not null, primary key (project_id, day, desktop_id));
create index on by_row (project_id, desktop_id, day);
create table by_number (project integer not null, day date not null, number integer not null, usage_seconds integer not null,
    logins integer not null, last_use integer not null, primary key (project, day, number));
create table by_month (project integer not null, month date not null, number integer not null, days smallint[] not null,
    usage_seconds integer[] not null, logins integer[] not null, last_uses integer[] not null,
    primary key (project, month, number)) with (fillfactor = 60);
create table by_segment (project_id text not null, segment integer not null, day date not null, positions smallint[] not null,
    usage_seconds integer[] not null, logins integer[] not null, last_uses integer[] not null,
    primary key (project_id, segment, day));
alter table by_segment alter positions set storage external, alter usage_seconds set storage external,
    alter logins set storage external, alter last_uses set storage external;
create table total (project_id text not null, segment integer not null, through_day date not null,
    usage_seconds integer[] not null, active_days smallint[] not null, logins integer[] not null, last_uses integer[] not null,
    primary key (project_id, segment, through_day));
alter table total alter usage_seconds set storage external, alter active_days set storage external,
    alter logins set storage external, alter last_uses set storage external;

create procedure row_night(night date) language sql as $$
    insert into by_row select 'project-1', day, 'desktop-' || lpad(number::text, 7, '0'), usage_seconds, logins,
        day::timestamp at time zone 'UTC' + last_use * interval '0.5 seconds'
    from used where day = night
$$;
create procedure number_night(night date) language sql as $$
    insert into by_number select 1, day, number, usage_seconds, logins, last_use from used where day = night
$$;
create procedure month_night(night date) language sql as $$
    insert into by_month
    select 1, date_trunc('month', day)::date, number, array[extract(day from day)::smallint], array[usage_seconds],
        array[logins], array[last_use]
    from used where day = night
    on conflict (project, month, number) do update set days = by_month.days || excluded.days,
        usage_seconds = by_month.usage_seconds || excluded.usage_seconds, logins = by_month.logins || excluded.logins,
        last_uses = by_month.last_uses || excluded.last_uses
$$;
create procedure segment_night(night date) language sql as $$
    insert into by_segment
    select 'project-1', number >> 10, day, array_agg((number & 1023)::smallint), array_agg(usage_seconds),
        array_agg(logins), array_agg(last_use)
    from used where day = night group by number >> 10, day
$$;
create procedure total_night(night date) language sql as $$
    insert into total
    select 'project-1', part.segment, night, whole.*
    from (select max(through_day) as before from total) as newest,
        generate_series(0, (select max(number) >> 10 from used)) as part (segment), lateral (
        select array_agg(u), array_agg(d), array_agg(l), array_agg(t) from (
            select position, sum(u)::integer as u, sum(d)::smallint as d, sum(l)::integer as l, max(t) as t from (
                select position, 0 as u, 0 as d, 0 as l, null::integer as t from generate_series(0, 1023) as place (position)
                union all
                select position - 1, e.u, e.d, e.l, t - (night - before) * 172800
                from total, unnest(usage_seconds, active_days, logins, last_uses) with ordinality as e (u, d, l, t, position)
                where project_id = 'project-1' and segment = part.segment and through_day = before
                union all
                select position, e.u, 1, e.l, t - (night - day) * 172800
                from by_segment, unnest(positions, usage_seconds, logins, last_uses) as e (position, u, l, t)
                where project_id = 'project-1' and segment = part.segment and day <= night and (before is null or day > before)
            ) as piece group by position order by position) as desktop) as whole
$$;

-- All nights but the last; month by month a vacuum, as autovacuum would do.
do $$
declare
    night date;
begin
    for night in select distinct day from used where day < '2026-07-03' order by day loop
        call row_night(night);
        call number_night(night);
        call segment_night(night);
        if (night - date '1970-01-01') % 4 = 0 then
            call total_night(night);
        end if;
    end loop;
end
$$;
select format('call month_night(%L)', day) from (select distinct day from used where day < '2026-07-03') as n order by day
\gexec
vacuum (analyze) by_row;
vacuum (analyze) by_number;
vacuum (analyze) by_month;
vacuum (analyze) by_segment;
vacuum (analyze) total;
checkpoint;

select 'bytes per desktop-day', relation::text,
    round(pg_total_relation_size(relation)::numeric / (select count(*) from used where day < '2026-07-03'), 1)
from unnest(array['by_row', 'by_number', 'by_month', 'by_segment', 'total']::regclass[]) as relation;

\timing on
\echo one more night: by_row
call row_night('2026-07-03');
\echo one more night: by_number
call number_night('2026-07-03');
\echo one more night: by_month
call month_night('2026-07-03');
\echo one more night: by_segment
call segment_night('2026-07-03');
\echo and a running total for it
call total_night('2026-07-03');
\timing off
vacuum (analyze) by_month;

\timing on
\echo 180 days: by_row
select sum(u), sum(d), count(t) from (select desktop_id, sum(usage_seconds) as u, count(*) as d, sum(logins), max(last_used_at) as t
    from by_row where project_id = 'project-1' and day <= '2026-07-03' group by desktop_id) as s;
\echo 180 days: by_number
select sum(u), sum(d), count(t) from (select number, sum(usage_seconds) as u, count(*) as d, sum(logins),
    max((day - date '2026-07-03') * 172800 + last_use) as t
    from by_number where project = 1 and day <= '2026-07-03' group by number) as s;
\echo 180 days: by_month
select sum(u), sum(d), count(t) from (select number, sum(e.u) as u, count(*) as d, sum(e.l), max((month + e.d - date '2026-07-03') * 172800 + e.t) as t
    from by_month, unnest(days, usage_seconds, logins, last_uses) as e (d, u, l, t) where project = 1 group by number) as s;
\echo 180 days: by_segment, every day read
select sum(u), sum(d), count(t) from generate_series(0, (:desktops - 1) >> 10) as part (segment), lateral (
    select position, sum(e.u) as u, count(*) as d, sum(e.l) as l, max((day - date '2026-07-03') * 172800 + e.t) as t
    from by_segment, unnest(positions, usage_seconds, logins, last_uses) as e (position, u, l, t)
    where project_id = 'project-1' and segment = part.segment group by position) as s;
\echo 180 days: by_segment and total
select sum(u), sum(d), count(t) from generate_series(0, (:desktops - 1) >> 10) as part (segment), lateral (
    select e.* from total, unnest(usage_seconds, active_days, logins, last_uses) as e (u, d, l, t)
    where project_id = 'project-1' and segment = part.segment and through_day = '2026-07-03') as s;
\echo 30 days and the last use before: by_row
select sum(u), sum(d), count(t) from (select desktop_id, sum(usage_seconds) filter (where day >= '2026-06-04') as u,
    count(*) filter (where day >= '2026-06-04') as d, sum(logins) filter (where day >= '2026-06-04'), max(last_used_at) as t
    from by_row where project_id = 'project-1' and day <= '2026-07-03' group by desktop_id) as s;
\echo 30 days and the last use before: by_segment and total
select sum(u), sum(d), count(t) from generate_series(0, (:desktops - 1) >> 10) as part (segment), lateral (
    select position, sum(u) as u, sum(d) as d, sum(l) as l, max(t) as t from (
        select position - 1 as position, u - u0 as u, d - d0 as d, l - l0 as l, t
        from total as till, total as before, unnest(till.usage_seconds, till.active_days, till.logins, till.last_uses,
            before.usage_seconds, before.active_days, before.logins) with ordinality as e (u, d, l, t, u0, d0, l0, position)
        where till.project_id = 'project-1' and till.segment = part.segment and till.through_day = '2026-07-03'
            and before.project_id = 'project-1' and before.segment = part.segment and before.through_day = '2026-06-04'
        union all
        select position, e.u, 1, e.l, null
        from by_segment, unnest(positions, usage_seconds, logins) as e (position, u, l)
        where project_id = 'project-1' and segment = part.segment and day = '2026-06-04') as piece
    group by position) as s;
create table desktop (project_id text not null, number integer not null, name text not null);
insert into desktop select 'project-1', number, 'desktop ' || number from generate_series(0, :desktops - 1) as number;
alter table desktop add primary key (project_id, number);
vacuum (analyze) desktop;
\echo two totals beside each desktop: unfolded and joined
select count(name), sum(u), sum(d), count(t) from generate_series(0, (:desktops - 1) >> 10) as part (segment), lateral (
    select * from (
        select * from desktop where project_id = 'project-1' and number >= part.segment << 10
            and number < (part.segment + 1) << 10
        ) as desktop left join (
        select position - 1 as position, u - u0 as u, d - d0 as d, l - l0 as l, t
        from total as till, total as before, unnest(till.usage_seconds, till.active_days, till.logins, till.last_uses,
            before.usage_seconds, before.active_days, before.logins) with ordinality as e (u, d, l, t, u0, d0, l0, position)
        where till.project_id = 'project-1' and till.segment = part.segment and till.through_day = '2026-07-03'
            and before.project_id = 'project-1' and before.segment = part.segment and before.through_day = '2026-06-04'
    ) as figure on position = number & 1023) as s;
\echo two totals beside each desktop: looked up
with part as (
    select segment, till.usage_seconds || '{}'::integer[] as u, till.active_days || '{}'::smallint[] as d,
        till.logins || '{}'::integer[] as l, array_replace(till.last_uses, null, -2147483648) as t,
        before.usage_seconds || '{}'::integer[] as u0, before.active_days || '{}'::smallint[] as d0,
        before.logins || '{}'::integer[] as l0
    from total as till join total as before using (project_id, segment)
    where project_id = 'project-1' and till.through_day = '2026-07-03' and before.through_day = '2026-06-04'
    offset 0)
select count(name), sum(s.u), sum(s.d), count(s.t) from part, lateral (
    select name, u[place] - u0[place] as u, d[place] - d0[place] as d, l[place] - l0[place] as l,
        nullif(t[place], -2147483648) as t
    from (
        select *, (number & 1023) + 1 as place from desktop where project_id = 'project-1'
            and number >= part.segment << 10 and number < (part.segment + 1) << 10
        ) as desktop) as s;
\timing off
\if :{?keep}
\else
drop schema layouts cascade;
\endif
