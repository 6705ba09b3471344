create schema notices;

-- The inbox: a row a person and thing to know; several of a bundle within an hour are folded into one row.
create table notices.notices (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  person_id uuid not null,
  topic text collate "C" not null,
  words jsonb not null,
  subject_kind text,
  subject_id text,
  bundle text collate "C",
  urgent boolean not null default false,
  count integer not null default 1 check (count > 0),
  -- The newest 20 of what was folded, newest first; empty while it is one.
  lines jsonb not null default '[]',
  first_at timestamptz not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check ((subject_kind is null) = (subject_id is null))
);
create index notices_inbox on notices.notices (tenant_id, person_id, at desc);
create index notices_unread on notices.notices (tenant_id, person_id, bundle) where read_at is null;
-- A digest goes out once a day and person, however often its maker runs.
create unique index notices_digest on notices.notices (tenant_id, person_id, bundle) where bundle like 'digest:%';
