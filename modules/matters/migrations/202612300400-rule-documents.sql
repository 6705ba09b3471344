-- Rules that are one document each (a category tree, the duty list): every saving is a version with a from-date and an author.
create table matters.rule_versions (
  tenant_id uuid not null references kernel.tenants (id),
  -- `categories:TREE`, `duties`
  rule text collate "C" not null,
  version integer not null,
  valid_from timestamptz not null,
  -- All null for what was there before anybody saved.
  saved_at timestamptz,
  author_id uuid,
  source text,
  back_to integer,
  tried jsonb,
  body jsonb not null,
  begun boolean not null,
  primary key (tenant_id, rule, version)
);
create index rule_versions_planned on matters.rule_versions (valid_from) where not begun;

-- A retired category keeps its name for the matters that carry it, and is offered no more.
alter table matters.categories add column retired boolean not null default false;

select kernel.guard_rows();
