create schema facilities;

create table facilities.facilities (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  code text collate "C" not null,
  kind text not null,
  name text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  compound_id uuid not null,
  grid_id uuid,
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  keeper_post_id uuid not null,
  -- The project that built it. Text, not a key: projects are a higher tier.
  origin text,
  photo_id uuid,
  rhythm_days integer check (rhythm_days between 1 and 730),
  next_due_on date,
  last_inspected_at timestamptz,
  from_on date not null,
  to_on date,
  retired_why text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, compound_id) references places.places (tenant_id, id),
  foreign key (tenant_id, keeper_post_id) references people.posts (tenant_id, id),
  check ((rhythm_days is null or to_on is not null) = (next_due_on is null)),
  check ((to_on is null) = (retired_why is null))
);
create index facilities_by_place on facilities.facilities (tenant_id, place_path);
create index facilities_by_keeper on facilities.facilities (tenant_id, keeper_post_id, next_due_on) where to_on is null;

create table facilities.inspections (
  tenant_id uuid not null,
  id uuid not null,
  facility_id uuid not null,
  outcome text not null check (outcome in ('fine', 'fault')),
  words text,
  -- The due that it answers; null for one more on the day of the last.
  due_on date,
  done_on date not null,
  at timestamptz not null,
  by_person uuid not null,
  by_post uuid,
  matter_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, facility_id) references facilities.facilities (tenant_id, id),
  check (outcome = 'fine' or words is not null)
);
create index inspections_of_facility on facilities.inspections (tenant_id, facility_id, at);
create index inspections_by_due on facilities.inspections (tenant_id, due_on) where due_on is not null;

-- What is wrong with it, with the matter that puts it right.
create table facilities.faults (
  tenant_id uuid not null,
  id uuid not null,
  facility_id uuid not null,
  source text not null check (source in ('inspection', 'neighbour', 'device', 'silence')),
  code text collate "C" not null,
  matter_id uuid not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, facility_id) references facilities.facilities (tenant_id, id)
);
create unique index faults_live on facilities.faults (tenant_id, facility_id, source, code) where ended_at is null;
create index faults_by_matter on facilities.faults (tenant_id, matter_id);

-- How a gate stands. One device speaks for it at a time.
create table facilities.gates (
  tenant_id uuid not null,
  facility_id uuid not null,
  barrier text not null check (barrier in ('unknown', 'open', 'closed')),
  barrier_at timestamptz,
  last_heard_at timestamptz,
  silent_minutes integer not null check (silent_minutes between 2 and 10080),
  primary key (tenant_id, facility_id),
  foreign key (tenant_id, facility_id) references facilities.facilities (tenant_id, id)
);

create table facilities.devices (
  tenant_id uuid not null,
  id uuid not null,
  facility_id uuid not null,
  secret_sealed bytea not null,
  registered_at timestamptz not null,
  first_heard_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, facility_id) references facilities.facilities (tenant_id, id)
);
create unique index devices_one_a_gate on facilities.devices (tenant_id, facility_id) where ended_at is null;

-- A nonce is good once; kept for as long as its timestamp could be accepted.
create table facilities.nonces (
  tenant_id uuid not null,
  device_id uuid not null,
  nonce text collate "C" not null,
  at timestamptz not null,
  primary key (tenant_id, device_id, nonce),
  foreign key (tenant_id, device_id) references facilities.devices (tenant_id, id)
);
create index nonces_by_time on facilities.nonces (tenant_id, device_id, at);

-- What devices told, without heartbeats: no plates, no names.
create table facilities.device_events (
  tenant_id uuid not null,
  device_id uuid not null,
  event_id text collate "C" not null,
  facility_id uuid not null,
  type text not null check (type in ('opened', 'closed', 'fault', 'fault_cleared')),
  way text check (way in ('pass', 'manual', 'resident')),
  code text collate "C",
  words text,
  at timestamptz not null,
  received_at timestamptz not null,
  primary key (tenant_id, device_id, event_id),
  foreign key (tenant_id, device_id) references facilities.devices (tenant_id, id)
);
create index device_events_of_gate on facilities.device_events (tenant_id, facility_id, at desc);

-- Who lives in a compound, as the community confirmed; homes in the register of people count without it.
create table facilities.residences (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  compound_id uuid not null,
  compound_path text collate "C" not null,
  -- Where, as the person says it: for who confirms.
  home_sealed bytea not null,
  state text not null check (state in ('asked', 'confirmed', 'refused', 'ended')),
  why text,
  asked_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, compound_id) references places.places (tenant_id, id)
);
create unique index residences_one_live on facilities.residences (tenant_id, person_id, compound_id)
  where state in ('asked', 'confirmed');
create index residences_by_compound on facilities.residences (tenant_id, compound_path, state);

-- Rows go 30 days after the end of the pass.
create table facilities.passes (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  compound_id uuid not null,
  gate_ids uuid[] not null check (gate_ids <> '{}'),
  kind text not null check (kind in ('once', 'span')),
  from_at timestamptz not null,
  until_at timestamptz not null,
  label_sealed bytea,
  digits_sealed bytea not null,
  digits_lookup bytea not null,
  token_lookup bytea not null,
  used_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, compound_id) references places.places (tenant_id, id),
  check (until_at > from_at and until_at <= from_at + interval '30 days')
);
create unique index passes_by_digits on facilities.passes (tenant_id, digits_lookup);
create unique index passes_by_token on facilities.passes (tenant_id, token_lookup);
create index passes_of_person on facilities.passes (tenant_id, person_id, until_at);

-- What a gate asked and was answered; rows go after 30 days. `pass_id` is null where no pass was found.
create table facilities.pass_checks (
  tenant_id uuid not null,
  device_id uuid not null,
  check_id text collate "C" not null,
  facility_id uuid not null,
  pass_id uuid,
  allowed boolean not null,
  reason text,
  at timestamptz not null,
  primary key (tenant_id, device_id, check_id),
  foreign key (tenant_id, device_id) references facilities.devices (tenant_id, id),
  foreign key (tenant_id, pass_id) references facilities.passes (tenant_id, id) on delete set null (pass_id)
);
create index pass_checks_of_pass on facilities.pass_checks (tenant_id, pass_id, at) where pass_id is not null;
create index pass_checks_of_gate on facilities.pass_checks (tenant_id, facility_id, at);
