-- Secret addresses of calendars: of a person's own bookings, or of a station's. Only the hash is kept.
create table stations.calendars (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid,
  station_id uuid,
  token_hash bytea not null,
  made_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  foreign key (tenant_id, station_id) references stations.stations (tenant_id, id),
  check (num_nonnulls(person_id, station_id) = 1)
);
create unique index calendars_by_token on stations.calendars (tenant_id, token_hash);
create unique index calendars_one_a_person on stations.calendars (tenant_id, person_id) where revoked_at is null;
create unique index calendars_one_a_station on stations.calendars (tenant_id, station_id) where revoked_at is null;

-- A want that the station has entered for somebody is closed by the station once they said so.
alter table stations.wants
  add column by_station boolean not null default false,
  -- When who wanted it was asked whether it is solved.
  add column asked_at timestamptz;
