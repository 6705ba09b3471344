create schema households;

-- A household lives in a room from a day to a day. What is personal stands sealed in entries.
create table households.households (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  room_id uuid not null,
  building_id uuid not null,
  place_path text collate "C" not null,
  grid_id uuid,
  unit text not null,
  floor integer not null,
  number text not null,
  from_on date not null,
  to_on date,
  ended_why text,
  -- Below: what follows from entries and visits, kept for lists.
  people integer not null default 0,
  -- By which rules of visits know it; sensitive circumstances only as a rhythm.
  tags text[] not null default '{}',
  last_reached_at timestamptz,
  tries integer not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, room_id) references places.rooms (tenant_id, id),
  foreign key (tenant_id, building_id) references places.places (tenant_id, id),
  foreign key (tenant_id, grid_id) references places.grids (tenant_id, id),
  check ((to_on is null) = (ended_why is null)),
  check (to_on >= from_on)
);
create unique index households_one_a_room on households.households (tenant_id, room_id) where to_on is null;
create index households_by_path on households.households (tenant_id, place_path);
create index households_by_grid on households.households (tenant_id, grid_id) where to_on is null;

-- Every value that was ever entered, and what became of it. A row is never deleted but by law, and its value never altered.
create table households.entries (
  tenant_id uuid not null,
  -- Made by the client: a retry names the same.
  id uuid not null,
  household_id uuid not null,
  kind text not null check (kind in ('contact', 'member', 'fact', 'circumstance')),
  -- Which item: `contact`, `member:<id>`, `fact:<key>`, and of a circumstance a keyed hash that tells nothing.
  item text collate "C" not null,
  -- The item and its value as JSON; a value of null takes the item away.
  value_sealed bytea not null,
  -- Keyed: equal for equal values, and of no use without the key.
  value_hash bytea not null,
  is_empty boolean not null,
  -- Of a circumstance: its code as a keyed hash, and the first day on which it is over.
  code_lookup bytea,
  until_on date,
  -- Of a contact or member.
  name_lookup bytea,
  phone_lookup bytea,
  source text not null,
  as_of date not null,
  -- What whoever entered it had seen as current.
  basis_id uuid,
  -- What was current when it was entered and did not take its place.
  against_id uuid,
  state text not null check (state in ('current', 'same', 'past', 'conflict', 'difference', 'declined')),
  replaced_by_id uuid,
  -- What a resident adds who asks for a correction.
  words_sealed bytea,
  person_id uuid,
  post_id uuid,
  visit_id uuid,
  at timestamptz not null,
  settled_how text check (settled_how in ('current', 'other', 'both')),
  settled_by_id uuid,
  settled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, household_id) references households.households (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  -- Nothing is replaced without saying by what.
  constraint entries_past_says_by_what check (state <> 'past' or replaced_by_id is not null),
  constraint entries_declined_was_settled check (state <> 'declined' or settled_at is not null)
);
create unique index entries_one_current on households.entries (tenant_id, household_id, item) where state = 'current';
create index entries_of_household on households.entries (tenant_id, household_id, at);
create index entries_open on households.entries (tenant_id, household_id) where state in ('conflict', 'difference');
create index entries_by_code on households.entries (tenant_id, code_lookup) where state = 'current' and not is_empty;
create index entries_by_name on households.entries (tenant_id, name_lookup) where state = 'current' and not is_empty;
create index entries_by_phone on households.entries (tenant_id, phone_lookup) where state = 'current' and not is_empty;

-- 民情日志: what was said, sealed; the ledger holds its keyed hash.
create table households.notes (
  tenant_id uuid not null,
  id uuid not null,
  household_id uuid not null,
  visit_id uuid,
  words_sealed bytea not null,
  words_hash bytea not null,
  sensitivity text not null check (sensitivity in ('open_to_community', 'sealed_to_those_in_charge')),
  person_id uuid,
  post_id uuid,
  at timestamptz not null,
  matter_id uuid,
  matter_number text,
  volunteer boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, household_id) references households.households (tenant_id, id),
  check ((matter_id is null) = (matter_number is null))
);
create index notes_of_household on households.notes (tenant_id, household_id, at desc);
create index notes_by_time on households.notes (tenant_id, at desc);

-- What neighbours may take up.
create table households.wishes (
  tenant_id uuid not null,
  id uuid not null,
  household_id uuid not null,
  note_id uuid,
  kind text not null,
  words_sealed bytea,
  state text not null check (state in ('open', 'taken', 'withdrawn')),
  at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, household_id) references households.households (tenant_id, id),
  foreign key (tenant_id, note_id) references households.notes (tenant_id, id),
  check ((state = 'open') = (ended_at is null))
);
create unique index wishes_one_a_note on households.wishes (tenant_id, note_id) where note_id is not null;
create index wishes_open on households.wishes (tenant_id, household_id) where state = 'open';

-- Published: where a household lives, nothing of who.
create view households.households_view as
  select tenant_id, id, room_id, building_id, place_path, grid_id, unit, floor, number, from_on, to_on, last_reached_at
  from households.households;
