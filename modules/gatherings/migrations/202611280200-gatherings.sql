create schema gatherings;

-- A meeting, seminar, fair or activity as it stands.
create table gatherings.gatherings (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  kind text not null check (kind in ('joint_meeting', 'seminar', 'fair', 'activity')),
  state text not null check (state in ('draft', 'announced', 'running', 'held', 'cancelled')),
  title text not null,
  topics text not null default '',
  place_id uuid not null,
  place_path text collate "C" not null,
  venue text not null default '',
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Shown to everybody of the place once announced; else only to who is invited.
  is_public boolean not null,
  capacity integer check (capacity > 0),
  sign_up_until timestamptz,
  post_id uuid not null,
  -- The first of a series gives it its id; the next ones show what became of the decisions before.
  series_id uuid not null,
  -- What the QR code at the door says.
  code text collate "C" not null,
  material_ids uuid[] not null default '{}',
  stall_form jsonb,
  -- RFC 5545 SEQUENCE: a calendar takes a later version over an earlier one.
  sequence integer not null default 0,
  cancelled_why text,
  thanks text,
  thanked_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  check (ends_at > starts_at),
  check ((state = 'cancelled') = (cancelled_why is not null))
);
create index gatherings_by_time on gatherings.gatherings (tenant_id, starts_at);
create index gatherings_by_place on gatherings.gatherings (tenant_id, place_path, starts_at);
create index gatherings_by_series on gatherings.gatherings (tenant_id, series_id, starts_at);

-- Who is invited, signed up or came: a firm, a person, a post, or a guest whom nobody knows.
create table gatherings.entries (
  tenant_id uuid not null,
  id uuid not null,
  gathering_id uuid not null,
  party_kind text not null check (party_kind in ('firm', 'person', 'post', 'guest')),
  party_id uuid,
  -- The name of a firm, or of an exhibitor that staff signed up; persons and posts are named by module people.
  name text,
  -- The name that a guest gave at the door.
  name_sealed bytea,
  standing text not null check (standing in ('invited', 'accepted', 'declined', 'signed_up', 'waiting', 'withdrawn', 'came')),
  invited_at timestamptz,
  -- The order of sign-up: who came first is served first.
  queued_at timestamptz,
  answered_at timestamptz,
  checked_in_at timestamptz,
  checked_in_by text check (checked_in_by in ('code', 'organiser')),
  by_person uuid,
  wish jsonb,
  turnover_fen bigint check (turnover_fen >= 0),
  turnover_at timestamptz,
  rating integer check (rating between 1 and 5),
  rating_words text,
  rated_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, gathering_id) references gatherings.gatherings (tenant_id, id),
  check ((party_kind = 'guest') = (party_id is null)),
  check (party_kind not in ('firm', 'guest') or name is not null or name_sealed is not null),
  check ((checked_in_at is null) = (checked_in_by is null))
);
create unique index entries_one_a_party on gatherings.entries (tenant_id, gathering_id, party_kind, party_id)
  where party_id is not null;
create index entries_of_gathering on gatherings.entries (tenant_id, gathering_id);
create index entries_of_party on gatherings.entries (tenant_id, party_kind, party_id) where party_id is not null;

-- The agenda; what was said stands here and only its hash in the ledger.
create table gatherings.items (
  tenant_id uuid not null,
  id uuid not null,
  gathering_id uuid not null,
  position integer not null,
  title text not null,
  matter_id uuid,
  discussion text,
  dropped_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, gathering_id) references gatherings.gatherings (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create index items_of_gathering on gatherings.items (tenant_id, gathering_id, position);

-- A decision is a matter with a holder and a deadline: how it goes on is told there.
create table gatherings.decisions (
  tenant_id uuid not null,
  id uuid not null,
  gathering_id uuid not null,
  item_id uuid not null,
  words text not null,
  matter_id uuid not null,
  due_on date not null,
  decided_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, gathering_id) references gatherings.gatherings (tenant_id, id),
  foreign key (tenant_id, item_id) references gatherings.items (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create index decisions_of_gathering on gatherings.decisions (tenant_id, gathering_id, decided_at);

create table gatherings.stalls (
  tenant_id uuid not null,
  id uuid not null,
  gathering_id uuid not null,
  number text not null,
  row_at integer not null,
  column_at integer not null,
  -- On the plan, in centimetres from its corner.
  x integer not null,
  y integer not null,
  width integer not null check (width > 0),
  depth integer not null check (depth > 0),
  power boolean not null,
  water boolean not null,
  entry_id uuid,
  -- Settled by a person: the next automatic allotment leaves it alone.
  by_hand boolean not null default false,
  why jsonb,
  primary key (tenant_id, id),
  unique (tenant_id, gathering_id, number),
  foreign key (tenant_id, gathering_id) references gatherings.gatherings (tenant_id, id),
  foreign key (tenant_id, entry_id) references gatherings.entries (tenant_id, id)
);
create unique index stalls_one_an_exhibitor on gatherings.stalls (tenant_id, entry_id) where entry_id is not null;

-- The address of a person's calendar: who has it may read, so it can be taken back.
create table gatherings.feeds (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
create unique index feeds_by_token on gatherings.feeds (token_hash);
create unique index feeds_one_a_person on gatherings.feeds (tenant_id, person_id) where revoked_at is null;
