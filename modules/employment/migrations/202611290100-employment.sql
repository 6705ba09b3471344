-- Not `jobs`: that schema is the queue's.
create schema employment;

-- 招聘岗位: a firm looks for people, until a day.
create table employment.openings (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  firm_id uuid not null,
  title text not null,
  headcount integer not null check (headcount between 1 and 999),
  hours text not null check (hours in ('full', 'part')),
  pay_unit text not null check (pay_unit in ('month', 'hour')),
  pay_from_fen integer not null check (pay_from_fen >= 0),
  pay_to_fen integer not null check (pay_to_fen >= pay_from_fen),
  education text not null check (education in ('any', 'junior', 'senior', 'college', 'bachelor', 'master')),
  experience_months integer not null check (experience_months between 0 and 600),
  skills text[] not null,
  place_id uuid not null,
  words text not null,
  from_on date not null,
  -- The last day on which it is open.
  until_on date not null check (until_on >= from_on),
  state text not null check (state in ('open', 'filled', 'closed')),
  ended_on date,
  ended_why text,
  -- Projection of the referrals.
  hired integer not null default 0 check (hired >= 0),
  by_firm boolean not null,
  opened_by uuid,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  check ((state = 'open') = (ended_on is null))
);
create index openings_firm on employment.openings (tenant_id, firm_id);
create index openings_opened on employment.openings (tenant_id, opened_at desc);
create index openings_until on employment.openings (until_on) where state = 'open';

-- 求职居民: what somebody looks for, by their consent, for its time. What is personal is gone once the consent ends.
create table employment.seekers (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  person_id uuid,
  name_sealed bytea,
  phone_sealed bytea,
  words_sealed bytea,
  place_id uuid,
  place_path text collate "C" not null,
  grid_id uuid,
  kinds text[] not null,
  skills text[] not null,
  education text check (education in ('any', 'junior', 'senior', 'college', 'bachelor', 'master')),
  experience_months integer check (experience_months between 0 and 600),
  hours text check (hours in ('full', 'part', 'either')),
  pay_unit text check (pay_unit in ('month', 'hour')),
  pay_fen integer check (pay_fen >= 0),
  reach text check (reach in ('walk', 'ride', 'any')),
  from_on date,
  state text not null check (state in ('active', 'withdrawn', 'lapsed')),
  consent_how text not null check (consent_how in ('self', 'signed', 'spoken')),
  consent_note text,
  consent_at timestamptz not null,
  consent_until date not null,
  warned_on date,
  taken_by uuid,
  since_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  -- Nothing personal without a consent that runs.
  constraint seekers_erased check (case when state = 'active'
    then person_id is not null and name_sealed is not null and phone_sealed is not null and place_id is not null
      and hours is not null and reach is not null and from_on is not null
    else person_id is null and name_sealed is null and phone_sealed is null and words_sealed is null and place_id is null
      and education is null and experience_months is null and hours is null and pay_fen is null and reach is null
      and from_on is null and consent_note is null and kinds = '{}' and skills = '{}' end)
);
create unique index seekers_person on employment.seekers (tenant_id, person_id) where state = 'active';
create index seekers_path on employment.seekers (tenant_id, place_path) where state = 'active';
create index seekers_until on employment.seekers (consent_until) where state = 'active';

-- 推荐: one resident brought to one opening, once.
create table employment.referrals (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  opening_id uuid not null,
  seeker_id uuid not null,
  -- Of the seeker when proposed: who may see it.
  place_path text collate "C" not null,
  grid_id uuid,
  state text not null check (state in ('proposed', 'agreed', 'interview', 'hired', 'not_hired', 'no_show', 'declined', 'dropped')),
  proposed_by uuid,
  proposed_at timestamptz not null,
  answered_by text check (answered_by in ('seeker', 'staff')),
  agreed_at timestamptz,
  hired_on date,
  hired_at timestamptz,
  why text,
  still_asked_on date,
  still_there boolean,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, opening_id, seeker_id),
  foreign key (tenant_id, opening_id) references employment.openings (tenant_id, id),
  foreign key (tenant_id, seeker_id) references employment.seekers (tenant_id, id),
  check ((state = 'hired') = (hired_on is not null and hired_at is not null))
);
create index referrals_seeker on employment.referrals (tenant_id, seeker_id);
create index referrals_proposed on employment.referrals (tenant_id, proposed_at desc);
