create schema mediation;

create table mediation.committees (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  community_id uuid not null,
  place_path text collate "C" not null,
  name text not null,
  seal_name text not null,
  from_on date not null,
  -- First day after its term.
  until_on date not null,
  limit_days integer not null check (limit_days between 1 and 180),
  keep_years integer not null check (keep_years between 1 and 100),
  police_post_id uuid,
  guardian_post_id uuid,
  ended_on date,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references places.places (tenant_id, id),
  foreign key (tenant_id, police_post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, guardian_post_id) references people.posts (tenant_id, id),
  check (until_on > from_on and until_on <= from_on + interval '3 years')
);
create unique index committees_one_a_community on mediation.committees (tenant_id, community_id) where ended_on is null;

create table mediation.seats (
  tenant_id uuid not null,
  id uuid not null,
  committee_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('head', 'deputy', 'member', 'mediator')),
  from_on date not null,
  to_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, committee_id) references mediation.committees (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check (to_on is null or to_on > from_on)
);
create unique index seats_one_a_person on mediation.seats (tenant_id, committee_id, person_id) where to_on is null;
create index seats_by_person on mediation.seats (tenant_id, person_id);

-- What is too near to a mediator. Of a relative the keyed hash of the phone is enough.
create table mediation.interests (
  tenant_id uuid not null,
  id uuid not null,
  committee_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('household', 'kin', 'firm')),
  of_person_id uuid,
  phone_lookup bytea,
  post_id uuid,
  from_on date not null,
  to_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, committee_id) references mediation.committees (tenant_id, id),
  check ((kind = 'firm') = (post_id is not null)),
  check ((kind = 'firm') = (phone_lookup is null))
);
create index interests_of_person on mediation.interests (tenant_id, committee_id, person_id);

create table mediation.cases (
  tenant_id uuid not null,
  id uuid not null,
  committee_id uuid not null,
  year integer not null,
  number integer not null,
  state text not null check (state in ('received', 'asking', 'accepted', 'mediating', 'agreed', 'performing', 'closed',
    'declined', 'refused', 'failed', 'handed_over', 'archived')),
  kind text not null,
  source text not null check (source in ('application', 'offer', 'referral')),
  origin_kind text,
  -- Text, not a key: what referred it may be of any module.
  origin_id text,
  place_id uuid not null,
  place_path text collate "C" not null,
  firm_post_id uuid,
  words_sealed bytea not null,
  found_by uuid,
  taken_by uuid,
  received_on date not null,
  accepted_on date,
  limit_days integer,
  due_on date,
  warned_on date,
  over_on date,
  decline_reason text,
  end_state text,
  ended_on date,
  told_ways text[] not null default '{}',
  told_on date,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, committee_id, year, number),
  foreign key (tenant_id, committee_id) references mediation.committees (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  check ((due_on is null) = (accepted_on is null)),
  check (due_on is null or due_on > accepted_on),
  check ((state = 'declined') <= (decline_reason is not null)),
  check ((state = 'failed') <= (cardinality(told_ways) > 0)),
  check ((end_state is null) = (state in ('received', 'asking', 'accepted', 'mediating', 'agreed', 'performing')))
);
create index cases_by_committee on mediation.cases (tenant_id, committee_id, state, due_on);
create index cases_by_place on mediation.cases (tenant_id, place_path, received_on);

create table mediation.parties (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  side text not null check (side in ('a', 'b')),
  position integer not null,
  person_id uuid,
  name_sealed bytea not null,
  phone_sealed bytea,
  phone_lookup bytea,
  details_sealed bytea,
  receipt_lookup bytea not null,
  consent text check (consent in ('yes', 'no')),
  consent_way text,
  consent_at timestamptz,
  -- Who wrote it down; null where the party answered itself.
  consent_by uuid,
  wish_person_id uuid,
  accepts boolean,
  accepts_way text,
  accepts_at timestamptz,
  asks_other_sealed bytea,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check ((consent is null) = (consent_at is null) and (consent is null) = (consent_way is null))
);
create index parties_of_case on mediation.parties (tenant_id, case_id, position);
create index parties_of_person on mediation.parties (tenant_id, person_id) where person_id is not null;
create unique index parties_by_receipt on mediation.parties (tenant_id, receipt_lookup);

create table mediation.case_mediators (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  leads boolean not null,
  chosen_by text not null check (chosen_by in ('parties', 'committee')),
  from_at timestamptz not null,
  to_at timestamptz,
  end_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check ((to_at is null) = (end_reason is null))
);
create unique index case_mediators_once on mediation.case_mediators (tenant_id, case_id, person_id) where to_at is null;
create unique index case_mediators_one_leads on mediation.case_mediators (tenant_id, case_id) where to_at is null and leads;
create index case_mediators_of_person on mediation.case_mediators (tenant_id, person_id) where to_at is null;

create table mediation.sessions (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  held_at timestamptz not null,
  where_sealed bytea not null,
  party_ids uuid[] not null,
  mediator_ids uuid[] not null check (mediator_ids <> '{}'),
  words_sealed bytea not null,
  tried_sealed bytea,
  next_on date,
  written_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id)
);
create index sessions_of_case on mediation.sessions (tenant_id, case_id, held_at);

create table mediation.evidence (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  party_id uuid,
  what_sealed bytea not null,
  pages integer not null check (pages between 1 and 999),
  file_ids uuid[] not null default '{}',
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id)
);
create index evidence_of_case on mediation.evidence (tenant_id, case_id, at);

create table mediation.extensions (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  from_on date not null,
  to_on date not null check (to_on > from_on),
  -- Every party of the case: how each agreed.
  party_ids uuid[] not null,
  way text not null,
  why_sealed bytea not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id)
);

create table mediation.agreements (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  form text not null check (form in ('written', 'oral')),
  facts_sealed bytea,
  issues_sealed bytea,
  duties_sealed bytea,
  terms_sealed bytea not null,
  drawn_at timestamptz not null,
  dropped_at timestamptz,
  effective_on date,
  court_until_on date,
  court_state text check (court_state in ('open', 'made', 'confirmed', 'refused', 'not_wished', 'passed')),
  court_on date,
  court_reminded integer,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id),
  check (form = 'oral' or (facts_sealed is not null and issues_sealed is not null and duties_sealed is not null)),
  -- 人民调解法 33: thirty days from its effect.
  check ((effective_on is null and court_until_on is null and court_state is null)
    or (court_until_on = effective_on + 30 and court_state is not null))
);
create unique index agreements_one_stands on mediation.agreements (tenant_id, case_id) where dropped_at is null;

create table mediation.promises (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  agreement_id uuid not null,
  position integer not null,
  party_id uuid not null,
  what_sealed bytea not null,
  due_on date not null,
  state text not null check (state in ('open', 'kept', 'broken')),
  settled_on date,
  note_sealed bytea,
  reminded_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id) references mediation.agreements (tenant_id, id),
  foreign key (tenant_id, party_id) references mediation.parties (tenant_id, id),
  check ((state = 'open') = (settled_on is null))
);
create index promises_of_case on mediation.promises (tenant_id, case_id, position);
create index promises_due on mediation.promises (tenant_id, due_on) where state = 'open';

create table mediation.signatures (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  agreement_id uuid not null,
  who text not null check (who in ('party', 'mediator', 'seal')),
  party_id uuid,
  person_id uuid,
  way text not null check (way in ('signature', 'fingerprint', 'stamp')),
  signed_on date not null,
  file_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id) references mediation.agreements (tenant_id, id),
  check ((who = 'party') = (party_id is not null) and (who = 'mediator') = (person_id is not null))
);
create unique index signatures_once on mediation.signatures (tenant_id, agreement_id, who, party_id, person_id)
  nulls not distinct;

create table mediation.call_backs (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  party_id uuid not null,
  at timestamptz not null,
  reached boolean not null,
  content integer check (content between 1 and 5),
  words_sealed bytea,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id),
  foreign key (tenant_id, party_id) references mediation.parties (tenant_id, id)
);
create index call_backs_of_case on mediation.call_backs (tenant_id, case_id, at);

create table mediation.dangers (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('violence', 'escalation', 'suicide', 'minor')),
  words_sealed bytea not null,
  matter_id uuid not null,
  at timestamptz not null,
  over_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id)
);
create index dangers_of_case on mediation.dangers (tenant_id, case_id, at);

-- The bound file: sealed; its SHA-256 stands in the ledger.
create table mediation.volumes (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  bound_on date not null,
  keep_until date not null,
  pages integer not null check (pages > 0),
  sha256 text collate "C" not null,
  contents jsonb not null,
  pdf_sealed bytea not null,
  primary key (tenant_id, id),
  unique (tenant_id, case_id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id)
);

-- Who looked at what is masked or bound, and why.
create table mediation.openings (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  what text not null check (what in ('party', 'volume')),
  party_id uuid,
  person_id uuid not null,
  why_sealed bytea not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id)
);
create index openings_of_case on mediation.openings (tenant_id, case_id, at);

-- 人民调解法 17: once a side has clearly refused, nothing goes on; and nothing is accepted without the yes of every side.
-- Looked at when the transaction commits, so that an answer and what follows from it are one.
create function mediation.check_consents(p_tenant uuid, p_case uuid) returns void language plpgsql as $$
declare
  standing text;
  refusals integer;
  waiting integer;
  sides integer;
begin
  select state into standing from mediation.cases where tenant_id = p_tenant and id = p_case;
  select count(*) filter (where consent = 'no'), count(*) filter (where consent is distinct from 'yes'),
      count(distinct side)
    into refusals, waiting, sides from mediation.parties where tenant_id = p_tenant and case_id = p_case;
  if refusals > 0 and standing not in ('refused', 'handed_over', 'archived') then
    raise exception 'a side refused: the case cannot stand as %', standing
      using errcode = 'check_violation', constraint = 'mediation_refusal_ends';
  end if;
  if standing in ('accepted', 'mediating', 'agreed', 'performing', 'closed') and (waiting > 0 or sides < 2) then
    raise exception 'not every side has agreed: the case cannot stand as %', standing
      using errcode = 'check_violation', constraint = 'mediation_consent_first';
  end if;
end $$;

create function mediation.on_case() returns trigger language plpgsql as $$
begin
  perform mediation.check_consents(new.tenant_id, new.id);
  return null;
end $$;
create function mediation.on_party() returns trigger language plpgsql as $$
begin
  perform mediation.check_consents(new.tenant_id, new.case_id);
  return null;
end $$;
create constraint trigger cases_consents after insert or update on mediation.cases
  deferrable initially deferred for each row execute function mediation.on_case();
create constraint trigger parties_consents after insert or update on mediation.parties
  deferrable initially deferred for each row execute function mediation.on_party();

-- What has ended stays ended; a file that is bound does not open again.
create function mediation.keep_end() returns trigger language plpgsql as $$
begin
  if old.end_state is not null and (new.end_state is distinct from old.end_state
      or (old.state = 'archived' and new.state <> 'archived')) then
    raise exception 'a case that ended as % does not go on', old.end_state
      using errcode = 'check_violation', constraint = 'mediation_end_stays';
  end if;
  return new;
end $$;
create trigger cases_end before update on mediation.cases for each row execute function mediation.keep_end();

create function mediation.keep_volume() returns trigger language plpgsql as $$
begin
  raise exception 'a bound file is not changed' using errcode = 'check_violation', constraint = 'mediation_volume_stays';
end $$;
create trigger volumes_stay before update on mediation.volumes for each row execute function mediation.keep_volume();
