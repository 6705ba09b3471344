create schema safety;

-- Later versions of checklists; the first is the program's own (defaults/checklists.ts).
create table safety.checklists (
  tenant_id uuid not null references kernel.tenants (id),
  code text collate "C" not null,
  version integer not null check (version > 1),
  source text not null,
  items jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  primary key (tenant_id, code, version)
);

-- What is looked at on the ground.
create table safety.points (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  code text collate "C" not null,
  kind text not null,
  name text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  compound_id uuid not null,
  grid_id uuid,
  -- WGS-84; that of the place where nobody set another.
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -90 and 90),
  from_on date not null,
  to_on date,
  retired_why text,
  last_checked_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, compound_id) references places.places (tenant_id, id),
  check ((to_on is null) = (retired_why is null))
);
create index points_by_place on safety.points (tenant_id, place_path);

-- Points in the order in which they are walked, by a post, each day, week, month or quarter.
create table safety.routes (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  name text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  grid_id uuid,
  rhythm text not null check (rhythm in ('day', 'week', 'month', 'quarter')),
  holder_post_id uuid not null,
  point_ids uuid[] not null check (point_ids <> '{}'),
  from_on date not null,
  to_on date,
  ended_why text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, holder_post_id) references people.posts (tenant_id, id),
  check ((to_on is null) = (ended_why is null))
);
create index routes_by_place on safety.routes (tenant_id, place_path);
create index routes_by_holder on safety.routes (tenant_id, holder_post_id) where to_on is null;

-- One round a period. Its points are those of the route when the period began.
create table safety.rounds (
  tenant_id uuid not null,
  id uuid not null,
  route_id uuid not null,
  from_on date not null,
  -- The first day that is no longer of the period.
  until_on date not null,
  due_at timestamptz not null,
  point_ids uuid[] not null,
  state text not null check (state in ('open', 'done', 'missed')),
  done_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, route_id, from_on),
  foreign key (tenant_id, route_id) references safety.routes (tenant_id, id),
  check ((state = 'done') = (done_at is not null))
);
create unique index rounds_one_open on safety.rounds (tenant_id, route_id) where state = 'open';
create index rounds_by_due on safety.rounds (tenant_id, due_at);

create table safety.checks (
  tenant_id uuid not null,
  id uuid not null,
  round_id uuid not null,
  point_id uuid not null,
  outcome text not null check (outcome in ('fine', 'found', 'skipped')),
  checklist text not null,
  checklist_version integer not null,
  -- By the code of the question: true is fine.
  answers jsonb not null,
  -- How the code came: by the camera of the phone, or typed. Null for a point that was skipped.
  how text check (how in ('scan', 'typed')),
  skipped_why text,
  at timestamptz not null,
  by_person uuid not null,
  by_post uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, round_id, point_id),
  foreign key (tenant_id, round_id) references safety.rounds (tenant_id, id),
  foreign key (tenant_id, point_id) references safety.points (tenant_id, id),
  check ((outcome = 'skipped') = (skipped_why is not null)),
  check ((outcome = 'skipped') = (how is null))
);
create index checks_of_point on safety.checks (tenant_id, point_id, at);

-- The ledger of hazards.
create table safety.findings (
  tenant_id uuid not null,
  id uuid not null,
  point_id uuid not null,
  -- The question that was answered with no; null for what a neighbour said in words.
  item text collate "C",
  level text not null check (level in ('ordinary', 'major')),
  state text not null check (state in ('open', 'recheck', 'cleared')),
  found_at timestamptz not null,
  found_by uuid,
  found_by_post uuid,
  round_id uuid,
  rectify_by date not null,
  matter_id uuid not null,
  matter_ended_at timestamptz,
  reopened integer not null default 0,
  cleared_at timestamptz,
  cleared_by uuid,
  cleared_by_post uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, point_id) references safety.points (tenant_id, id),
  foreign key (tenant_id, round_id) references safety.rounds (tenant_id, id),
  check ((state = 'cleared') = (cleared_at is not null)),
  -- A major hazard is looked at by somebody else than who found it.
  check (state <> 'cleared' or level <> 'major' or found_by is null or cleared_by is distinct from found_by)
);
create unique index findings_one_live on safety.findings (tenant_id, point_id, item) where state <> 'cleared' and item is not null;
create index findings_of_point on safety.findings (tenant_id, point_id, found_at);
create index findings_by_matter on safety.findings (tenant_id, matter_id);

create table safety.campaigns (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  title text not null,
  topic text not null check (topic in ('fire', 'fraud', 'manners')),
  -- Where whoever plans it stands; the places addressed lie below it.
  place_id uuid not null,
  place_path text collate "C" not null,
  addressed uuid[] not null check (addressed <> '{}'),
  from_on date not null,
  -- The last day.
  to_on date not null check (to_on >= from_on),
  channels text[] not null check (channels <> '{}'),
  links jsonb not null,
  file_ids uuid[] not null,
  post_id uuid not null,
  notice text,
  notice_at timestamptz,
  notice_told integer,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  check ((notice is null) = (notice_at is null))
);
create index campaigns_by_place on safety.campaigns (tenant_id, place_path, from_on);

-- A household that was reached, by who and how. One row a way; a household counts once.
create table safety.reached (
  tenant_id uuid not null,
  campaign_id uuid not null,
  room_id uuid not null,
  how text not null check (how in ('door', 'gathering', 'talk', 'away')),
  at timestamptz not null,
  by_person uuid not null,
  by_post uuid not null,
  primary key (tenant_id, campaign_id, room_id, how),
  foreign key (tenant_id, campaign_id) references safety.campaigns (tenant_id, id)
);
