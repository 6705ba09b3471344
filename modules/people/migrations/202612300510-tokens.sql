-- Tokens by which scripts read what a post sees. The token itself is nowhere: only its hash.
create table people.tokens (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  name text not null,
  token_hash bytea not null,
  scopes text[] collate "C" not null check (cardinality(scopes) between 1 and 10),
  -- It ends with this tenure, whose person made it.
  tenure_id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at),
  revoked_at timestamptz,
  last_used_at timestamptz,
  last_net text,
  used bigint not null default 0,
  -- The minute that is being counted, and how often it was used in it.
  minute_at timestamptz,
  minute_used integer not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, tenure_id) references people.tenures (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
create index tokens_of_person on people.tokens (tenant_id, person_id);

-- How often an endpoint was read by a token on a day.
create table people.token_uses (
  tenant_id uuid not null,
  token_id uuid not null,
  used_on date not null,
  endpoint text collate "C" not null,
  uses integer not null,
  primary key (tenant_id, token_id, used_on, endpoint),
  foreign key (tenant_id, token_id) references people.tokens (tenant_id, id)
);

select kernel.guard_rows();
