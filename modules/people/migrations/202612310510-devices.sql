-- Browsers from which somebody signed in, by the mark that each keeps: known for as long as the mark lives, which is longer
-- than sessions are kept.
create table people.devices (
  tenant_id uuid not null,
  person_id uuid not null,
  device_hash bytea not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (tenant_id, person_id, device_hash),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
insert into people.devices (tenant_id, person_id, device_hash, first_at, last_at)
  select tenant_id, person_id, device_hash, min(created_at), max(created_at) from people.sessions
  where device_hash is not null group by 1, 2, 3;

select kernel.guard_rows();
