create schema finance;

-- A firm of the register that the street confirmed as a bank to work with, from a day to a day.
create table finance.partners (
  tenant_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  from_on date not null,
  to_on date,
  why text not null,
  confirmed_at timestamptz not null,
  confirmed_by uuid,
  post_id uuid,
  ended_at timestamptz,
  ended_by uuid,
  ended_why text,
  primary key (tenant_id, id),
  check (to_on is null or to_on >= from_on),
  check (num_nonnulls(ended_at, ended_why) <> 1),
  check (ended_at is null or to_on is not null),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id)
);
create unique index partners_one_live on finance.partners (tenant_id, firm_id) where ended_at is null;

create table finance.products (
  tenant_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  entered_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id)
);
create index products_of_firm on finance.products (tenant_id, firm_id);

-- Every saved version of a product. What it says never changes: a correction is a new version.
create table finance.product_versions (
  tenant_id uuid not null,
  product_id uuid not null,
  version integer not null check (version > 0),
  spec jsonb not null,
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  saved_at timestamptz not null,
  author_id uuid,
  published_at timestamptz,
  published_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_why text,
  -- The version that took its place, where that was why it ended.
  replaced_by integer,
  primary key (tenant_id, product_id, version),
  check ((state = 'draft') = (published_at is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  foreign key (tenant_id, product_id) references finance.products (tenant_id, id)
);
create unique index product_versions_one_live on finance.product_versions (tenant_id, product_id)
  where state = 'published';

create function finance.keep_version() returns trigger language plpgsql as $$
begin
  if new.spec is distinct from old.spec or new.product_id <> old.product_id or new.version <> old.version then
    raise exception 'version % of product % is never edited', old.version, old.product_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger product_versions_kept before update on finance.product_versions
  for each row execute function finance.keep_version();

-- What a firm needs. Its state follows from what came of its referrals, until it is ended.
create table finance.wants (
  tenant_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  months integer not null check (months > 0),
  use text not null,
  words text not null,
  needed_by date,
  state text not null check (state in ('open', 'passed', 'answered', 'granted', 'ended')),
  raised_at timestamptz not null,
  -- By somebody who speaks for the firm; else staff took it down.
  by_firm boolean not null,
  raised_by uuid,
  post_id uuid,
  ended_at timestamptz,
  ended_by uuid,
  ended_reason text,
  ended_words text,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  check ((state = 'ended') = (ended_at is not null)),
  check ((ended_at is null) = (ended_reason is null)),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id)
);
-- A second one like it is the same one.
create unique index wants_one_open on finance.wants (tenant_id, firm_id, use)
  where state in ('open', 'passed', 'answered');
create index wants_of_firm on finance.wants (tenant_id, firm_id, raised_at desc);
create index wants_raised on finance.wants (tenant_id, raised_at desc);

-- A want that was passed on to a bank for one of its products, with the firm's consent. `told` is what the bank was told.
create table finance.referrals (
  tenant_id uuid not null,
  id uuid not null,
  want_id uuid not null,
  product_id uuid not null,
  version integer not null,
  partner_firm_id uuid not null,
  state text not null check (state in ('passed', 'contacted', 'visit', 'approved', 'drawn', 'refused', 'taken_back')),
  verdict text not null check (verdict in ('fits', 'unknown')),
  told jsonb not null,
  contact_id uuid not null,
  -- `firm`: it pressed the button itself; else how the contact agreed.
  consent text not null check (consent in ('firm', 'phone', 'counter', 'visit', 'meeting', 'paper')),
  consent_words text,
  passed_at timestamptz not null,
  passed_by uuid,
  post_id uuid,
  late_from timestamptz not null,
  late_told_at timestamptz,
  approved_fen bigint check (approved_fen > 0),
  approved_months integer check (approved_months > 0),
  approved_rate_bp integer check (approved_rate_bp >= 0),
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  check ((state in ('approved', 'drawn')) = (approved_fen is not null)),
  check (num_nonnulls(approved_fen, approved_months, approved_rate_bp) in (0, 3)),
  foreign key (tenant_id, want_id) references finance.wants (tenant_id, id),
  foreign key (tenant_id, product_id, version) references finance.product_versions (tenant_id, product_id, version),
  foreign key (tenant_id, partner_firm_id) references enterprises.firms (tenant_id, id)
);
-- A bank is asked once for a product, unless the first time was taken back.
create unique index referrals_once on finance.referrals (tenant_id, want_id, product_id) where state <> 'taken_back';
create index referrals_of_partner on finance.referrals (tenant_id, partner_firm_id, passed_at desc);
create index referrals_silent on finance.referrals (late_from) where state = 'passed' and late_told_at is null;

-- What banks said, in order; never changed.
create table finance.answers (
  tenant_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  step text not null check (step in ('contacted', 'visit', 'approved', 'refused', 'drawn', 'taken_back')),
  words text,
  visit_on date,
  fen bigint,
  months integer,
  rate_bp integer,
  at timestamptz not null,
  person_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, referral_id) references finance.referrals (tenant_id, id)
);
create index answers_of_referral on finance.answers (tenant_id, referral_id, at);

-- The record that a firm goes on as: itself, or the one that it was merged into, however many merges lie between.
create function finance.kept_firm(p_tenant uuid, p_firm uuid) returns uuid language sql stable as $$
  with recursive kept as (
    select f.id, f.merged_into_id from enterprises.firms_view f where f.tenant_id = p_tenant and f.id = p_firm
    union
    select f.id, f.merged_into_id from enterprises.firms_view f join kept on f.id = kept.merged_into_id
      where f.tenant_id = p_tenant)
  select id from kept where merged_into_id is null
$$;

-- Wants as those of the firm that speaks for them today; an undone merge gives them back by itself.
create view finance.wants_now as
  select w.tenant_id, w.id, finance.kept_firm(w.tenant_id, w.firm_id) as firm_id, w.amount_fen, w.months, w.use,
    w.words, w.needed_by, w.state, w.raised_at, w.by_firm, w.raised_by, w.post_id, w.ended_at, w.ended_by,
    w.ended_reason, w.ended_words, w.changed_at
  from finance.wants w;
