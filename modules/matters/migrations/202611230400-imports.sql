-- Imports of matters from files: what came, how its columns are read, what became of each row.
create table matters.imports (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  state text not null check (state in
    ('uploaded', 'mapped', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  file_name text not null,
  headers text[] not null,
  -- The whole mapping as it was used, and the columns that a person chose over it.
  mapping jsonb not null,
  chosen jsonb not null default '{}',
  -- Where a row belongs that names no place; rows that name one must lie at or below it.
  place_id uuid not null,
  place_path text collate "C" not null,
  -- Which run may go on: a later start takes over from one that hangs or was killed.
  run_id uuid,
  rows_total integer,
  rows_read integer not null default 0,
  created integer not null default 0,
  unchanged integer not null default 0,
  rejected integer not null default 0,
  created_by uuid,
  created_at timestamptz not null,
  accepted_by uuid,
  accepted_post_id uuid,
  accepted_at timestamptz,
  finished_at timestamptz,
  undone_by uuid,
  undone_post_id uuid,
  undone_at timestamptz,
  -- Why it failed, or why an undo was given up, in words.
  failure jsonb,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id)
);
create index imports_newest on matters.imports (tenant_id, created_at desc, id);

-- The file, sealed like every personal field, in pieces; kept until the import has finished, a week at most.
create table matters.import_pieces (
  tenant_id uuid not null,
  import_id uuid not null,
  n integer not null,
  sealed bytea not null,
  primary key (tenant_id, import_id, n),
  foreign key (tenant_id, import_id) references matters.imports (tenant_id, id)
);

-- The rows that could be read, by a digest of their source key: finds one that stands twice in the file, and after a
-- crash tells which are in. `workdays`: on which working day after the report the answer came.
create table matters.import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  source_digest bytea not null,
  row_number integer not null,
  matter_id uuid,
  answered_at timestamptz,
  workdays integer,
  primary key (tenant_id, import_id, source_digest),
  foreign key (tenant_id, import_id) references matters.imports (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create unique index import_rows_of_matter on matters.import_rows (tenant_id, matter_id) where matter_id is not null;

-- The rows that were not taken, each with what is wrong and, sealed, what it said.
create table matters.import_errors (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  errors jsonb not null,
  sealed bytea not null,
  primary key (tenant_id, import_id, row_number),
  foreign key (tenant_id, import_id) references matters.imports (tenant_id, id)
);
