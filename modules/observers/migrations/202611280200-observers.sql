create schema observers;

-- How many leads are expected and when the end of a term is told, as data with a from-date.
create table observers.rules (
  tenant_id uuid not null references kernel.tenants (id),
  version integer not null,
  valid_from timestamptz not null,
  author_id uuid,
  leads_per_quarter integer not null check (leads_per_quarter between 0 and 20),
  warn_days integer not null check (warn_days between 1 and 180),
  primary key (tenant_id, version)
);

-- 聘期: somebody is an observer 观察员 or a supervisor of the business environment 营商环境监督员 from a day to a day (half open).
create table observers.terms (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('observer', 'supervisor')),
  letter_number text not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  origin text not null,
  from_on date not null,
  to_on date not null,
  ended_on date,
  warned_on date,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  constraint terms_last check (to_on > from_on and (ended_on is null or ended_on >= from_on))
);
create index terms_path on observers.terms (tenant_id, place_path);
create index terms_person on observers.terms (tenant_id, person_id);
create index terms_ending on observers.terms (to_on) where ended_on is null and warned_on is null;
create unique index terms_letter on observers.terms (tenant_id, letter_number);

-- What happened to a term, with the reason in words; the ledger has ids and days alone.
create table observers.term_changes (
  tenant_id uuid not null,
  id uuid not null,
  term_id uuid not null,
  change text not null check (change in ('appointed', 'extended', 'ended')),
  to_on date not null,
  why text not null,
  person_id uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, term_id) references observers.terms (tenant_id, id)
);
create index term_changes_of on observers.term_changes (tenant_id, term_id);

-- Leads counted for the duty of a quarter: filled from the ledger. Whoever acts for a shielded post does not see them counted.
create table observers.leads (
  tenant_id uuid not null,
  matter_id uuid not null,
  person_id uuid not null,
  unit_post_id uuid not null,
  shielded_posts uuid[] not null,
  at timestamptz not null,
  primary key (tenant_id, matter_id)
);
create index leads_person on observers.leads (tenant_id, person_id, at);

-- A sample of closed matters: what was asked for, what there was, the seed, and what was drawn. Never changed.
create table observers.samples (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  filter jsonb not null,
  place_path text collate "C" not null,
  method text not null,
  seed text not null,
  size integer not null check (size > 0),
  population integer not null check (population >= size),
  population_ids uuid[] not null,
  drawn_by uuid not null,
  post_id uuid not null,
  drawn_at timestamptz not null,
  primary key (tenant_id, id),
  constraint samples_population check (cardinality(population_ids) = population)
);
create index samples_path on observers.samples (tenant_id, place_path, drawn_at desc);

create table observers.sample_items (
  tenant_id uuid not null,
  sample_id uuid not null,
  position integer not null,
  matter_id uuid not null,
  primary key (tenant_id, sample_id, position),
  unique (tenant_id, sample_id, matter_id),
  foreign key (tenant_id, sample_id) references observers.samples (tenant_id, id)
);

-- Each call (or look on the spot) of a sampled matter; the newest one counts.
create table observers.findings (
  tenant_id uuid not null,
  id uuid not null,
  sample_id uuid not null,
  matter_id uuid not null,
  method text not null check (method in ('phone', 'in_person', 'verify')),
  reached boolean not null,
  solved boolean,
  satisfaction integer check (satisfaction between 1 and 5),
  conduct text,
  words text,
  reopened boolean not null,
  person_id uuid not null,
  post_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, sample_id, matter_id) references observers.sample_items (tenant_id, sample_id, matter_id),
  constraint findings_answered check ((reached or method = 'verify') = (solved is not null))
);
create index findings_of on observers.findings (tenant_id, sample_id, matter_id, at);
