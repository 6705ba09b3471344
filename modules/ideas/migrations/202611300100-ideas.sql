create schema ideas;

-- A call for ideas as it stands.
create table ideas.calls (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  state text not null check (state in ('draft', 'open', 'closed', 'decided', 'cancelled')),
  title text not null,
  words text not null default '',
  theme text not null check (theme in ('safety', 'space', 'facilities', 'services', 'culture', 'other')),
  place_id uuid not null,
  place_path text collate "C" not null,
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  moderation text not null check (moderation in ('before', 'after')),
  may_be_anonymous boolean not null,
  budget_hint_fen bigint check (budget_hint_fen > 0),
  post_id uuid not null,
  -- What the QR code on the poster says.
  code text collate "C" not null,
  -- Running numbers of paper forms that were printed so far.
  forms_issued integer not null default 0 check (forms_issued >= 0),
  -- Until then it is seen by those who manage it alone.
  opened_at timestamptz,
  closed_at timestamptz,
  -- Until then every idea is to have an end.
  due_at timestamptz,
  -- From then on no idea is amended: voting began.
  frozen_at timestamptz,
  decided_at timestamptz,
  cancelled_why text,
  overdue_told_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  check ((state = 'cancelled') = (cancelled_why is not null)),
  check (state in ('draft', 'cancelled') or opened_at is not null),
  check ((state in ('closed', 'decided')) = (closed_at is not null and due_at is not null)),
  check ((state = 'decided') = (decided_at is not null))
);
create index calls_by_place on ideas.calls (tenant_id, place_path, from_on);
create index calls_open on ideas.calls (tenant_id, until_on) where state = 'open';

create table ideas.ideas (
  tenant_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  state text not null check (state in ('pending', 'published', 'hidden', 'adopted', 'declined', 'merged', 'withdrawn')),
  title text not null,
  body text not null,
  version integer not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  grid_id uuid,
  -- WGS-84.
  lng double precision,
  lat double precision,
  file_ids uuid[] not null default '{}' check (cardinality(file_ids) <= 6),
  cost_fen bigint check (cost_fen >= 0),
  cost_by text check (cost_by in ('author', 'staff')),
  cost_note text,
  author_id uuid,
  author_name_sealed bytea,
  author_phone_sealed bytea,
  author_phone_lookup bytea,
  receipt_lookup bytea,
  anonymous boolean not null,
  -- A wording that staff wrote for several merged ideas: it has no author of its own.
  by_merge boolean not null default false,
  -- Who typed in a paper form, and its number.
  typed_by uuid,
  typed_by_post uuid,
  form_number integer,
  merged_into_id uuid,
  end_reason text,
  end_words text,
  ended_at timestamptz,
  matter_id uuid,
  search_text text not null,
  bigrams text[] not null,
  submitted_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, call_id) references ideas.calls (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, author_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, merged_into_id) references ideas.ideas (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id),
  check ((lng is null) = (lat is null)),
  check ((cost_fen is null) = (cost_by is null)),
  check ((state = 'merged') = (merged_into_id is not null)),
  check (merged_into_id is null or merged_into_id <> id),
  -- Nothing is declined without a reason and words.
  check (state <> 'declined' or (end_reason is not null and end_words is not null)),
  check ((typed_by is null) = (form_number is null)),
  check (by_merge = (receipt_lookup is null))
);
create index ideas_of_call on ideas.ideas (tenant_id, call_id, submitted_at);
create index ideas_by_place on ideas.ideas (tenant_id, place_path, submitted_at);
create index ideas_of_author on ideas.ideas (tenant_id, author_id) where author_id is not null;
create index ideas_merged_into on ideas.ideas (tenant_id, merged_into_id) where merged_into_id is not null;
create index ideas_bigrams on ideas.ideas using gin (bigrams);
create unique index ideas_by_receipt on ideas.ideas (tenant_id, receipt_lookup) where receipt_lookup is not null;
-- A form is typed in once.
create unique index ideas_of_form on ideas.ideas (tenant_id, call_id, form_number) where form_number is not null;

-- Every wording that an idea ever had; the last one is the idea's own.
create table ideas.versions (
  tenant_id uuid not null,
  idea_id uuid not null,
  version integer not null,
  title text not null,
  body text not null,
  file_ids uuid[] not null,
  at timestamptz not null,
  primary key (tenant_id, idea_id, version),
  foreign key (tenant_id, idea_id) references ideas.ideas (tenant_id, id)
);

-- One a person: who signed in, or whose phone a helper took down face to face.
create table ideas.endorsements (
  tenant_id uuid not null,
  id uuid not null,
  idea_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, idea_id, person_id),
  foreign key (tenant_id, idea_id) references ideas.ideas (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
create index endorsements_of_person on ideas.endorsements (tenant_id, person_id);

-- Questions, and answers to them.
create table ideas.remarks (
  tenant_id uuid not null,
  id uuid not null,
  idea_id uuid not null,
  question_id uuid,
  state text not null check (state in ('pending', 'published', 'hidden')),
  said_as text not null check (said_as in ('neighbour', 'author', 'staff')),
  person_id uuid,
  post_id uuid,
  words text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, idea_id) references ideas.ideas (tenant_id, id),
  foreign key (tenant_id, question_id) references ideas.remarks (tenant_id, id),
  check ((said_as = 'staff') = (post_id is not null)),
  check (said_as <> 'neighbour' or person_id is not null)
);
create index remarks_of_idea on ideas.remarks (tenant_id, idea_id, at);

-- What was published, hidden and restored, by whom and why.
create table ideas.moderations (
  tenant_id uuid not null,
  id uuid not null,
  idea_id uuid not null,
  remark_id uuid,
  act text not null check (act in ('publish', 'hide', 'restore')),
  reason text,
  words text,
  by_person uuid not null,
  by_post uuid not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, id, by_person),
  foreign key (tenant_id, idea_id) references ideas.ideas (tenant_id, id),
  foreign key (tenant_id, remark_id) references ideas.remarks (tenant_id, id),
  -- Nothing is hidden without a reason.
  check (act <> 'hide' or reason is not null)
);
create index moderations_of_idea on ideas.moderations (tenant_id, idea_id, at);

-- One appeal against each hiding; whoever hid it does not decide it.
create table ideas.appeals (
  tenant_id uuid not null,
  id uuid not null,
  idea_id uuid not null,
  remark_id uuid,
  moderation_id uuid not null,
  hidden_by uuid not null,
  words text not null,
  at timestamptz not null,
  decision text check (decision in ('restored', 'upheld')),
  decided_by uuid,
  decided_by_post uuid,
  decided_words text,
  decided_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, moderation_id),
  foreign key (tenant_id, idea_id) references ideas.ideas (tenant_id, id),
  foreign key (tenant_id, moderation_id, hidden_by) references ideas.moderations (tenant_id, id, by_person),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_words is null)
    and (decision is null) = (decided_at is null)),
  constraint appeals_second_person check (decided_by is null or decided_by <> hidden_by)
);
create index appeals_of_idea on ideas.appeals (tenant_id, idea_id);

-- Ideas that were made one. Nothing is moved: members keep what is theirs, so undoing gives back what was.
create table ideas.merges (
  tenant_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  target_id uuid not null,
  member_ids uuid[] not null check (cardinality(member_ids) > 0),
  by_post uuid not null,
  at timestamptz not null,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, call_id) references ideas.calls (tenant_id, id),
  foreign key (tenant_id, target_id) references ideas.ideas (tenant_id, id)
);
create index merges_of_target on ideas.merges (tenant_id, target_id) where undone_at is null;
