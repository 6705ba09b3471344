-- Imports of buildings and firms work in the background, can be matched by hand, looked up and undone.
alter table enterprises.imports rename to imports_before;
alter table enterprises.imports_before rename constraint imports_pkey to imports_before_pkey;

create table enterprises.imports (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  kind text not null check (kind in ('suites', 'firms')),
  state text not null check (state in
    ('uploaded', 'mapped', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  file_name text not null,
  headers text[] not null,
  -- The columns that a person chose over what the headers say.
  chosen jsonb not null default '{}',
  -- The widest place of whoever brought it: who answers for that place sees the import.
  place_path text collate "C" not null,
  -- In whose name and reach the rows are judged: who asked for the check or accepted it.
  asker jsonb,
  -- Which run may go on: a later start takes over from one that hangs or was killed.
  run_id uuid,
  rows_total integer,
  rows_read integer not null default 0,
  fresh integer not null default 0,
  changed integer not null default 0,
  same integer not null default 0,
  wrong integer not null default 0,
  created_by uuid not null,
  created_at timestamptz not null,
  accepted_by uuid,
  accepted_at timestamptz,
  finished_at timestamptz,
  undone_by uuid,
  undone_at timestamptz,
  failure jsonb,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  check (state <> 'done' or accepted_at is not null)
);
create index imports_newest on enterprises.imports (tenant_id, created_at desc, id);

insert into enterprises.imports (tenant_id, id, kind, state, file_name, headers, place_path, rows_total, rows_read, fresh,
    changed, same, wrong, created_by, created_at, accepted_by, accepted_at, finished_at, changed_at)
  select tenant_id, id, kind, 'done', file_name, '{}', '/', (summary ->> 'rows')::int, (summary ->> 'rows')::int,
    (summary ->> 'new')::int, (summary ->> 'changed')::int, (summary ->> 'same')::int, (summary ->> 'wrong')::int,
    by_person_id, checked_at, by_person_id, accepted_at, accepted_at, accepted_at
  from enterprises.imports_before where accepted_at is not null;
drop table enterprises.imports_before;

-- The file as it was sent, sealed: kept until it is in, at most a week.
create table enterprises.import_pieces (
  tenant_id uuid not null,
  import_id uuid not null,
  n integer not null,
  sealed bytea not null,
  primary key (tenant_id, import_id, n),
  foreign key (tenant_id, import_id) references enterprises.imports (tenant_id, id)
);

-- What the check found of each row, then what became of it. Of wrong rows the cells too, sealed, to be sent back.
create table enterprises.import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  result text not null check (result in ('new', 'changed', 'same', 'wrong')),
  what text not null,
  faults jsonb not null,
  sealed bytea,
  primary key (tenant_id, import_id, row_number),
  foreign key (tenant_id, import_id) references enterprises.imports (tenant_id, id)
);

-- What an import did, as stretches of the ledger: undoing reads them backwards.
create table enterprises.import_marks (
  tenant_id uuid not null,
  import_id uuid not null,
  stream text not null,
  from_seq integer not null,
  to_seq integer not null,
  primary key (tenant_id, import_id, stream),
  foreign key (tenant_id, import_id) references enterprises.imports (tenant_id, id),
  check (from_seq <= to_seq)
);

-- Rows of a file are known by name where they have no code; a firm that an undone import brought goes.
create index firms_by_name on enterprises.firms (tenant_id, name);
create index firms_merged_into on enterprises.firms (tenant_id, merged_into_id) where merged_into_id is not null;
