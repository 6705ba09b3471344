create schema privacy;

-- How a tenant answers: versions as somebody saved them; the newest counts.
create table privacy.settings (
  tenant_id uuid not null references kernel.tenants (id),
  version integer not null,
  saved_at timestamptz not null,
  author_id uuid not null,
  -- 个人信息保护负责人 (PIPL 52); null: the post of the administrator.
  holder_post_id uuid,
  answer_workdays integer not null check (answer_workdays between 1 and 60),
  primary key (tenant_id, version),
  foreign key (tenant_id, holder_post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, author_id) references people.persons (tenant_id, id)
);

-- A person asks for correction, erasure, a copy, or an end of the use (PIPL 44 to 47).
create table privacy.requests (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('correct', 'erase', 'stop', 'explain')),
  -- The kind of thing that it is about, as modules name it; null: all of it.
  about text collate "C",
  words_sealed bytea not null,
  state text not null check (state in ('open', 'answered', 'withdrawn')),
  holder_post_id uuid not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  outcome text check (outcome in ('done', 'part', 'refused')),
  -- The law's reason for what is not done.
  ground text check (ground in ('kept_by_law', 'still_open', 'is_right', 'not_yours', 'not_proven', 'not_ours')),
  answer_sealed bytea,
  ended_at timestamptz,
  -- Told before it is due, and when it is late: once each.
  soon_at timestamptz,
  late_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, holder_post_id) references people.posts (tenant_id, id),
  constraint requests_answered check ((state = 'answered') = (outcome is not null)),
  constraint requests_ended check ((state = 'open') = (ended_at is null)),
  -- What is not done says why.
  constraint requests_say_why check (outcome is null or outcome = 'done' or ground is not null)
);
create index requests_of_person on privacy.requests (tenant_id, person_id, asked_at);
create index requests_of_holder on privacy.requests (tenant_id, holder_post_id, due_at);
create index requests_open on privacy.requests (tenant_id, due_at) where state = 'open';
