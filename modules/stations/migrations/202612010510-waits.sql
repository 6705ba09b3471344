-- A line for a time that is taken: how it moves is data of the resource.
alter table stations.resources
  -- none: nobody waits. offer: the first in line is asked. at_once: the first in line has it without being asked.
  add column wait_how text not null default 'offer' check (wait_how in ('none', 'offer', 'at_once')),
  -- How long the first in line may think about it.
  add column answer_minutes integer not null default 120 check (answer_minutes between 10 and 2880);

create table stations.waits (
  tenant_id uuid not null,
  id uuid not null,
  -- The order of the line, by the lock of the resource.
  place bigint generated always as identity,
  resource_id uuid not null,
  -- Who waits; null again 180 days after its end.
  person_id uuid,
  for_sharer_id uuid,
  by_station boolean not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  pieces integer not null check (pieces between 1 and 200),
  -- From then on the time cannot be booked any more.
  closes_at timestamptz not null,
  state text not null check (state in ('waiting', 'offered', 'booked', 'left', 'lapsed', 'over')),
  made_at timestamptz not null,
  answer_until timestamptz,
  booking_id uuid,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, resource_id) references stations.resources (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, for_sharer_id) references stations.sharers (tenant_id, id),
  foreign key (tenant_id, booking_id) references stations.bookings (tenant_id, id),
  check (until_at > from_at),
  check ((ended_at is null) = (state in ('waiting', 'offered'))),
  check ((state = 'offered') <= (answer_until is not null)),
  check ((booking_id is not null) = (state = 'booked')),
  check (person_id is not null or ended_at is not null)
);
create unique index waits_once on stations.waits (tenant_id, resource_id, person_id, from_at) where ended_at is null;
create index waits_line on stations.waits (tenant_id, resource_id, place) where ended_at is null;
create index waits_of_person on stations.waits (tenant_id, person_id) where person_id is not null;
create index waits_to_move on stations.waits (least(closes_at, answer_until)) where ended_at is null;

-- What is offered to who waits is held as what is booked is: by the same key.
alter table stations.taken
  alter column booking_id drop not null,
  add column wait_id uuid,
  add foreign key (tenant_id, wait_id) references stations.waits (tenant_id, id),
  add check (num_nonnulls(booking_id, wait_id) = 1);
create index taken_of_wait on stations.taken (tenant_id, wait_id) where wait_id is not null;
