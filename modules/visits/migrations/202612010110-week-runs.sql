-- The week of an office and all posts below it, planned as a job: how far it is, and what came of it.
create table visits.week_runs (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  place_id uuid not null,
  place_path text collate "C" not null,
  week_on date not null,
  state text not null check (state in ('queued', 'running', 'done', 'cancelled')),
  -- Groups of posts that may stand for each other.
  done integer not null default 0,
  total integer not null,
  planned integer not null default 0,
  -- What found no place, by reason: [{"why": {"zh": …, "en": …}, "count": 3}].
  left_over jsonb not null default '[]',
  asked_by uuid not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  constraint week_runs_end check ((ended_at is null) = (state in ('queued', 'running')))
);
create unique index week_runs_open on visits.week_runs (tenant_id, place_id) where state in ('queued', 'running');
create index week_runs_last on visits.week_runs (tenant_id, place_id, asked_at desc);
