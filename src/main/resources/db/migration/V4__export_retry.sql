-- An attempt at an export that has failed is not tried again at once: what was wrong, a full disk say, may be over soon.
alter table export_task add column retry_at timestamptz;
comment on column export_task.retry_at is 'before this nobody takes the task; null = at once';
