create schema choices;

-- The owners of a compound. A row is one head of 民法典 278: joint owners of a room stand in one row, an owner of several
-- rooms too, and all that a developer has not handed over is one row of the developer.
create table choices.owners (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  compound_id uuid not null,
  compound_path text collate "C" not null,
  kind text not null check (kind in ('person', 'organisation', 'developer')),
  name_sealed bytea not null,
  name_lookup bytea not null,
  phone_sealed bytea,
  phone_lookup bytea,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, compound_id) references places.places (tenant_id, id),
  check ((phone_sealed is null) = (phone_lookup is null))
);
create index owners_of_compound on choices.owners (tenant_id, compound_path);
create index owners_by_phone on choices.owners (tenant_id, phone_lookup) where phone_lookup is not null;

-- Which rooms an owner holds, from when to when, with the area that counts and where it was read.
create table choices.holdings (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  room_id uuid not null,
  building_id uuid not null,
  building_path text collate "C" not null,
  area_cm2 bigint not null check (area_cm2 > 0),
  -- 登记簿, 实测, 合同: the interpretation takes the first there is.
  area_source text not null check (area_source in ('register', 'survey', 'contract')),
  from_on date not null,
  to_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references choices.owners (tenant_id, id),
  foreign key (tenant_id, room_id) references places.rooms (tenant_id, id),
  foreign key (tenant_id, building_id) references places.places (tenant_id, id),
  check (to_on is null or to_on >= from_on)
);
create unique index holdings_one_head_a_room on choices.holdings (tenant_id, room_id) where to_on is null;
create index holdings_of_owner on choices.holdings (tenant_id, owner_id);
create index holdings_by_building on choices.holdings (tenant_id, building_path) where to_on is null;

-- Why the register was put right; the ledger has the hash of the words.
create table choices.corrections (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  why text not null,
  by_person uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references choices.owners (tenant_id, id)
);
create index corrections_of_owner on choices.corrections (tenant_id, owner_id, at);

-- A sheet of owners that was checked and waits to be accepted; its file is sealed and goes when it is accepted or dropped.
create table choices.imports (
  tenant_id uuid not null,
  id uuid not null,
  compound_id uuid not null,
  file_name text not null,
  state text not null check (state in ('checked', 'done')),
  created_by uuid not null,
  created_at timestamptz not null,
  done_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, compound_id) references places.places (tenant_id, id)
);
create table choices.import_pieces (
  tenant_id uuid not null,
  import_id uuid not null,
  n integer not null,
  sealed bytea not null,
  primary key (tenant_id, import_id, n),
  foreign key (tenant_id, import_id) references choices.imports (tenant_id, id)
);

-- A question to the owners of a compound or of one building.
create table choices.questions (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  code text collate "C" not null,
  compound_id uuid not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  post_id uuid not null,
  title text not null,
  words text not null,
  matter smallint not null check (matter between 1 and 9),
  state text not null check (state in ('draft', 'announced', 'open', 'closed', 'published', 'cancelled')),
  -- On what ground this is the owners' decision; without it the page says that it is not one.
  basis text,
  -- The rule of the owners by which 从众 is counted to the majority; without it nobody can choose it.
  follow_rule text,
  notice_days integer not null check (notice_days between 1 and 90),
  voting_days integer not null check (voting_days between 1 and 180),
  objection_days integer not null check (objection_days between 1 and 90),
  announced_at timestamptz,
  -- The first day on which it can be opened, the last day for votes, and the last day for objections to the result.
  opens_on date,
  closes_on date,
  objections_until date,
  opened_at timestamptz,
  closed_at timestamptz,
  published_at timestamptz,
  cancelled_why text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, compound_id) references places.places (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  check ((state = 'cancelled') = (cancelled_why is not null)),
  check (state in ('draft', 'cancelled') or (announced_at is not null and opens_on is not null)),
  check (state not in ('open', 'closed', 'published') or (opened_at is not null and closes_on is not null))
);
create index questions_by_place on choices.questions (tenant_id, place_path, created_at);

-- Who may vote on it: the register as it stood when it was opened. What is put right there later does not change a count.
create table choices.roll (
  tenant_id uuid not null,
  question_id uuid not null,
  owner_id uuid not null,
  area_cm2 bigint not null check (area_cm2 > 0),
  rooms text[] not null,
  building_ids uuid[] not null,
  primary key (tenant_id, question_id, owner_id),
  foreign key (tenant_id, question_id) references choices.questions (tenant_id, id),
  foreign key (tenant_id, owner_id) references choices.owners (tenant_id, id)
);

create table choices.votes (
  tenant_id uuid not null,
  id uuid not null,
  question_id uuid not null,
  owner_id uuid not null,
  choice text not null check (choice in ('agree', 'oppose', 'abstain', 'follow')),
  channel text not null check (channel in ('paper', 'door', 'phone')),
  slip_ids uuid[] not null default '{}',
  -- Who took it: staff, or the owner's own person on the phone.
  taken_by uuid not null,
  taken_at timestamptz not null,
  replaced_at timestamptz,
  replaced_why text,
  primary key (tenant_id, id),
  foreign key (tenant_id, question_id, owner_id) references choices.roll (tenant_id, question_id, owner_id),
  foreign key (tenant_id, taken_by) references people.persons (tenant_id, id),
  -- A vote on paper has its slip.
  check (channel <> 'paper' or slip_ids <> '{}'),
  check ((replaced_at is null) = (replaced_why is null))
);
-- One vote a head, refused by the register itself.
create unique index votes_one_a_head on choices.votes (tenant_id, question_id, owner_id) where replaced_at is null;

create table choices.objections (
  tenant_id uuid not null,
  id uuid not null,
  question_id uuid not null,
  person_id uuid not null,
  -- To the question, its notice or its list of owners; or to the result.
  about text not null check (about in ('notice', 'result')),
  words text not null,
  at timestamptz not null,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, question_id) references choices.questions (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check ((answer is null) = (answered_at is null))
);
create index objections_of_question on choices.objections (tenant_id, question_id, at);
