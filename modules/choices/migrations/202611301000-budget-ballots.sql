-- A vote 票选 on how a sum of money is shared among projects.
create table choices.budgets (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  code text collate "C" not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  post_id uuid not null,
  -- Whose ideas were taken over.
  call_id uuid,
  title text not null,
  words text not null,
  budget_fen bigint not null check (budget_fen between 1 and 10000000000000),
  kind text not null check (kind in ('approval', 'ranked', 'points')),
  -- How many items may be ticked or ranked, or points given; null: all.
  most smallint check (most between 1 and 200),
  rule text not null check (rule in ('shares', 'greedy')),
  open_to text not null check (open_to in ('phones', 'register')),
  state text not null check (state in ('draft', 'announced', 'open', 'closed', 'counted', 'published', 'cancelled')),
  notice_days integer not null check (notice_days between 1 and 90),
  voting_days integer not null check (voting_days between 1 and 90),
  announced_at timestamptz,
  opens_on date,
  opened_at timestamptz,
  closes_on date,
  closed_at timestamptz,
  counted_at timestamptz,
  published_at timestamptz,
  cancelled_why text,
  -- Ballots are sealed to the public key. The private one is sealed under the server's secret and destroyed by the count.
  public_key bytea,
  key_sealed bytea,
  -- The last day on which ballots were taken down in the ledger.
  noted_on date,
  result jsonb,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, call_id) references ideas.calls (tenant_id, id),
  check ((state = 'cancelled') = (cancelled_why is not null)),
  check (state in ('draft', 'cancelled') or (announced_at is not null and opens_on is not null)),
  check (state not in ('open', 'closed', 'counted', 'published') or (public_key is not null and closes_on is not null)),
  check (state not in ('open', 'closed') or key_sealed is not null),
  check (state not in ('counted', 'published') or (key_sealed is null and result is not null))
);
create index budgets_by_place on choices.budgets (tenant_id, place_path, created_at);

-- What can be chosen, in the order of the list; `n` from 1.
create table choices.budget_items (
  tenant_id uuid not null,
  budget_id uuid not null,
  n smallint not null check (n between 1 and 100),
  title text not null,
  words text not null,
  cost_fen bigint not null check (cost_fen > 0),
  idea_id uuid,
  file_id uuid,
  primary key (tenant_id, budget_id, n),
  foreign key (tenant_id, budget_id) references choices.budgets (tenant_id, id),
  foreign key (tenant_id, idea_id) references ideas.ideas (tenant_id, id)
);

-- Voters whom staff put down: who has no phone, or shares one. Whoever signs in with a phone need not stand here.
create table choices.budget_register (
  tenant_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  name_sealed bytea not null,
  household text not null,
  phone_sealed bytea,
  phone_lookup bytea,
  -- A keyed hash of the vote with the phone, or with name and household.
  voter_key bytea not null,
  -- A keyed hash of the code on paper, which itself is kept nowhere.
  code_lookup bytea not null,
  registered_by uuid not null,
  registered_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, budget_id, voter_key),
  unique (tenant_id, code_lookup),
  foreign key (tenant_id, budget_id) references choices.budgets (tenant_id, id),
  check ((phone_sealed is null) = (phone_lookup is null))
);
create index budget_register_by_phone on choices.budget_register (tenant_id, phone_lookup) where phone_lookup is not null;

-- Who has voted. Nothing here may tie a voter to a ballot: no id of one, no time finer than a day.
create table choices.budget_voters (
  tenant_id uuid not null,
  budget_id uuid not null,
  voter_key bytea not null,
  voted_on date not null,
  channel text not null check (channel in ('phone', 'code', 'paper')),
  primary key (tenant_id, budget_id, voter_key),
  foreign key (tenant_id, budget_id) references choices.budgets (tenant_id, id)
);

-- Sealed ballots until the count, under their digests, which are as good as random. No time, no order, no voter.
create table choices.budget_sealed (
  tenant_id uuid not null,
  budget_id uuid not null,
  digest bytea not null,
  sealed bytea not null,
  -- Taken down in the ledger.
  noted boolean not null default false,
  primary key (tenant_id, budget_id, digest),
  foreign key (tenant_id, budget_id) references choices.budgets (tenant_id, id)
);

-- Written by the count: opened ballots under random ids, and apart from them the digests of the sealed ones.
create table choices.budget_ballots (
  tenant_id uuid not null,
  budget_id uuid not null,
  id uuid not null,
  -- A byte an item: 1 for a tick, the place from 1, or points; 0 for none.
  marks bytea not null,
  primary key (tenant_id, budget_id, id),
  foreign key (tenant_id, budget_id) references choices.budgets (tenant_id, id)
);
create table choices.budget_receipts (
  tenant_id uuid not null,
  budget_id uuid not null,
  digest bytea not null,
  -- Why it was not valid: such a ballot has no opened one.
  fault text check (fault in ('sealed', 'length', 'value', 'too_many', 'order')),
  primary key (tenant_id, budget_id, digest),
  foreign key (tenant_id, budget_id) references choices.budgets (tenant_id, id)
);
