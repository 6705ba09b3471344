create schema open311;

-- Programs of others that may report. The key itself is nowhere: only its keyed hash.
create table open311.keys (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  name text not null,
  lookup bytea not null,
  per_minute integer not null check (per_minute between 1 and 600),
  made_at timestamptz not null,
  made_by uuid not null,
  ended_at timestamptz,
  last_used_at timestamptz,
  -- The minute that is being counted, and how often the key was used in it.
  minute_at timestamptz,
  minute_used integer not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, lookup),
  foreign key (tenant_id, made_by) references people.persons (tenant_id, id)
);

-- Which key a matter came by. The digest tells a form that is sent again.
create table open311.requests (
  tenant_id uuid not null,
  matter_id uuid not null,
  -- What the other program calls it.
  number text not null,
  key_id uuid not null,
  digest bytea not null,
  at timestamptz not null,
  primary key (tenant_id, matter_id),
  unique (tenant_id, number),
  foreign key (tenant_id, key_id) references open311.keys (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create index requests_by_digest on open311.requests (tenant_id, key_id, digest, at);

-- Updates that came, by the ids of whoever sent them: each has its effect once.
create table open311.updates (
  tenant_id uuid not null,
  key_id uuid not null,
  update_id text not null,
  matter_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, key_id, update_id),
  foreign key (tenant_id, key_id) references open311.keys (tenant_id, id)
);
