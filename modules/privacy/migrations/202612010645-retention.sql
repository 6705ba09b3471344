-- How long a kind of personal data is kept: versions as somebody saved them; that in force on a day counts.
create table privacy.rules (
  tenant_id uuid not null references kernel.tenants (id),
  code text collate "C" not null,
  version integer not null,
  from_on date not null,
  keep_days integer not null check (keep_days between 1 and 36500),
  why text not null,
  author_id uuid not null,
  saved_at timestamptz not null,
  primary key (tenant_id, code, version),
  foreign key (tenant_id, author_id) references people.persons (tenant_id, id)
);

-- A legal hold: a review, a lawsuit, an inquiry. What it names is not erased while it stands.
create table privacy.holds (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  matter_id uuid not null,
  why text not null,
  author_id uuid not null,
  from_at timestamptz not null,
  lifted_at timestamptz,
  lifted_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, matter_id) references matters.matters (tenant_id, id),
  foreign key (tenant_id, author_id) references people.persons (tenant_id, id),
  check ((lifted_at is null) = (lifted_by is null))
);
create unique index holds_one_live on privacy.holds (tenant_id, matter_id) where lifted_at is null;

alter table privacy.requests add column erased boolean not null default false;
