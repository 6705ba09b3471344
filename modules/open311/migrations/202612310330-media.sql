-- Pictures that a program named with a report: fetched once, in the background.
create table open311.media (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  url text not null check (length(url) <= 520),
  state text not null check (state in ('waiting', 'kept', 'failed')),
  tries integer not null default 0,
  file_id uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references open311.requests (tenant_id, matter_id),
  check ((state = 'kept') = (file_id is not null))
);
create index media_of_matter on open311.media (tenant_id, matter_id);

select kernel.guard_rows();
