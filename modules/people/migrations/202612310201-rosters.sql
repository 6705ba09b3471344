-- A roster on its way in: persons and the posts that they hold, from a sheet.
create table people.roster_imports (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  state text not null check (state in ('uploaded', 'checked', 'done', 'cancelled', 'undone')),
  -- The file's name and first row, sealed: in a sheet without headers that row is somebody's.
  sheet_sealed bytea,
  chosen jsonb not null default '{}',
  total integer not null,
  -- Rows by what they do.
  fresh integer not null default 0,
  changed integer not null default 0,
  same integer not null default 0,
  wrong integer not null default 0,
  -- What is made: persons, posts; and who takes a post.
  persons integer not null default 0,
  posts integer not null default 0,
  tenures integer not null default 0,
  -- Rows that stayed when it was undone.
  kept integer not null default 0,
  created_by uuid not null,
  created_at timestamptz not null,
  accepted_at timestamptz,
  undone_at timestamptz,
  primary key (tenant_id, id)
);
create index roster_imports_newest on people.roster_imports (tenant_id, created_at desc, id desc);

-- Its rows, sealed, a month: what they say, and whom they mean.
create table people.roster_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  cells_sealed bytea,
  label_sealed bytea,
  result text check (result in ('new', 'changed', 'same', 'wrong')),
  faults jsonb not null default '[]',
  -- Why it stayed when the import was undone.
  kept_why jsonb,
  primary key (tenant_id, import_id, row_number),
  foreign key (tenant_id, import_id) references people.roster_imports (tenant_id, id)
);

-- What a row made: undoing goes by it.
create table people.roster_effects (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  person_id uuid not null,
  -- The person was not known before; an account was opened for them.
  person_made boolean not null,
  account_opened boolean not null,
  post_id uuid,
  post_made boolean not null,
  tenure_id uuid,
  fate text check (fate in ('undone', 'kept')),
  primary key (tenant_id, import_id, row_number),
  foreign key (tenant_id, import_id) references people.roster_imports (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, tenure_id) references people.tenures (tenant_id, id)
);
create index roster_effects_of_person on people.roster_effects (tenant_id, person_id);

select kernel.guard_rows();
