create schema renewal;

-- A renewal project as it stands.
create table renewal.projects (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  code text collate "C" not null,
  title text not null,
  words text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  -- The grid whose worker looks on; null where it lies in several.
  grid_id uuid,
  touched_ids uuid[] not null default '{}',
  households integer check (households > 0),
  households_source text,
  consent text not null check (consent in ('over_half', 'two_thirds', 'three_quarters')),
  state text not null check (state in ('draft', 'running', 'accepted', 'handed_over', 'done', 'stopped')),
  post_id uuid not null,
  started_on date,
  ended_on date,
  stop_reason text,
  stop_words text,
  -- Sums of what was not taken back, in fen; the ledger recounts them.
  received_fen bigint not null default 0 check (received_fen >= 0),
  paid_fen bigint not null default 0 check (paid_fen >= 0),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  constraint projects_pay_what_came check (paid_fen <= received_fen),
  check ((households is null) = (households_source is null)),
  check ((state = 'stopped') = (stop_reason is not null)),
  check (state in ('draft', 'stopped') or started_on is not null),
  check ((state in ('done', 'stopped')) = (ended_on is not null))
);
create index projects_by_place on renewal.projects (tenant_id, place_path, created_at);

create table renewal.items (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  -- Of the standard list: `work-items.ts`.
  code text not null,
  place_id uuid not null,
  words text not null,
  planned_fen bigint check (planned_fen >= 0),
  final_fen bigint check (final_fen >= 0),
  by_vote boolean not null,
  dropped_why text,
  dropped_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  check ((dropped_at is null) = (dropped_why is null))
);
create index items_of_project on renewal.items (tenant_id, project_id);

-- Where an item came from. An idea, or a hazard, is taken up by one item at a time.
create table renewal.item_ideas (
  tenant_id uuid not null,
  item_id uuid not null,
  project_id uuid not null,
  idea_id uuid not null,
  primary key (tenant_id, item_id, idea_id),
  constraint item_ideas_once unique (tenant_id, idea_id),
  foreign key (tenant_id, item_id) references renewal.items (tenant_id, id),
  foreign key (tenant_id, idea_id) references ideas.ideas (tenant_id, id)
);
create table renewal.item_hazards (
  tenant_id uuid not null,
  item_id uuid not null,
  project_id uuid not null,
  matter_id uuid not null,
  primary key (tenant_id, item_id, matter_id),
  constraint item_hazards_once unique (tenant_id, matter_id),
  foreign key (tenant_id, item_id) references renewal.items (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create index item_ideas_of_project on renewal.item_ideas (tenant_id, project_id);
create index item_hazards_of_project on renewal.item_hazards (tenant_id, project_id);

create table renewal.stages (
  tenant_id uuid not null,
  project_id uuid not null,
  stage text not null,
  position smallint not null check (position between 1 and 11),
  planned_from date,
  planned_until date,
  -- The last day as it was planned before anything was late.
  first_until date,
  -- All that comes before it is finished.
  ready boolean not null default false,
  began_on date,
  finished_on date,
  primary key (tenant_id, project_id, stage),
  unique (tenant_id, project_id, position),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  check ((planned_from is null) = (planned_until is null) and (planned_from is null) = (first_until is null)),
  check (planned_until >= planned_from),
  check (began_on is null or ready),
  check (finished_on is null or finished_on >= began_on),
  constraint stages_finish_what_began check (finished_on is null or began_on is not null)
);
create index stages_by_day on renewal.stages (tenant_id, planned_until) where finished_on is null and ready;

create table renewal.delays (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  stage text not null,
  missed_on date not null,
  new_on date,
  reason text,
  words text,
  found_at timestamptz not null,
  reasoned_at timestamptz,
  by_post uuid,
  primary key (tenant_id, id),
  -- A day is missed once.
  unique (tenant_id, project_id, stage, missed_on),
  foreign key (tenant_id, project_id, stage) references renewal.stages (tenant_id, project_id, stage),
  check ((reason is null) = (new_on is null) and (reason is null) = (words is null) and (reason is null) = (reasoned_at is null)),
  check (new_on > missed_on)
);

create table renewal.evidence (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  stage text not null,
  code text not null,
  on_day date not null,
  words text,
  file_ids uuid[] not null default '{}' check (cardinality(file_ids) <= 6),
  asked integer check (asked >= 0),
  agreed integer check (agreed >= 0),
  question_id uuid,
  from_on date,
  until_on date,
  department text,
  verdict text check (verdict in ('agreed', 'agreed_with_changes', 'refused')),
  party text,
  keeper text,
  by_person uuid,
  by_post uuid not null,
  at timestamptz not null,
  undone_why text,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id, stage) references renewal.stages (tenant_id, project_id, stage),
  foreign key (tenant_id, question_id) references choices.questions (tenant_id, id),
  check (agreed is null or agreed <= asked),
  check ((from_on is null) = (until_on is null)),
  check (until_on >= from_on),
  check ((undone_at is null) = (undone_why is null))
);
create index evidence_of_project on renewal.evidence (tenant_id, project_id, at);

create table renewal.sources (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  kind text not null,
  name text,
  planned_fen bigint not null check (planned_fen >= 0),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id)
);
create index sources_of_project on renewal.sources (tenant_id, project_id);

-- What came in, and what was paid out. A wrong row is taken back and stays.
create table renewal.receipts (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  source_id uuid not null,
  fen bigint not null check (fen > 0),
  on_day date not null,
  words text,
  file_ids uuid[] not null default '{}',
  by_post uuid not null,
  at timestamptz not null,
  undone_why text,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  foreign key (tenant_id, source_id) references renewal.sources (tenant_id, id),
  check ((undone_at is null) = (undone_why is null))
);
create index receipts_of_project on renewal.receipts (tenant_id, project_id, on_day);
create table renewal.payments (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  item_id uuid not null,
  payee text not null,
  fen bigint not null check (fen > 0),
  on_day date not null,
  words text,
  file_ids uuid[] not null default '{}',
  by_post uuid not null,
  at timestamptz not null,
  undone_why text,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  foreign key (tenant_id, item_id) references renewal.items (tenant_id, id),
  check ((undone_at is null) = (undone_why is null))
);
create index payments_of_project on renewal.payments (tenant_id, project_id, on_day);

create table renewal.spots (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  name text not null,
  place_id uuid not null,
  -- WGS-84.
  lng double precision,
  lat double precision,
  item_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, item_id) references renewal.items (tenant_id, id),
  check ((lng is null) = (lat is null))
);
create index spots_of_project on renewal.spots (tenant_id, project_id, created_at);
create table renewal.photos (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  spot_id uuid not null,
  phase text not null check (phase in ('before', 'during', 'after')),
  file_id uuid not null,
  on_day date not null,
  words text,
  by_post uuid not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, spot_id) references renewal.spots (tenant_id, id)
);
create index photos_of_project on renewal.photos (tenant_id, project_id, on_day);

create table renewal.facilities (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  item_id uuid not null,
  kind text not null,
  name text not null,
  place_id uuid not null,
  -- WGS-84.
  lng double precision not null,
  lat double precision not null,
  keeper_post_id uuid not null,
  rhythm_days integer not null check (rhythm_days between 1 and 366),
  -- Once it was handed over and stands in the register of facilities.
  facility_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  foreign key (tenant_id, item_id) references renewal.items (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, keeper_post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, facility_id) references facilities.facilities (tenant_id, id)
);
create index facilities_of_project on renewal.facilities (tenant_id, project_id);

create table renewal.inspectors (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  person_id uuid not null,
  from_on date not null,
  to_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
create unique index inspectors_once on renewal.inspectors (tenant_id, project_id, person_id) where to_on is null;
create index inspectors_of_person on renewal.inspectors (tenant_id, person_id);

-- Defects are matters; here is which item they are about and who found them.
create table renewal.defects (
  tenant_id uuid not null,
  matter_id uuid not null,
  project_id uuid not null,
  item_id uuid not null,
  inspector_id uuid,
  at timestamptz not null,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  foreign key (tenant_id, item_id) references renewal.items (tenant_id, id),
  foreign key (tenant_id, inspector_id) references renewal.inspectors (tenant_id, id)
);
create index defects_of_project on renewal.defects (tenant_id, project_id, at);

create table renewal.questions (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  person_id uuid not null,
  words text not null,
  at timestamptz not null,
  answer text,
  answered_by_post uuid,
  answered_at timestamptz,
  hide_reason text,
  hide_words text,
  hidden_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check ((answer is null) = (answered_at is null)),
  check ((hide_reason is null) = (hidden_at is null))
);
create index questions_of_project on renewal.questions (tenant_id, project_id, at);

create table renewal.answers (
  tenant_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  survey text not null check (survey in ('before', 'after')),
  score smallint not null check (score between 1 and 5),
  words text,
  channel text not null check (channel in ('phone', 'paper')),
  -- So that a neighbour answers once; never shown.
  person_id uuid,
  by_post uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references renewal.projects (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check ((channel = 'phone') = (person_id is not null) and (channel = 'paper') = (by_post is not null))
);
create unique index answers_once on renewal.answers (tenant_id, project_id, survey, person_id) where person_id is not null;
create index answers_of_project on renewal.answers (tenant_id, project_id, survey);
