-- How many people live at a place, by year, as somebody entered it with its source: for matters per 10,000 residents.
create table places.populations (
  tenant_id uuid not null references kernel.tenants (id),
  place_id uuid not null,
  year integer not null check (year between 1950 and 2100),
  residents integer not null check (residents > 0),
  source text not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (tenant_id, place_id, year),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id)
);
