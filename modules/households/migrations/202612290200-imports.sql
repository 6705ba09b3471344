-- Registers of households brought in at the desk: looked at first, written a thousand rows at a time, undone as a whole.
create table households.imports (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  state text not null check (state in
    ('uploaded', 'mapped', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  -- The file's name and first row, sealed: in a sheet without headers that row is somebody's. Gone when nobody needs them.
  sheet_sealed bytea,
  -- The columns that a person chose over what the headers say.
  chosen jsonb not null default '{}',
  -- Those were chosen for the same headers of an earlier file.
  remembered boolean not null default false,
  -- The widest place of whoever brought it.
  place_path text collate "C" not null,
  -- Where the doors of its rows must lie, and the post in whose name they are written: of whoever asked last.
  reach text[] not null default '{}',
  post_id uuid,
  -- Which run may go on: a later start takes over from one that hangs or was killed.
  run_id uuid,
  rows_total integer,
  rows_read integer not null default 0,
  fresh integer not null default 0,
  changed integer not null default 0,
  same integer not null default 0,
  wrong integer not null default 0,
  -- Of an import that was undone: rows that stayed, because somebody went on with them.
  kept integer not null default 0,
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
create index imports_newest on households.imports (tenant_id, created_at desc, id desc);

-- The file as it was sent, sealed: kept until it is in, at most a week.
create table households.import_pieces (
  tenant_id uuid not null,
  import_id uuid not null,
  n integer not null,
  sealed bytea not null,
  primary key (tenant_id, import_id, n),
  foreign key (tenant_id, import_id) references households.imports (tenant_id, id)
);

-- What the check found of each row, then what became of it. Whatever a wrong row says stands sealed.
create table households.import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  result text not null check (result in ('new', 'changed', 'same', 'wrong')),
  -- The door of a right row.
  door text not null,
  sealed bytea,
  -- What the row wrote to, and a room that it added: undoing goes by them.
  household_id uuid,
  room_id uuid,
  fate text check (fate in ('undone', 'kept')),
  primary key (tenant_id, import_id, row_number),
  foreign key (tenant_id, import_id) references households.imports (tenant_id, id)
);
create index import_rows_written on households.import_rows (tenant_id, import_id, household_id)
  where household_id is not null;
