-- The court to which parties go, and how cases are numbered.
alter table mediation.committees
  add column court_name text,
  add column number_prefix text not null default '' check (length(number_prefix) <= 20),
  -- Where a year began on paper: the number with which it goes on here.
  add column first_number integer check (first_number between 1 and 99999),
  add column first_number_year integer,
  add check ((first_number is null) = (first_number_year is null));

-- As it was when the case was numbered: a number that was given stays.
alter table mediation.cases add column number_prefix text not null default '';

-- What sent a dispute here. It hears how it ended: settled or not, and nothing more.
create table mediation.referrals (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  origin_kind text not null check (origin_kind in ('matter', 'note')),
  -- Of another module's table, which may forget it.
  origin_id uuid not null,
  person_id uuid not null,
  post_id uuid,
  at timestamptz not null,
  outcome text check (outcome in ('settled', 'not_settled')),
  told_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, case_id),
  foreign key (tenant_id, case_id) references mediation.cases (tenant_id, id),
  check ((outcome is null) = (told_at is null))
);
-- One at a time waits for its end.
create unique index referrals_one_waits on mediation.referrals (tenant_id, origin_kind, origin_id) where told_at is null;
create index referrals_by_origin on mediation.referrals (tenant_id, origin_kind, origin_id, at);
