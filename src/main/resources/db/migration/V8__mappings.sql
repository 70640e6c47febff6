-- Mappings that a project has stored under names, and the events that its mappings have paired (docs/adr/0016).

-- A few of bounded length for each project (StoredMappings); they go when somebody deletes them.
create table stored_mapping (
    project_id text        not null,
    name       text        not null,
    document   text        not null,
    changed_at timestamptz not null,
    primary key (project_id, name)
);

-- As many as there were events in the time for which sessions are kept; Retention removes them with the sessions.
create table paired_event (
    project_id  text        not null,
    mapping_id  uuid        not null,
    scope_id    uuid        not null,
    key_id      uuid        not null,
    event_id    uuid        not null,
    happened_at timestamptz not null,
    event       bytea       not null,
    primary key (project_id, mapping_id, scope_id, key_id, event_id)
);
comment on table paired_event is 'what was paired to sessions, so that later uploads pair with it in whatever order they come';
comment on column paired_event.mapping_id is 'of the document by which the event was read';
comment on column paired_event.key_id is 'the nil UUID for what concerns all keys of the scope';
comment on column paired_event.event is 'as dev.deskhours.session.mapping.pairing.Event writes it';

-- When the first event of a mapping was, and what is no longer kept.
create index paired_event_age on paired_event (project_id, mapping_id, happened_at);

grant select, insert, update, delete on stored_mapping, paired_event to deskhours_service;

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['stored_mapping', 'paired_event']
    loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy own_project on %I
            using (project_id = current_setting(''deskhours.project_id'', true))
            with check (project_id = current_setting(''deskhours.project_id'', true))', tenant_table);
    end loop;
end
$$;
