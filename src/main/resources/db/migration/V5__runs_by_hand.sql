-- Runs by hand that have not begun are joined by others that they cover.
alter table aggregation_run add column begun boolean not null default false;
comment on column aggregation_run.begun is 'whether days have been aggregated for it: who asks for them after that may need them once more';

-- How many are unfinished is asked for each new one.
create index aggregation_run_unfinished on aggregation_run (project_id) where status = 'RUNNING';
