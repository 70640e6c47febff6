-- How many records of sessions a project has sent in on its newest day, for the limit of a day. Kept where one is set.

create table accepted_sessions (
    project_id text   not null primary key,
    day        date   not null,
    records    bigint not null
);

grant select, insert, update, delete on accepted_sessions to deskhours_service;
alter table accepted_sessions enable row level security;
alter table accepted_sessions force row level security;
create policy own_project on accepted_sessions
    using (project_id = current_setting('deskhours.project_id', true))
    with check (project_id = current_setting('deskhours.project_id', true));
