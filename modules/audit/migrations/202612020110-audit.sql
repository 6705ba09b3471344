create schema audit;

-- When administrators are told: versions as somebody saved them; the newest counts.
create table audit.settings (
  tenant_id uuid not null references kernel.tenants (id),
  version integer not null,
  saved_at timestamptz not null,
  author_id uuid not null,
  -- More than so many in an hour by one person.
  reveals integer not null check (reveals between 1 and 1000),
  exports integer not null check (exports between 1 and 1000),
  -- Failed sign-ins of so many accounts in an hour from one address.
  accounts integer not null check (accounts between 2 and 1000),
  -- An administrator signs in from a device that they have not used before.
  new_device boolean not null,
  primary key (tenant_id, version),
  foreign key (tenant_id, author_id) references people.persons (tenant_id, id)
);
