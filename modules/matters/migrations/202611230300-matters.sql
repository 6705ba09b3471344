create schema matters;
create extension if not exists pg_trgm;

-- Kinds of matter, categories and working calendar: versioned, with a from-date and an author; never edited in place.
create table matters.kind_versions (
  tenant_id uuid not null references kernel.tenants (id),
  code text collate "C" not null,
  version integer not null,
  valid_from timestamptz not null,
  author_id uuid,
  spec jsonb not null,
  primary key (tenant_id, code, version)
);

create table matters.category_trees (
  tenant_id uuid not null references kernel.tenants (id),
  tree text not null,
  version integer not null,
  valid_from timestamptz not null,
  name jsonb not null,
  primary key (tenant_id, tree, version)
);

create table matters.categories (
  tenant_id uuid not null,
  tree text not null,
  version integer not null,
  code text collate "C" not null,
  parent_code text,
  name jsonb not null,
  keywords text[] not null default '{}',
  position integer not null,
  primary key (tenant_id, tree, version, code),
  foreign key (tenant_id, tree, version) references matters.category_trees (tenant_id, tree, version)
);

create table matters.calendar_versions (
  tenant_id uuid not null references kernel.tenants (id),
  version integer not null,
  valid_from timestamptz not null,
  author_id uuid,
  calendar jsonb not null,
  primary key (tenant_id, version)
);

-- Numbers for people: day and a running number; gaps do no harm, waiting in line for one would.
create sequence matters.number_seq;

create table matters.matters (
  tenant_id uuid not null,
  id uuid not null,
  number text collate "C" not null,
  receipt_lookup bytea,
  kind_code text not null,
  kind_version integer not null,
  category_tree text not null,
  category_code text collate "C" not null,
  priority text not null default 'normal' check (priority in ('normal', 'urgent')),
  channel text not null check (channel in ('pocket', 'counter', 'phone', 'wechat', 'patrol', 'import', 'api')),
  self_found boolean not null default false,
  place_id uuid not null,
  place_path text collate "C" not null,
  place_detail text,
  grid_id uuid,
  lng double precision,
  lat double precision,
  title text not null,
  body text not null,
  -- Normalised number, title and words, and their character pairs: what search looks in.
  search_text text not null,
  bigrams text[] not null default '{}',
  visibility text not null default 'open' check (visibility in ('open', 'public', 'holder')),
  reporter_id uuid,
  reporter_name_sealed bytea,
  reporter_phone_sealed bytea,
  reporter_phone_lookup bytea,
  reported_at timestamptz not null,
  recorded_by uuid,

  state text not null check (state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved', 'closed', 'merged', 'void')),
  holder_post_id uuid,
  resolver_post_id uuid,
  clock_stage text,
  clock_started_at timestamptz,
  clock_yellow_at timestamptz,
  clock_due_at timestamptz,
  climb_at timestamptz,
  review_at timestamptz,
  escalation_level integer not null default 0,
  escalated_to_post_id uuid,
  touched_posts uuid[] not null default '{}',
  merged_into_id uuid,

  accepted_at timestamptz,
  assigned_at timestamptz,
  contacted_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  contact_due_at timestamptz,
  handle_due_at timestamptz,
  outcome text,
  rounds integer not null default 1,
  returns integer not null default 0,
  extensions integer not null default 0,
  unreached integer not null default 0,
  open_rally_answers integer not null default 0,
  urges integer not null default 0,
  solved boolean,
  satisfaction integer check (satisfaction between 1 and 5),
  exclusion text not null default 'none' check (exclusion in ('none', 'proposed', 'approved')),
  source_key text,
  source_hash bytea,
  import_id uuid,
  changed_at timestamptz not null,

  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, kind_code, kind_version) references matters.kind_versions (tenant_id, code, version),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, grid_id) references places.grids (tenant_id, id),
  foreign key (tenant_id, holder_post_id) references people.posts (tenant_id, id),
  -- No orphan: an open matter has a holder, and a running clock or a suspension with its review date; an ended one has neither.
  constraint matters_open_is_held check (
    (state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved')) = (holder_post_id is not null)),
  constraint matters_open_is_clocked check (
    (state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'resolved')) = (clock_due_at is not null and clock_stage is not null)),
  constraint matters_suspension_is_reviewed check ((state = 'suspended') = (review_at is not null)),
  -- No silent close.
  constraint matters_closed_has_outcome check (state not in ('closed', 'void') or (outcome is not null and closed_at is not null)),
  constraint matters_merged_has_target check ((state = 'merged') = (merged_into_id is not null))
);

create unique index matters_receipt on matters.matters (receipt_lookup) where receipt_lookup is not null;
create unique index matters_source on matters.matters (tenant_id, source_key) where source_key is not null;
create index matters_holder on matters.matters (tenant_id, holder_post_id, clock_due_at)
  where state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved');
create index matters_grid_open on matters.matters (tenant_id, grid_id, clock_due_at, id)
  where state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved');
create index matters_path_open on matters.matters (tenant_id, place_path, clock_due_at)
  where state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved');
create index matters_due on matters.matters (tenant_id, clock_due_at)
  where state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved');
create index matters_climb on matters.matters (climb_at) where climb_at is not null;
create index matters_review on matters.matters (review_at) where review_at is not null;
create index matters_reported on matters.matters (tenant_id, reported_at desc, id);
create index matters_path on matters.matters (tenant_id, place_path, reported_at);
create index matters_grid on matters.matters (tenant_id, grid_id, reported_at desc);
create index matters_reporter on matters.matters (tenant_id, reporter_id, reported_at desc) where reporter_id is not null;
create index matters_phone on matters.matters (tenant_id, reporter_phone_lookup) where reporter_phone_lookup is not null;
create index matters_touched on matters.matters using gin (touched_posts);
create index matters_merged on matters.matters (tenant_id, merged_into_id) where merged_into_id is not null;
create index matters_import on matters.matters (tenant_id, import_id) where import_id is not null;
create index matters_text on matters.matters using gin (search_text gin_trgm_ops);
create index matters_bigrams on matters.matters using gin (bigrams);

-- Who held it from when to when, and why they were chosen.
create table matters.holdings (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  post_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz,
  why jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id)
);
create unique index holdings_one_at_a_time on matters.holdings (tenant_id, matter_id) where to_at is null;
create index holdings_of_matter on matters.holdings (tenant_id, matter_id);

create table matters.clocks (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  stage text not null,
  span jsonb not null,
  started_at timestamptz not null,
  yellow_at timestamptz not null,
  due_at timestamptz not null,
  stopped_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create unique index clocks_one_running on matters.clocks (tenant_id, matter_id) where stopped_at is null;
create index clocks_of_matter on matters.clocks (tenant_id, matter_id);

-- Words that people said. The ledger holds their hash, so that they can be erased by law and not altered in secret.
create table matters.remarks (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  action text not null,
  words text not null,
  file_ids uuid[] not null default '{}',
  to_reporter boolean not null,
  person_id uuid,
  post_id uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create index remarks_of_matter on matters.remarks (tenant_id, matter_id);

create table matters.suspensions (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  from_at timestamptz not null,
  review_at timestamptz not null,
  to_at timestamptz,
  remark_id uuid not null,
  post_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create unique index suspensions_one_at_a_time on matters.suspensions (tenant_id, matter_id) where to_at is null;

create table matters.escalations (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  level integer not null,
  cause text not null check (cause in ('overdue', 'urge', 'supervise')),
  stage text,
  from_post_id uuid,
  to_post_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create index escalations_of_matter on matters.escalations (tenant_id, matter_id);

create table matters.returns (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  from_post_id uuid not null,
  reviewer_post_id uuid not null,
  reason text not null,
  at timestamptz not null,
  reviewed_at timestamptz,
  upheld boolean,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create unique index returns_one_open on matters.returns (tenant_id, matter_id) where reviewed_at is null;

create table matters.rallies (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  lead_post_id uuid not null,
  called_by_post_id uuid,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create unique index rallies_one_at_a_time on matters.rallies (tenant_id, matter_id) where ended_at is null;

create table matters.rally_members (
  tenant_id uuid not null,
  rally_id uuid not null,
  matter_id uuid not null,
  post_id uuid not null,
  due_at timestamptz not null,
  overdue_told_at timestamptz,
  answered_at timestamptz,
  remark_id uuid,
  primary key (tenant_id, rally_id, post_id),
  foreign key (tenant_id, rally_id) references matters.rallies (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id)
);
create index rally_members_open on matters.rally_members (tenant_id, post_id) where answered_at is null;
create index rally_members_due on matters.rally_members (due_at) where answered_at is null and overdue_told_at is null;

create table matters.merges (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  into_id uuid not null,
  at timestamptz not null,
  prior jsonb not null,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id),
  foreign key (tenant_id, into_id) references matters.matters (tenant_id, id)
);
create unique index merges_one_at_a_time on matters.merges (tenant_id, matter_id) where undone_at is null;

-- Those who want to hear of it: its reporter, and neighbours who followed it instead of reporting again.
create table matters.followers (
  tenant_id uuid not null,
  matter_id uuid not null,
  person_id uuid not null,
  from_at timestamptz not null,
  -- Set where a merge brought the follower; undoing it takes the follower back.
  via_matter_id uuid,
  primary key (tenant_id, matter_id, person_id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create index followers_of_person on matters.followers (tenant_id, person_id);

create table matters.closures (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  outcome text not null,
  at timestamptz not null,
  person_id uuid,
  post_id uuid,
  how text not null,
  reopened_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create unique index closures_one_at_a_time on matters.closures (tenant_id, matter_id) where reopened_at is null;

create table matters.follow_ups (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  round integer not null,
  at timestamptz not null,
  method text not null,
  reached boolean not null,
  solved boolean,
  satisfaction integer,
  post_id uuid,
  remark_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id)
);
create index follow_ups_of_matter on matters.follow_ups (tenant_id, matter_id);

create table matters.exclusions (
  tenant_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  reason text not null,
  proposed_by uuid not null,
  at timestamptz not null,
  reviewed_by uuid,
  reviewed_at timestamptz,
  approved boolean,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id),
  constraint exclusions_second_person check (reviewed_by is null or reviewed_by <> proposed_by)
);
create unique index exclusions_one_open on matters.exclusions (tenant_id, matter_id) where approved is not false;

-- The rows that stand behind the matter's own columns must agree with them when the transaction ends.
create function matters.check_standing() returns trigger language plpgsql as $$
declare
  v matters.matters;
  v_post uuid;
  v_due timestamptz;
  v_review timestamptz;
begin
  select * into v from matters.matters where tenant_id = new.tenant_id and id = new.id;
  select post_id into v_post from matters.holdings where tenant_id = v.tenant_id and matter_id = v.id and to_at is null;
  select due_at into v_due from matters.clocks where tenant_id = v.tenant_id and matter_id = v.id and stopped_at is null;
  if v_post is distinct from v.holder_post_id or v_due is distinct from v.clock_due_at then
    raise exception 'matter % has lost its holder or its clock', v.id using errcode = 'check_violation', constraint = 'matters_standing';
  end if;
  if v.state = 'suspended' then
    select review_at into v_review from matters.suspensions where tenant_id = v.tenant_id and matter_id = v.id and to_at is null;
    if v_review is distinct from v.review_at then
      raise exception 'matter % is suspended without a record', v.id using errcode = 'check_violation', constraint = 'matters_standing';
    end if;
  end if;
  return null;
end $$;

create constraint trigger matters_standing after insert or update of state, holder_post_id, clock_due_at, review_at on matters.matters
  deferrable initially deferred for each row execute function matters.check_standing();
