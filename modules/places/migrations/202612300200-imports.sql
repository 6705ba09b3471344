-- A list of places on its way into the register: a sheet, a GeoJSON file, or division codes that were pasted.
create table places.imports (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  state text not null check (state in ('uploaded', 'checked', 'done', 'cancelled', 'undone')),
  source text not null check (source in ('sheet', 'geojson', 'text')),
  -- The file's name and first row, sealed: in a sheet without headers that row is somebody's.
  sheet_sealed bytea,
  -- The columns that a person chose over what the headers say, and the system in which coordinates without one were read.
  chosen jsonb not null default '{}',
  crs text check (crs in ('WGS84', 'CGCS2000', 'GCJ02', 'BD09')),
  place_path text collate "C" not null,
  total integer not null,
  -- Rows by what they do; places that are made, those above the rows among them.
  fresh integer not null default 0,
  changed integer not null default 0,
  same integer not null default 0,
  skipped integer not null default 0,
  wrong integer not null default 0,
  making integer not null default 0,
  kept integer not null default 0,
  created_by uuid not null,
  created_at timestamptz not null,
  accepted_at timestamptz,
  undone_at timestamptz,
  primary key (tenant_id, id)
);
create index imports_newest on places.imports (tenant_id, created_at desc, id desc);

-- Its rows: what they say stands sealed and goes when nobody needs it, what they do does not.
create table places.import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  cells_sealed bytea,
  geometry jsonb,
  result text check (result in ('new', 'changed', 'same', 'skipped', 'wrong')),
  label text not null default '',
  faults jsonb not null default '[]',
  place_id uuid,
  primary key (tenant_id, import_id, row_number),
  foreign key (tenant_id, import_id) references places.imports (tenant_id, id)
);

-- What was written: undoing goes by it, the last first. `was` is null where the place was made.
create table places.import_effects (
  tenant_id uuid not null,
  import_id uuid not null,
  n integer not null,
  place_id uuid not null,
  was jsonb,
  written jsonb not null,
  fate text check (fate in ('undone', 'kept')),
  primary key (tenant_id, import_id, n),
  foreign key (tenant_id, import_id) references places.imports (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id)
);
