create schema incoming;

-- Systems of others that may hand matters in.
create table incoming.systems (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  name text not null,
  -- Null once it was ended.
  key_sealed bytea,
  -- The key before, while the other side changes over.
  former_sealed bytea,
  former_until timestamptz,
  -- What it may report, and below which place.
  kinds text[] collate "C" not null check (cardinality(kinds) between 1 and 50),
  place_id uuid not null,
  per_minute integer not null check (per_minute between 1 and 600),
  made_at timestamptz not null,
  made_by uuid not null,
  paused_at timestamptz,
  ended_at timestamptz,
  last_heard_at timestamptz,
  -- The minute that is being counted, and how many messages came in it.
  minute_at timestamptz,
  minute_used integer not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, made_by) references people.persons (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  check ((ended_at is null) = (key_sealed is not null)),
  check ((former_sealed is null) = (former_until is null))
);

-- Which matter a system knows by which number of its own. The digest tells a report that is sent again.
create table incoming.matters (
  tenant_id uuid not null,
  system_id uuid not null,
  their_number text not null check (length(their_number) between 1 and 100),
  matter_id uuid not null,
  digest bytea not null,
  at timestamptz not null,
  primary key (tenant_id, system_id, their_number),
  unique (tenant_id, matter_id),
  foreign key (tenant_id, system_id) references incoming.systems (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);

-- Messages that had their effect, by the sender's names; when each was signed last.
create table incoming.messages (
  tenant_id uuid not null,
  system_id uuid not null,
  message_id text collate "C" not null,
  signed_at bigint not null,
  digest bytea not null,
  at timestamptz not null,
  primary key (tenant_id, system_id, message_id),
  foreign key (tenant_id, system_id) references incoming.systems (tenant_id, id)
);
create index messages_by_age on incoming.messages (tenant_id, system_id, at);

select kernel.guard_rows();
