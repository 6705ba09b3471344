create schema places;

-- Depth and names of the tree are data of the tenant: district, street, community, compound, building, unit …
create table places.levels (
  tenant_id uuid not null references kernel.tenants (id),
  code text not null,
  rank integer not null,
  -- All that the program itself must know of a level: an area of administration, a compound, a building (what grids
  -- are made of), or something inside a building.
  kind text not null check (kind in ('area', 'compound', 'building', 'inside')),
  name jsonb not null,
  primary key (tenant_id, code)
);

create table places.places (
  tenant_id uuid not null,
  id uuid not null,
  parent_id uuid,
  level_code text not null,
  -- Public code, printed on posters and in links.
  code text collate "C" not null,
  name text not null,
  name_en text not null,
  aliases text[] not null default '{}',
  -- `/1/7/42/`: numbers from the root down; all places below begin with it, so they lie between path and path || ':'.
  number integer not null,
  path text collate "C" not null,
  households integer not null default 0,
  floors integer,
  -- Own names and those above in one spelling, `|机床厂小区|3栋|`: what the search looks through.
  search_text text not null,
  -- GeoJSON geometry and where a pin goes, both in `crs`.
  geometry jsonb,
  lng double precision,
  lat double precision,
  crs text not null default 'WGS84' check (crs in ('WGS84', 'CGCS2000', 'GCJ02', 'BD09')),
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  unique (tenant_id, path),
  unique (tenant_id, number),
  foreign key (tenant_id, parent_id) references places.places (tenant_id, id),
  foreign key (tenant_id, level_code) references places.levels (tenant_id, code)
);
create index places_children on places.places (tenant_id, parent_id);

create table places.grids (
  tenant_id uuid not null,
  id uuid not null,
  place_id uuid not null,
  code text collate "C" not null,
  name text not null,
  name_en text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id)
);

-- Which grid a building lay in, from when to when, by whose decision. Redrawing a grid never moves a building.
create table places.grid_members (
  tenant_id uuid not null,
  id uuid not null,
  grid_id uuid not null,
  place_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz,
  why text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, grid_id) references places.grids (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  check (to_at is null or to_at >= from_at)
);
create unique index grid_members_one_at_a_time on places.grid_members (tenant_id, place_id) where to_at is null;
create index grid_members_of_grid on places.grid_members (tenant_id, grid_id);
create index grid_members_of_place on places.grid_members (tenant_id, place_id, from_at);

create table places.rooms (
  tenant_id uuid not null,
  id uuid not null,
  building_id uuid not null,
  unit text not null,
  floor integer not null,
  number text not null,
  area_cm2 bigint,
  primary key (tenant_id, id),
  unique (tenant_id, building_id, unit, number),
  foreign key (tenant_id, building_id) references places.places (tenant_id, id)
);

-- What is drawn under the places, in WGS-84: roads (with their width in metres), water, green, railways. The map knows the kinds.
create table places.features (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  kind text not null check (kind ~ '^[a-z]{2,20}$'),
  width real,
  name text,
  name_en text,
  geometry jsonb not null,
  primary key (tenant_id, id)
);

-- Published to higher tiers: the places with their level.
create view places.places_view as
  select p.tenant_id, p.id, p.parent_id, p.level_code, l.kind as level_kind, l.rank as level_rank, p.code, p.name, p.name_en,
    p.aliases, p.path, p.households, p.floors, p.lng, p.lat, p.crs, p.ended_at
  from places.places p join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code;

create view places.grids_view as
  select g.tenant_id, g.id, g.place_id, p.path as place_path, g.code, g.name, g.name_en, g.ended_at
  from places.grids g join places.places p on p.tenant_id = g.tenant_id and p.id = g.place_id;

create view places.grid_members_view as
  select tenant_id, grid_id, place_id, from_at, to_at from places.grid_members;

-- Published: the grid that answers for a place at an instant: its own or the nearest above; of a compound, that of most of its buildings.
create function places.grid_of(p_tenant uuid, p_place uuid, p_at timestamptz) returns uuid language sql stable as $$
  with recursive up as (
    select id, parent_id, 0 as hop from places.places where tenant_id = p_tenant and id = p_place
    union all
    select p.id, p.parent_id, up.hop + 1 from places.places p join up on p.id = up.parent_id where p.tenant_id = p_tenant)
  select coalesce(
    (select m.grid_id from up join places.grid_members m on m.tenant_id = p_tenant and m.place_id = up.id
       and m.from_at <= p_at and (m.to_at is null or m.to_at > p_at) order by up.hop limit 1),
    (select m.grid_id from places.places c
       join places.levels l on l.tenant_id = c.tenant_id and l.code = c.level_code and l.kind = 'compound'
       join places.places b on b.tenant_id = c.tenant_id and b.path > c.path and b.path < c.path || ':'
       join places.grid_members m on m.tenant_id = b.tenant_id and m.place_id = b.id
         and m.from_at <= p_at and (m.to_at is null or m.to_at > p_at)
       where c.tenant_id = p_tenant and c.id = p_place
       group by m.grid_id order by count(*) desc, m.grid_id limit 1))
$$;
