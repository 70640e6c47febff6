-- Tenants are kept apart a second time (docs/adr/0007): a transaction acts as the role deskhours_service and names its
-- project, and then sees and changes rows of that project alone, whatever the conditions of its statements are.

-- A role belongs to the server: another database on it may have made it, or be about to.
do $$
begin
    if not exists (select from pg_roles where rolname = 'deskhours_service') then
        create role deskhours_service nologin nosuperuser nobypassrls;
    end if;
exception
    when duplicate_object or unique_violation then
        null;
    when insufficient_privilege then
        raise exception 'There is no role deskhours_service and % may not create it; an administrator has to run: create role deskhours_service; grant deskhours_service to %',
            current_user, current_user;
end
$$;

-- Who migrates is most often who serves. Where it is another, and this one may not pass the role on, nothing is lost.
do $$
begin
    grant deskhours_service to current_user;
exception
    when unique_violation or insufficient_privilege then
        null;
end
$$;

-- Only an owner can grant these; where another owns them, everybody may use them unless that was taken away.
do $$
begin
    if (select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = current_schema()) then
        execute format('grant usage on schema %I to deskhours_service', current_schema());
    end if;
    if (select pg_has_role(datdba, 'usage') from pg_database where datname = current_database()) then
        execute format('grant temporary on database %I to deskhours_service', current_database());
    end if;
end
$$;

grant select, insert, update, delete
    on project, desktop, session, usage_day, aggregated_day, stale_day, export_task, aggregation_run
    to deskhours_service;

-- Owners are bound too, hence "force". Without a project the setting is null or empty, which no project is called.
do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['project', 'desktop', 'session', 'usage_day', 'aggregated_day', 'stale_day',
        'export_task', 'aggregation_run']
    loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy own_project on %I
            using (project_id = current_setting(''deskhours.project_id'', true))
            with check (project_id = current_setting(''deskhours.project_id'', true))', tenant_table);
    end loop;
end
$$;

-- The list of projects, the queue and the run log are also there for what the service does over all projects.
create policy service_wide on project
    using (current_setting('deskhours.project_id', true) = '*')
    with check (current_setting('deskhours.project_id', true) = '*');
create policy service_wide on export_task
    using (current_setting('deskhours.project_id', true) = '*')
    with check (current_setting('deskhours.project_id', true) = '*');
create policy service_wide on aggregation_run
    using (current_setting('deskhours.project_id', true) = '*')
    with check (current_setting('deskhours.project_id', true) = '*');

-- Every process asks at its start which migrations there were, also one whose login may nothing yet and is told so.
do $$
begin
    if to_regclass('flyway_schema_history') is not null then
        grant select on flyway_schema_history to public;
    end if;
end
$$;
