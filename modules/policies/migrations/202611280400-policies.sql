create schema policies;

-- Every saved version of a policy. What it says never changes: a correction is a new version.
create table policies.versions (
  tenant_id uuid not null,
  code text not null check (code ~ '^[a-z][a-z0-9_]{1,39}$'),
  version integer not null check (version > 0),
  spec jsonb not null,
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  valid_from date not null,
  valid_until date,
  -- The post kind that takes applications, and the place for which it was written.
  office text not null,
  place_path text not null,
  author_id uuid,
  post_id uuid,
  saved_at timestamptz not null,
  published_at timestamptz,
  published_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_why text,
  -- The version that took its place, where that was why it ended.
  replaced_by integer,
  primary key (tenant_id, code, version),
  check ((state = 'draft') = (published_at is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create unique index versions_one_live on policies.versions (tenant_id, code) where state = 'published';

create function policies.keep_version() returns trigger language plpgsql as $$
begin
  if new.spec is distinct from old.spec or new.code <> old.code or new.version <> old.version then
    raise exception 'version % of policy % is never edited', old.version, old.code using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger versions_kept before update on policies.versions for each row execute function policies.keep_version();

-- What the version in force says of a firm that is here. Derived: `liren verify` recomputes every row.
create table policies.firm_verdicts (
  tenant_id uuid not null,
  code text not null,
  firm_id uuid not null,
  version integer not null,
  verdict text not null check (verdict in ('fits', 'unfit', 'unknown')),
  amount_from bigint not null,
  amount_to bigint,
  exact boolean not null,
  missing text[] not null,
  evaluated_on date not null,
  primary key (tenant_id, code, firm_id),
  foreign key (tenant_id, code, version) references policies.versions (tenant_id, code, version),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id)
);
create index firm_verdicts_of_firm on policies.firm_verdicts (tenant_id, firm_id);
create index firm_verdicts_candidates on policies.firm_verdicts (tenant_id, code, verdict, amount_from desc);

-- One evaluation of all firms: how far it came, and whether somebody stopped it.
create table policies.runs (
  tenant_id uuid not null,
  id uuid not null,
  code text not null,
  version integer not null,
  state text not null check (state in ('queued', 'running', 'done', 'cancelled')),
  done integer not null,
  total integer not null,
  after_firm uuid,
  asked_by uuid,
  asked_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, code, version) references policies.versions (tenant_id, code, version)
);
create unique index runs_one_open on policies.runs (tenant_id, code) where state in ('queued', 'running');
create index runs_of_policy on policies.runs (tenant_id, code, asked_at desc);

-- The day up to which a tenant's verdicts were carried by the nightly job.
create table policies.days (
  tenant_id uuid not null,
  evaluated_on date not null,
  primary key (tenant_id)
);

-- A policy brought to a firm, with the reasons as they were told, and what came of it.
create table policies.pushes (
  tenant_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  code text not null,
  version integer not null,
  verdict text not null check (verdict in ('fits', 'unknown')),
  amount_from bigint not null,
  amount_to bigint,
  reasons jsonb not null,
  pushed_at timestamptz not null,
  pushed_by uuid,
  post_id uuid,
  read_at timestamptz,
  applied_at timestamptz,
  granted_at timestamptz,
  granted_fen bigint check (granted_fen >= 0),
  refused_at timestamptz,
  refused_why text,
  withdrawn_at timestamptz,
  withdrawn_why text,
  primary key (tenant_id, id),
  check ((granted_at is null) = (granted_fen is null)),
  check ((refused_at is null) = (refused_why is null)),
  check (num_nonnulls(granted_at, refused_at, withdrawn_at) <= 1),
  foreign key (tenant_id, code, version) references policies.versions (tenant_id, code, version),
  foreign key (tenant_id, firm_id) references enterprises.firms (tenant_id, id)
);
-- The same version is not pushed twice, unless the first push was taken back.
create unique index pushes_once on policies.pushes (tenant_id, code, version, firm_id) where withdrawn_at is null;
create index pushes_of_firm on policies.pushes (tenant_id, firm_id, pushed_at);
create index pushes_of_policy on policies.pushes (tenant_id, code, pushed_at desc);

-- Published to briefings and the pocket.
create view policies.live_view as
  select tenant_id, code, version, spec, valid_from, valid_until, office, place_path, published_at
  from policies.versions where state = 'published';

create view policies.verdicts_view as
  select tenant_id, code, firm_id, version, verdict, amount_from, amount_to, exact, missing, evaluated_on
  from policies.firm_verdicts;

create view policies.pushes_view as
  select tenant_id, id, firm_id, code, version, verdict, amount_from, amount_to, pushed_at, read_at, applied_at,
    granted_at, granted_fen, refused_at, withdrawn_at
  from policies.pushes;
