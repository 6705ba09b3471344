-- A post that passes from who holds it to another on a day; the worker carries it out when the day has come. The tenures say
-- who held it; this says who decided, what was to know, and what went over.
create table people.handovers (
  tenant_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  -- Null where the post was empty.
  from_person_id uuid,
  to_person_id uuid not null,
  from_at timestamptz not null,
  why text not null,
  note_sealed bytea,
  state text not null check (state in ('planned', 'done', 'cancelled', 'overtaken')),
  -- Counts of what went over, as modules named them on the day.
  passed jsonb,
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_post uuid,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, from_person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, to_person_id) references people.persons (tenant_id, id),
  check ((state = 'planned') = (ended_at is null)),
  check ((state = 'done') = (passed is not null)),
  check (from_person_id is distinct from to_person_id)
);
create unique index handovers_one_planned on people.handovers (tenant_id, post_id) where state = 'planned';
create index handovers_waiting on people.handovers (from_at) where state = 'planned';
create index handovers_of_post on people.handovers (tenant_id, post_id, from_at);
create index handovers_from on people.handovers (tenant_id, from_person_id);
create index handovers_to on people.handovers (tenant_id, to_person_id);
