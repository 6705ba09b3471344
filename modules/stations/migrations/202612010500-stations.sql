create schema stations;

create table stations.stations (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  code text collate "C" not null,
  name text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  keeper_post_id uuid not null,
  -- Hours of the week with their exceptions: opening.ts.
  hours jsonb not null,
  services text[] not null,
  intro text not null,
  from_on date not null,
  to_on date,
  closed_why text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, keeper_post_id) references people.posts (tenant_id, id),
  check ((to_on is null) = (closed_why is null))
);
create index stations_by_place on stations.stations (tenant_id, place_path);
create index stations_by_keeper on stations.stations (tenant_id, keeper_post_id);

-- Who shares: a firm of the register, a shop, a resident, an office.
create table stations.sharers (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('firm', 'shop', 'person', 'office')),
  name text not null,
  firm_id uuid,
  -- Whose pocket it is, for shops and residents.
  person_id uuid,
  post_id uuid,
  station_id uuid,
  place_id uuid not null,
  place_path text collate "C" not null,
  lng double precision,
  lat double precision,
  contact_sealed bytea,
  phone_sealed bytea,
  state text not null check (state in ('asked', 'live', 'paused', 'ended', 'refused')),
  why text,
  asked_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, station_id) references stations.stations (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id),
  check (case kind when 'firm' then firm_id is not null when 'office' then post_id is not null
    else true end)
);
create unique index sharers_one_a_firm on stations.sharers (tenant_id, firm_id)
  where firm_id is not null and state in ('asked', 'live', 'paused');
create index sharers_by_place on stations.sharers (tenant_id, place_path, state);
create index sharers_of_person on stations.sharers (tenant_id, person_id) where person_id is not null;
create index sharers_of_station on stations.sharers (tenant_id, station_id);

create table stations.resources (
  tenant_id uuid not null,
  id uuid not null,
  sharer_id uuid not null,
  -- Where it is kept and handed over, if at a station.
  station_id uuid,
  kind text not null check (kind in ('room', 'space', 'tool', 'goods', 'skill', 'discount')),
  name text not null,
  words text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  lng double precision,
  lat double precision,
  unit text not null check (unit in ('half_hour', 'day', 'none')),
  hours jsonb not null,
  slot_units integer not null check (slot_units between 1 and 16),
  most_slots integer not null check (most_slots between 1 and 31),
  capacity integer not null check (capacity between 1 and 200),
  ahead_days integer not null check (ahead_days between 1 and 90),
  cancel_hours integer not null check (cancel_hours between 0 and 168),
  audience text not null check (audience in ('everyone', 'residents', 'shops')),
  -- A note: Liren never handles money.
  deposit_fen bigint check (deposit_fen > 0),
  deposit_words text,
  rules text,
  photo_id uuid,
  state text not null check (state in ('live', 'paused', 'ended')),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, sharer_id) references stations.sharers (tenant_id, id),
  foreign key (tenant_id, station_id) references stations.stations (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id)
);
create index resources_by_place on stations.resources (tenant_id, place_path, state, kind);
create index resources_of_sharer on stations.resources (tenant_id, sharer_id);
create index resources_of_station on stations.resources (tenant_id, station_id);

-- A row a piece: what may be taken at all.
create table stations.seats (
  tenant_id uuid not null,
  resource_id uuid not null,
  seat integer not null,
  primary key (tenant_id, resource_id, seat),
  foreign key (tenant_id, resource_id) references stations.resources (tenant_id, id)
);

create table stations.bookings (
  tenant_id uuid not null,
  id uuid not null,
  resource_id uuid not null,
  -- Who booked; null again 180 days after its end.
  person_id uuid,
  -- For another sharer, if it was not for themselves.
  for_sharer_id uuid,
  by_station boolean not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  pieces integer not null check (pieces between 1 and 200),
  state text not null check (state in ('booked', 'out', 'done', 'cancelled', 'no_show')),
  why text,
  made_at timestamptz not null,
  handed_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, resource_id) references stations.resources (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, for_sharer_id) references stations.sharers (tenant_id, id),
  check (until_at > from_at),
  check ((ended_at is null) = (state in ('booked', 'out'))),
  check (person_id is not null or ended_at is not null)
);
create index bookings_of_resource on stations.bookings (tenant_id, resource_id, from_at);
create index bookings_of_person on stations.bookings (tenant_id, person_id, from_at) where person_id is not null;
create index bookings_open on stations.bookings (tenant_id, from_at) where ended_at is null;

-- One unit of time of one piece is taken once: whatever the program does, the key holds.
create table stations.taken (
  tenant_id uuid not null,
  resource_id uuid not null,
  unit_at timestamptz not null,
  seat integer not null,
  booking_id uuid not null,
  primary key (tenant_id, resource_id, unit_at, seat),
  foreign key (tenant_id, resource_id, seat) references stations.seats (tenant_id, resource_id, seat),
  foreign key (tenant_id, booking_id) references stations.bookings (tenant_id, id)
);
create index taken_of_booking on stations.taken (tenant_id, booking_id);

create table stations.wants (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid,
  sharer_id uuid,
  kind text not null check (kind in ('room', 'space', 'tool', 'goods', 'skill', 'discount')),
  name text not null,
  words text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  station_id uuid,
  lng double precision,
  lat double precision,
  -- When it is wanted, where that is known.
  from_at timestamptz,
  slots integer not null check (slots between 1 and 31),
  pieces integer not null check (pieces between 1 and 200),
  until_on date not null,
  state text not null check (state in ('open', 'met', 'withdrawn')),
  why text,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, sharer_id) references stations.sharers (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  check ((ended_at is null) = (state = 'open')),
  check (person_id is not null or ended_at is not null)
);
create index wants_by_place on stations.wants (tenant_id, place_path, state);
create index wants_of_person on stations.wants (tenant_id, person_id) where person_id is not null;

-- A resource that is offered for a want.
create table stations.offers (
  tenant_id uuid not null,
  id uuid not null,
  want_id uuid not null,
  resource_id uuid not null,
  booking_id uuid,
  state text not null check (state in ('offered', 'accepted', 'done', 'declined')),
  why text,
  made_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, want_id) references stations.wants (tenant_id, id),
  foreign key (tenant_id, resource_id) references stations.resources (tenant_id, id),
  foreign key (tenant_id, booking_id) references stations.bookings (tenant_id, id)
);
create unique index offers_once on stations.offers (tenant_id, want_id, resource_id);
create unique index offers_one_accepted on stations.offers (tenant_id, want_id) where state in ('accepted', 'done');
create index offers_of_resource on stations.offers (tenant_id, resource_id, made_at);

create table stations.thanks (
  tenant_id uuid not null,
  id uuid not null,
  sharer_id uuid not null,
  booking_id uuid,
  want_id uuid,
  words text not null,
  giver_agrees boolean not null,
  -- Null: the sharer was not asked yet.
  sharer_agrees boolean,
  state text not null check (state in ('new', 'shown', 'hidden')),
  why text,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, sharer_id) references stations.sharers (tenant_id, id),
  foreign key (tenant_id, booking_id) references stations.bookings (tenant_id, id),
  foreign key (tenant_id, want_id) references stations.wants (tenant_id, id),
  check (num_nonnulls(booking_id, want_id) = 1)
);
create unique index thanks_once_a_booking on stations.thanks (tenant_id, booking_id) where booking_id is not null;
create unique index thanks_once_a_want on stations.thanks (tenant_id, want_id) where want_id is not null;
create index thanks_of_sharer on stations.thanks (tenant_id, sharer_id, made_at);
