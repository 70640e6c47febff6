-- Rules about desktops that nobody uses, and what they have told (docs/spec/delivery.md, Idleness).

-- One for each metric of a project; they go when somebody deletes them.
create table notify_rule (
    project_id        text    not null,
    rule_id           text    not null,
    metric_name       text    not null,
    threshold         integer not null,
    repeat_days       integer not null,
    enabled           boolean not null,
    notify_object     text,
    evaluated_through date,
    is_new            boolean not null,
    primary key (project_id, rule_id)
);
create unique index notify_rule_by_metric on notify_rule (project_id, metric_name);
comment on column notify_rule.notify_object is 'name or URL of the webhook that is told; null = each that wants it';
comment on column notify_rule.evaluated_through is 'the fence: the last day for which the rule was evaluated';
comment on column notify_rule.is_new is 'whether it was made or changed since; then all that match are told';

-- A row for each rule and day on which something matched. Removed with the days.
create table notify_record (
    project_id  text        not null,
    rule_id     text        not null,
    day         date        not null,
    metric_name text        not null,
    threshold   integer     not null,
    match_count integer     not null,
    desktop_ids text[]      not null,
    noted_at    timestamptz not null,
    primary key (project_id, rule_id, day)
);
comment on column notify_record.desktop_ids is 'the first hundred';

grant select, insert, update, delete on notify_rule, notify_record to deskhours_service;

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['notify_rule', 'notify_record']
    loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy own_project on %I
            using (project_id = current_setting(''deskhours.project_id'', true))
            with check (project_id = current_setting(''deskhours.project_id'', true))', tenant_table);
    end loop;
end
$$;

-- Which projects have a rule to be evaluated is asked over all of them.
create policy service_wide on notify_rule for select
    using (current_setting('deskhours.project_id', true) = '*');
