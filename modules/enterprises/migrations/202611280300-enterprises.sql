create schema enterprises;
create extension if not exists pg_trgm;

-- An office building 楼宇: a place of a level of kind `building` that has a record here.
create table enterprises.buildings (
  tenant_id uuid not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  floors_above integer not null check (floors_above between 1 and 200),
  floors_below integer not null default 0 check (floors_below between 0 and 20),
  gross_area_cm2 bigint check (gross_area_cm2 > 0),
  purpose text not null check (purpose in ('office', 'mixed', 'shop', 'industry')),
  property_post_id uuid,
  steward_post_id uuid,
  opened_on date,
  recorded_at timestamptz not null,
  primary key (tenant_id, place_id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, property_post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, steward_post_id) references people.posts (tenant_id, id)
);
create index buildings_by_path on enterprises.buildings (tenant_id, place_path);

-- 房源. Dividing or joining ends rows and begins rows, so that any past day can be drawn. Days are half open.
create table enterprises.suites (
  tenant_id uuid not null,
  id uuid not null,
  building_id uuid not null,
  -- Negative below ground; there is no floor 0.
  floor integer not null check (floor between -20 and 200 and floor <> 0),
  number text not null check (length(number) between 1 and 20),
  area_cm2 bigint not null check (area_cm2 > 0),
  lettable boolean not null default true,
  purpose text not null check (purpose in ('office', 'shop', 'storage', 'service', 'public')),
  -- Asked rent: fen a month and square metre.
  rent_fen_month_m2 integer check (rent_fen_month_m2 >= 0),
  -- Left to right on the floor.
  position integer not null,
  -- The suites that it was made of, when it came of a division or a joining.
  made_of uuid[] not null default '{}',
  from_on date not null,
  to_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, building_id) references enterprises.buildings (tenant_id, place_id),
  check (to_on is null or to_on > from_on)
);
create index suites_of_building on enterprises.suites (tenant_id, building_id, floor, position);
create unique index suites_one_number_now on enterprises.suites (tenant_id, building_id, number) where to_on is null;

create table enterprises.firms (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  name text not null,
  name_en text,
  -- What the search looks through: both names and the code.
  search_text text not null,
  bigrams text[] not null,
  -- 统一社会信用代码 (GB 32100).
  uscc text collate "C" check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  legal_form text check (legal_form in ('company', 'branch', 'sole', 'partnership', 'self_employed', 'institution', 'other')),
  founded_on date,
  -- GB/T 4754-2017: section letter and up to four digits.
  industry text collate "C" check (industry ~ '^[A-T]([0-9]{2,4})?$'),
  staff integer check (staff >= 0),
  size_class text check (size_class in ('micro', 'small', 'medium', 'large')),
  registered_address text,
  registered_here boolean,
  -- Where it works: its building, or the place of a street shop.
  place_id uuid not null,
  place_path text collate "C" not null,
  grid_id uuid,
  key_firm boolean not null default false,
  state text not null check (state in ('active', 'left', 'closed', 'merged')),
  merged_into_id uuid,
  -- A leaving that is planned; the day makes it true.
  leaves_on date,
  -- Since when it works here.
  since_on date not null,
  registered_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, merged_into_id) references enterprises.firms (tenant_id, id),
  check ((state = 'merged') = (merged_into_id is not null))
);
create unique index firms_one_live_code on enterprises.firms (tenant_id, uscc) where uscc is not null and state <> 'merged';
create index firms_by_path on enterprises.firms (tenant_id, place_path);
create index firms_of_grid on enterprises.firms (tenant_id, grid_id);
create index firms_since on enterprises.firms (tenant_id, since_on);
create index firms_text on enterprises.firms using gin (search_text gin_trgm_ops);
create index firms_bigrams on enterprises.firms using gin (bigrams);

-- Who is in which suite from when to when; days half open, a beginning in the future is planned.
create table enterprises.tenancies (
  tenant_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  suite_id uuid not null,
  basis text not null check (basis in ('rent', 'own', 'free')),
  from_on date not null,
  to_on date,
  lease_until date,
  rent_fen_month bigint check (rent_fen_month >= 0),
  left_reason text check (left_reason in ('lease_end', 'moved_within', 'moved_away', 'closed', 'other')),
  -- The day has come and the firm's place follows; false while it is planned.
  begun boolean not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id),
  foreign key (tenant_id, suite_id) references enterprises.suites (tenant_id, id),
  check (to_on is null or to_on > from_on),
  check (lease_until is null or lease_until >= from_on)
);
create index tenancies_of_suite on enterprises.tenancies (tenant_id, suite_id, from_on);
create index tenancies_of_firm on enterprises.tenancies (tenant_id, firm_id, from_on);
create index tenancies_ending on enterprises.tenancies (tenant_id, lease_until) where to_on is null;
create index tenancies_planned on enterprises.tenancies (tenant_id, from_on) where not begun;

-- People of a firm, sealed. One that staff confirmed and that is a person of the tenant is a member of the firm.
create table enterprises.contacts (
  tenant_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  name_sealed bytea not null,
  phone_sealed bytea not null,
  phone_lookup bytea not null,
  duty text not null,
  is_main boolean not null,
  person_id uuid,
  added_at timestamptz not null,
  added_by uuid,
  confirmed_at timestamptz,
  confirmed_by uuid,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check (person_id is null or confirmed_at is not null)
);
create index contacts_of_firm on enterprises.contacts (tenant_id, firm_id);
create index contacts_of_person on enterprises.contacts (tenant_id, person_id) where person_id is not null;
create unique index contacts_one_main on enterprises.contacts (tenant_id, firm_id) where is_main and ended_at is null;

create table enterprises.tags (
  tenant_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  tag text not null check (length(tag) between 1 and 20),
  source text not null check (source in ('staff', 'firm', 'call', 'import', 'visit')),
  as_of date not null,
  by_person_id uuid,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id)
);
create unique index tags_once on enterprises.tags (tenant_id, firm_id, tag) where ended_at is null;
create index tags_by_tag on enterprises.tags (tenant_id, tag) where ended_at is null;

-- What is known of a firm: one current value a key, history kept. The firm's row is a projection of some of them.
create table enterprises.facts (
  tenant_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  key text not null check (key ~ '^[a-z][A-Za-z0-9]{0,39}$'),
  value jsonb not null,
  source text not null check (source in ('staff', 'firm', 'call', 'import', 'visit')),
  as_of date not null,
  by_person_id uuid,
  at timestamptz not null,
  replaced_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id)
);
create unique index facts_one_current on enterprises.facts (tenant_id, firm_id, key) where replaced_at is null;
create index facts_of_firm on enterprises.facts (tenant_id, firm_id, key, at);

-- The same firm twice: what was moved is kept, so that the merge can be taken back.
create table enterprises.merges (
  tenant_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  moved jsonb not null,
  why text not null,
  at timestamptz not null,
  by_person_id uuid,
  undone_at timestamptz,
  undone_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, kept_id) references enterprises.firms (tenant_id, id),
  foreign key (tenant_id, gone_id) references enterprises.firms (tenant_id, id)
);
create unique index merges_once on enterprises.merges (tenant_id, gone_id) where undone_at is null;

-- A checked file that waits to be accepted. The rows are forgotten once it is.
create table enterprises.imports (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('suites', 'firms')),
  file_name text not null,
  rows_sealed bytea,
  summary jsonb not null,
  checked_at timestamptz not null,
  by_person_id uuid not null,
  accepted_at timestamptz,
  primary key (tenant_id, id)
);

-- One firm in a suite at a time, and only while the suite stands. The suite's row is locked, so that two at once see each other.
create function enterprises.check_tenancy() returns trigger language plpgsql as $$
declare
  v enterprises.tenancies;
  s enterprises.suites;
begin
  select * into v from enterprises.tenancies where tenant_id = new.tenant_id and id = new.id;
  if not found then
    return null;
  end if;
  select * into s from enterprises.suites where tenant_id = v.tenant_id and id = v.suite_id for no key update;
  if v.from_on < s.from_on or coalesce(v.to_on, 'infinity') > coalesce(s.to_on, 'infinity') then
    raise exception 'tenancy % lies outside the life of its suite', v.id
      using errcode = 'check_violation', constraint = 'tenancies_within_suite';
  end if;
  if exists (select from enterprises.tenancies o where o.tenant_id = v.tenant_id and o.suite_id = v.suite_id and o.id <> v.id
      and o.from_on < coalesce(v.to_on, 'infinity') and coalesce(o.to_on, 'infinity') > v.from_on) then
    raise exception 'suite % would hold two firms at a time', v.suite_id
      using errcode = 'exclusion_violation', constraint = 'tenancies_one_at_a_time';
  end if;
  return null;
end $$;
create constraint trigger tenancies_stand after insert or update of suite_id, from_on, to_on on enterprises.tenancies
  deferrable initially deferred for each row execute function enterprises.check_tenancy();

-- No two suites of a building with one number or in one position of a floor at a time; no suite ends under its tenants.
create function enterprises.check_suite() returns trigger language plpgsql as $$
declare
  v enterprises.suites;
begin
  perform from enterprises.buildings where tenant_id = new.tenant_id and place_id = new.building_id for no key update;
  select * into v from enterprises.suites where tenant_id = new.tenant_id and id = new.id;
  if not found then
    return null;
  end if;
  if exists (select from enterprises.suites o where o.tenant_id = v.tenant_id and o.building_id = v.building_id and o.id <> v.id
      and (o.number = v.number or (o.floor = v.floor and o.position = v.position))
      and o.from_on < coalesce(v.to_on, 'infinity') and coalesce(o.to_on, 'infinity') > v.from_on) then
    raise exception 'suite % overlaps with another one', v.number
      using errcode = 'exclusion_violation', constraint = 'suites_apart';
  end if;
  if exists (select from enterprises.tenancies t where t.tenant_id = v.tenant_id and t.suite_id = v.id
      and (t.from_on < v.from_on or coalesce(t.to_on, 'infinity') > coalesce(v.to_on, 'infinity'))) then
    raise exception 'suite % would end under its tenant', v.number
      using errcode = 'check_violation', constraint = 'tenancies_within_suite';
  end if;
  return null;
end $$;
create constraint trigger suites_stand after insert or update of number, floor, position, from_on, to_on on enterprises.suites
  deferrable initially deferred for each row execute function enterprises.check_suite();

-- Published to higher tiers and the pocket.
create view enterprises.firms_view as
  select tenant_id, id, name, name_en, uscc, legal_form, founded_on, industry, staff, size_class, registered_address,
    registered_here, place_id, place_path, grid_id, key_firm, state, merged_into_id, since_on, registered_at, changed_at
  from enterprises.firms;

create view enterprises.suites_view as
  select s.tenant_id, s.id, s.building_id, b.place_path, s.floor, s.number, s.area_cm2, s.lettable, s.purpose,
    s.rent_fen_month_m2, s.position, s.from_on, s.to_on
  from enterprises.suites s join enterprises.buildings b on b.tenant_id = s.tenant_id and b.place_id = s.building_id;

create view enterprises.tenancies_view as
  select t.tenant_id, t.id, t.firm_id, t.suite_id, s.building_id, b.place_path, t.basis, t.from_on, t.to_on, t.lease_until,
    t.rent_fen_month, t.left_reason
  from enterprises.tenancies t
  join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
  join enterprises.buildings b on b.tenant_id = s.tenant_id and b.place_id = s.building_id;

-- Who speaks for a firm: confirmed contacts who are persons of the tenant.
create view enterprises.members_view as
  select tenant_id, firm_id, person_id, id as contact_id, is_main, confirmed_at
  from enterprises.contacts where person_id is not null and ended_at is null;
