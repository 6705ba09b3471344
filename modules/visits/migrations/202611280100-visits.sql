create schema visits;

-- Rules as data: who is called on or visited, when, by whom; each saving is a new version with a from-date, an author and
-- a source (in the spec).
create table visits.rule_versions (
  tenant_id uuid not null references kernel.tenants (id),
  code text not null,
  version integer not null,
  valid_from timestamptz not null,
  author_id uuid,
  spec jsonb not null,
  primary key (tenant_id, code, version)
);

-- Quota, merging and daily capacity, versioned alike.
create table visits.setting_versions (
  tenant_id uuid not null references kernel.tenants (id),
  version integer not null,
  valid_from timestamptz not null,
  author_id uuid,
  settings jsonb not null,
  primary key (tenant_id, version)
);

-- Whom we visit, as the module that knows them tells: visits never reads that module.
create table visits.subjects (
  tenant_id uuid not null references kernel.tenants (id),
  kind text not null check (kind in ('firm', 'household')),
  id uuid not null,
  name text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  grid_id uuid,
  tags text[] not null default '{}',
  known_at timestamptz not null,
  ended_at timestamptz,
  ended_why jsonb,
  changed_at timestamptz not null,
  primary key (tenant_id, kind, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, grid_id) references places.grids (tenant_id, id)
);
create index subjects_live on visits.subjects (tenant_id, kind) where ended_at is null;

-- 应访: what a rule asks for.
create table visits.dues (
  tenant_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  rule_code text not null,
  rule_version integer not null,
  -- The same whenever the same thing is asked again: `registered`, `standing:2026-12`, `follow_up:<visit>`.
  origin text not null,
  standing boolean not null,
  method text not null check (method in ('call', 'visit')),
  priority integer not null check (priority between 1 and 5),
  from_at timestamptz not null,
  deadline_at timestamptz,
  state text not null check (state in ('open', 'done', 'dropped', 'merged', 'capped')),
  holder_post_id uuid,
  tries integer not null default 0,
  last_try_at timestamptz,
  visit_id uuid,
  merged_into_id uuid,
  drop_reason text check (drop_reason in ('subject_ended', 'subject_declined', 'unreached', 'not_needed', 'other')),
  ended_at timestamptz,
  ended_why jsonb,
  place_id uuid not null,
  place_path text collate "C" not null,
  grid_id uuid,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  constraint dues_once unique (tenant_id, subject_kind, subject_id, rule_code, origin),
  foreign key (tenant_id, subject_kind, subject_id) references visits.subjects (tenant_id, kind, id),
  foreign key (tenant_id, rule_code, rule_version) references visits.rule_versions (tenant_id, code, version),
  foreign key (tenant_id, holder_post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, merged_into_id) references visits.dues (tenant_id, id),
  -- No orphan: an open due has a post that answers for it and a deadline; an ended one says when and why.
  constraint dues_open_is_held check (state <> 'open' or (holder_post_id is not null and deadline_at is not null)),
  constraint dues_end_is_dated check ((state = 'open') = (ended_at is null)),
  constraint dues_done_has_visit check ((state = 'done') = (visit_id is not null)),
  constraint dues_merged_has_target check ((state = 'merged') = (merged_into_id is not null)),
  constraint dues_dropped_has_reason check ((state = 'dropped') = (drop_reason is not null)),
  constraint dues_left_out_says_why check (state not in ('dropped', 'merged', 'capped') or ended_why is not null)
);
create index dues_held on visits.dues (tenant_id, holder_post_id, deadline_at) where state = 'open';
create index dues_of_subject on visits.dues (tenant_id, subject_kind, subject_id, deadline_at);
create index dues_by_path on visits.dues (tenant_id, place_path, deadline_at);
create index dues_by_grid on visits.dues (tenant_id, grid_id, deadline_at);
create index dues_merged on visits.dues (tenant_id, merged_into_id) where merged_into_id is not null;

-- 已访: a call or a visit, also one that reached nobody.
create table visits.visits (
  tenant_id uuid not null,
  id uuid not null,
  due_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  method text not null check (method in ('call', 'visit')),
  reached boolean not null,
  -- Said after somebody else had recorded it: kept, and changes nothing.
  supplement boolean not null default false,
  held_at timestamptz not null,
  recorded_at timestamptz not null,
  person_id uuid,
  post_id uuid,
  contact_id text,
  mood integer check (mood between 1 and 5),
  follow_up boolean not null default false,
  answers jsonb not null default '{}',
  -- What was asked, with its words as they were then.
  questions jsonb not null default '[]',
  file_ids uuid[] not null default '{}',
  primary key (tenant_id, id),
  foreign key (tenant_id, due_id) references visits.dues (tenant_id, id),
  foreign key (tenant_id, subject_kind, subject_id) references visits.subjects (tenant_id, kind, id)
);
create index visits_of_subject on visits.visits (tenant_id, subject_kind, subject_id, held_at desc);
create index visits_of_due on visits.visits (tenant_id, due_id);

-- What was said in free words, sealed and apart from the ledger, which holds only its hash: it can be erased by law and not
-- altered in secret.
create table visits.remarks (
  tenant_id uuid not null,
  visit_id uuid not null,
  words_sealed bytea not null,
  words_hash text not null,
  primary key (tenant_id, visit_id),
  foreign key (tenant_id, visit_id) references visits.visits (tenant_id, id)
);

-- A difficulty named in a call, on its way to become a matter. It is kept first, so that no crash between the two loses it.
create table visits.difficulties (
  tenant_id uuid not null,
  visit_id uuid not null,
  -- Under which the report is sent, however often.
  command_key uuid not null,
  category text not null,
  words_sealed bytea not null,
  state text not null check (state in ('raising', 'raised', 'refused')),
  matter_id uuid,
  matter_number text,
  refused_why jsonb,
  at timestamptz not null,
  primary key (tenant_id, visit_id),
  foreign key (tenant_id, visit_id) references visits.visits (tenant_id, id),
  check ((state = 'raised') = (matter_id is not null)),
  check ((state = 'refused') = (refused_why is not null))
);
create index difficulties_raising on visits.difficulties (at) where state = 'raising';

-- A person's week. A due stands in a week once, whosever it is.
create table visits.plans (
  tenant_id uuid not null,
  person_id uuid not null,
  week_on date not null,
  made_at timestamptz not null,
  primary key (tenant_id, person_id, week_on),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
create table visits.plan_items (
  tenant_id uuid not null,
  week_on date not null,
  due_id uuid not null,
  person_id uuid not null,
  day date not null,
  position integer not null,
  why jsonb not null,
  by_hand boolean not null default false,
  primary key (tenant_id, week_on, due_id),
  foreign key (tenant_id, person_id, week_on) references visits.plans (tenant_id, person_id, week_on),
  foreign key (tenant_id, due_id) references visits.dues (tenant_id, id),
  check (day >= week_on and day < week_on + 7)
);
create index plan_items_of_person on visits.plan_items (tenant_id, person_id, week_on);
