create schema neighbours;

-- 志愿者: somebody who offered to help, by consent. When it is taken back, what was said for it goes; the row stays, for
-- hours and pairings of the past name it.
create table neighbours.volunteers (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  person_id uuid not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  -- Where neighbours of the same compound are told from others; null where the place is no part of one.
  compound_id uuid,
  grid_id uuid,
  languages text[] not null default '{}',
  sex text check (sex in ('female', 'male')),
  -- Whom they would rather help; null: anybody.
  helps_sex text check (helps_sex in ('female', 'male')),
  -- Times of the week: day × 3 + part (0 morning, 1 afternoon, 2 evening), Monday 0.
  slots smallint[] not null check (slots <@ array[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]::smallint[]),
  reach_m integer not null check (reach_m between 100 and 20000),
  -- How many people at most at a time.
  most integer not null check (most between 0 and 20),
  state text not null check (state in ('active', 'withdrawn')),
  consent_how text not null check (consent_how in ('self', 'signed', 'spoken')),
  consent_note text,
  consent_version integer not null,
  consent_at timestamptz not null,
  withdrawn_at timestamptz,
  since_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  constraint volunteers_unsaid check (state = 'active'
    or (languages = '{}' and sex is null and helps_sex is null and slots = '{}' and consent_note is null))
);
create unique index volunteers_person on neighbours.volunteers (tenant_id, person_id);
create index volunteers_path on neighbours.volunteers (tenant_id, place_path) where state = 'active';

-- 小区能人: what a volunteer can do and lets others know, to whom.
create table neighbours.skills (
  tenant_id uuid not null,
  id uuid not null,
  volunteer_id uuid not null,
  kind text collate "C" not null,
  words text not null default '',
  audience text not null check (audience in ('compound', 'community', 'office')),
  -- Whether neighbours read the full name.
  name_shown boolean not null,
  listed_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, volunteer_id) references neighbours.volunteers (tenant_id, id)
);
create unique index skills_one_a_kind on neighbours.skills (tenant_id, volunteer_id, kind) where ended_at is null;
create index skills_by_kind on neighbours.skills (tenant_id, kind) where ended_at is null;

-- 服务队.
create table neighbours.teams (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  name text not null,
  purpose text not null,
  -- The community.
  place_id uuid not null,
  place_path text collate "C" not null,
  -- Compounds that it serves.
  compound_ids uuid[] not null,
  -- Null: its leader stopped, another is looked for.
  leader_id uuid,
  formed_on date not null,
  state text not null check (state in ('active', 'ended')),
  ended_why text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, leader_id) references neighbours.volunteers (tenant_id, id),
  check ((state = 'ended') = (ended_why is not null))
);
create unique index teams_name on neighbours.teams (tenant_id, place_id, name) where state = 'active';

create table neighbours.members (
  tenant_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  volunteer_id uuid not null,
  state text not null check (state in ('asked', 'member', 'left', 'refused')),
  -- Whether the public page of the team says the name.
  name_shown boolean not null,
  asked_at timestamptz not null,
  joined_at timestamptz,
  left_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, team_id) references neighbours.teams (tenant_id, id),
  foreign key (tenant_id, volunteer_id) references neighbours.volunteers (tenant_id, id)
);
create unique index members_one_live on neighbours.members (tenant_id, team_id, volunteer_id)
  where state in ('asked', 'member');
create index members_of_volunteer on neighbours.members (tenant_id, volunteer_id);

-- Activities that a team hosts are gatherings; this says whose.
create table neighbours.activities (
  tenant_id uuid not null,
  gathering_id uuid not null,
  team_id uuid not null,
  primary key (tenant_id, gathering_id),
  foreign key (tenant_id, gathering_id) references gatherings.gatherings (tenant_id, id),
  foreign key (tenant_id, team_id) references neighbours.teams (tenant_id, id)
);
create index activities_of_team on neighbours.activities (tenant_id, team_id);

-- 心愿: who needs what. Words, name and phone go when it ends.
create table neighbours.wishes (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  -- Whom it helps; null where they have no phone of their own.
  person_id uuid,
  name_sealed bytea,
  phone_sealed bytea,
  words_sealed bytea,
  place_id uuid not null,
  place_path text collate "C" not null,
  compound_id uuid,
  grid_id uuid,
  kind text collate "C" not null,
  language text,
  sex text check (sex in ('female', 'male')),
  helper_sex text check (helper_sex in ('female', 'male')),
  slots smallint[] not null check (slots <@ array[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]::smallint[]),
  rhythm text not null check (rhythm in ('once', 'week', 'fortnight', 'month')),
  -- Asked of one neighbour by name, from the directory.
  asked_volunteer_id uuid,
  source text not null check (source in ('resident', 'staff', 'visit')),
  -- What it came from, where from a visit: told once.
  origin text collate "C",
  asked_by uuid,
  consent_how text check (consent_how in ('self', 'signed', 'spoken')),
  consent_note text,
  consent_at timestamptz,
  state text not null check (state in ('heard', 'open', 'paired', 'met', 'withdrawn')),
  ended_at timestamptz,
  since_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, asked_volunteer_id) references neighbours.volunteers (tenant_id, id),
  check ((state in ('met', 'withdrawn')) = (ended_at is not null)),
  -- Nobody is paired without having agreed.
  check (state not in ('open', 'paired') or consent_at is not null),
  constraint wishes_erased check (ended_at is null
    or (name_sealed is null and phone_sealed is null and words_sealed is null and consent_note is null))
);
create unique index wishes_origin on neighbours.wishes (tenant_id, origin) where origin is not null;
create index wishes_path on neighbours.wishes (tenant_id, place_path, state);
create index wishes_person on neighbours.wishes (tenant_id, person_id) where person_id is not null;

-- 结对: one volunteer and one wish.
create table neighbours.pairings (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  wish_id uuid not null,
  volunteer_id uuid not null,
  -- Of the wish.
  place_path text collate "C" not null,
  grid_id uuid,
  state text not null check (state in ('suggested', 'asked', 'agreed', 'running', 'declined', 'ended')),
  rhythm text not null check (rhythm in ('once', 'week', 'fortnight', 'month')),
  metres integer,
  -- Why the two, in words, as it was said when suggested.
  reasons jsonb not null,
  suggested_at timestamptz not null,
  asked_at timestamptz,
  volunteer_yes_at timestamptz,
  volunteer_how text check (volunteer_how in ('self', 'signed', 'spoken')),
  helped_yes_at timestamptz,
  helped_how text check (helped_how in ('self', 'signed', 'spoken')),
  agreed_at timestamptz,
  last_contact_on date,
  -- Silence is counted from here: the day of the yes, of the last contact, or on which somebody said why there was none.
  counted_from date,
  -- Silent since: past one and a half rhythms without a contact; told once.
  quiet_since date,
  quiet_why_sealed bytea,
  ended_at timestamptz,
  end_reason text check (end_reason in ('met', 'moved', 'volunteer_stops', 'helped_stops', 'other', 'no_consent', 'taken_elsewhere')),
  declined_by text check (declined_by in ('volunteer', 'helped', 'staff')),
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, wish_id) references neighbours.wishes (tenant_id, id),
  foreign key (tenant_id, volunteer_id) references neighbours.volunteers (tenant_id, id),
  -- No name is told before both sides said yes.
  check (state not in ('agreed', 'running')
    or (volunteer_yes_at is not null and helped_yes_at is not null and agreed_at is not null)),
  check ((state in ('ended', 'declined')) = (ended_at is not null)),
  check ((state = 'ended') = (end_reason is not null)),
  check ((state = 'declined') = (declined_by is not null))
);
create unique index pairings_one_live on neighbours.pairings (tenant_id, wish_id)
  where state in ('asked', 'agreed', 'running');
create unique index pairings_one_a_pair on neighbours.pairings (tenant_id, wish_id, volunteer_id)
  where state in ('suggested', 'asked', 'agreed', 'running');
create index pairings_of_volunteer on neighbours.pairings (tenant_id, volunteer_id, state);
create index pairings_path on neighbours.pairings (tenant_id, place_path, state);

create table neighbours.contacts (
  tenant_id uuid not null,
  id uuid not null,
  pairing_id uuid not null,
  on_day date not null,
  how text not null check (how in ('visit', 'call', 'out', 'errand')),
  noted_by text not null check (noted_by in ('volunteer', 'helped', 'staff')),
  words_sealed bytea,
  by_person uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, pairing_id) references neighbours.pairings (tenant_id, id)
);
create index contacts_of_pairing on neighbours.contacts (tenant_id, pairing_id, on_day);

-- 感谢: on the wall only where both agree.
create table neighbours.thanks (
  tenant_id uuid not null,
  id uuid not null,
  pairing_id uuid not null,
  words text not null,
  wall_helped boolean not null,
  -- Null: not said yet.
  wall_volunteer boolean,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, pairing_id) references neighbours.pairings (tenant_id, id)
);
create unique index thanks_one_a_pairing on neighbours.thanks (tenant_id, pairing_id);

-- Published for other modules: who volunteers, and teams. No words, no phones.
create view neighbours.volunteers_view as
  select tenant_id, id, person_id, place_id, place_path, compound_id, grid_id, state, since_at from neighbours.volunteers;
create view neighbours.teams_view as
  select tenant_id, id, name, place_id, place_path, leader_id, state, formed_on from neighbours.teams;
create view neighbours.pairings_view as
  select tenant_id, id, wish_id, volunteer_id, place_path, grid_id, state, agreed_at, ended_at from neighbours.pairings;
