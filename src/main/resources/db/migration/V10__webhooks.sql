-- Who is told of what happens in a project, and what is still to be told (docs/adr/0018).

-- At most ten for each project (Webhooks); they go when somebody deletes them.
create table webhook (
    project_id      text        not null,
    name            text        not null,
    url             text        not null,
    events          text[]      not null,
    enabled         boolean     not null,
    secret          bytea       not null,
    old_secret      bytea,
    old_until       timestamptz,
    disabled_reason text,
    last_success_at timestamptz,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    primary key (project_id, name)
);
comment on column webhook.old_secret is 'the one before, by which messages are signed as well until old_until';
comment on column webhook.disabled_reason is 'why the service has disabled it; null = it has not';

-- A row for each event and each webhook that wants it. What is older than deskhours.webhooks.keep-deliveries goes.
create table webhook_delivery (
    project_id   text        not null,
    webhook      text        not null,
    event_id     text        not null,
    type         text        not null,
    body         text        not null,
    state        text        not null default 'WAITING' check (state in ('WAITING', 'DELIVERED', 'FAILED')),
    attempt      integer     not null default 0,
    tries        integer     not null default 0,
    created_at   timestamptz not null,
    due_at       timestamptz not null,
    lease_until  timestamptz,
    tried_at     timestamptz,
    answer_status integer,
    answer       text,
    primary key (project_id, webhook, event_id)
);
comment on column webhook_delivery.event_id is 'made of the cause, so that a cause has one event however often it is noted';
comment on column webhook_delivery.attempt is 'the fence: raised by whoever takes the delivery';
comment on column webhook_delivery.tries is 'those that have failed or succeeded; one whose process died is none';
comment on column webhook_delivery.answer is 'the first 200 characters, or why there was no answer';

-- What is due next, over all projects: the queue is small and stays in one place, as that of exports does.
create index webhook_delivery_due on webhook_delivery (due_at) where state = 'WAITING';

grant select, insert, update, delete on webhook, webhook_delivery to deskhours_service;

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['webhook', 'webhook_delivery']
    loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy own_project on %I
            using (project_id = current_setting(''deskhours.project_id'', true))
            with check (project_id = current_setting(''deskhours.project_id'', true))', tenant_table);
        -- Runs over all projects note events of each, and the queue is worked on over all of them.
        execute format('create policy service_wide on %I
            using (current_setting(''deskhours.project_id'', true) = ''*'')
            with check (current_setting(''deskhours.project_id'', true) = ''*'')', tenant_table);
    end loop;
end
$$;
