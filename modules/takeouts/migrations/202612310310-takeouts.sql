create schema takeouts;

-- Everything that a tenant holds, as one file that an administrator had made.
create table takeouts.takeouts (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  -- Whether pictures are inside, or only listed.
  with_files boolean not null,
  -- Why sealed fields were to be opened; null: they stay sealed.
  reason text check (reason is null or length(reason) between 1 and 500),
  state text not null check (state in ('waiting', 'running', 'ready', 'failed', 'cancelled', 'expired')),
  changed_at timestamptz not null,
  -- How far it is: rows written of rows that there are; each is written twice, as JSON and on a sheet.
  rows_done bigint not null default 0,
  rows_total bigint,
  tables integer,
  bytes bigint,
  sha256 bytea,
  -- Fields that no key at hand could open.
  unreadable integer not null default 0,
  expires_at timestamptz,
  -- Which worker's turn writes it: one that was given up writes no more.
  turn uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, asked_by) references people.persons (tenant_id, id),
  constraint takeouts_ready check (state <> 'ready' or (bytes is not null and expires_at is not null))
);
create unique index takeouts_one_at_a_time on takeouts.takeouts (tenant_id) where state in ('waiting', 'running');

-- The file, in pieces, sealed, until it expires.
create table takeouts.pieces (
  tenant_id uuid not null,
  takeout_id uuid not null,
  n integer not null,
  sealed bytea not null,
  primary key (tenant_id, takeout_id, n),
  foreign key (tenant_id, takeout_id) references takeouts.takeouts (tenant_id, id)
);
-- What is sealed cannot be pressed.
alter table takeouts.pieces alter column sealed set storage external;

select kernel.guard_rows();
