create schema places;

-- Depth and names of the tree are data of the tenant: district, street, community, compound, building, unit …
create table places.levels (
  tenant_id uuid not null references kernel.tenants (id),
  code text not null,
  rank integer not null,
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
  -- `/1/7/42/`: numbers from the root down; all places below begin with it.
  number integer not null,
  path text collate "C" not null,
  households integer not null default 0,
  floors integer,
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
  check (to_at is null or to_at > from_at)
);
create unique index grid_members_one_at_a_time on places.grid_members (tenant_id, place_id) where to_at is null;
create index grid_members_of_grid on places.grid_members (tenant_id, grid_id);

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

-- What is drawn under the places: roads, water, green, railway.
create table places.features (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  kind text not null check (kind in ('road', 'water', 'green', 'railway', 'area')),
  name text,
  name_en text,
  geometry jsonb not null,
  primary key (tenant_id, id)
);

-- The grid that answers for a place at an instant: its own or the nearest one above; for a compound, that of most of its buildings.
create function places.grid_of(p_tenant uuid, p_place uuid, p_at timestamptz) returns uuid language sql stable as $$
  with recursive up as (
    select id, parent_id, path, 0 as hop from places.places where tenant_id = p_tenant and id = p_place
    union all
    select p.id, p.parent_id, p.path, up.hop + 1 from places.places p join up on p.id = up.parent_id and p.tenant_id = p_tenant)
  select coalesce(
    (select m.grid_id from up join places.grid_members m on m.tenant_id = p_tenant and m.place_id = up.id
       and m.from_at <= p_at and (m.to_at is null or m.to_at > p_at) order by up.hop limit 1),
    (select m.grid_id from up join places.places b on b.tenant_id = p_tenant and b.path like up.path || '%' and up.hop = 0
       join places.grid_members m on m.tenant_id = p_tenant and m.place_id = b.id
       and m.from_at <= p_at and (m.to_at is null or m.to_at > p_at)
       join places.levels l on l.tenant_id = p_tenant and l.code = (select level_code from places.places where tenant_id = p_tenant and id = p_place)
       where l.code not in ('district', 'street', 'community')
       group by m.grid_id order by count(*) desc, m.grid_id limit 1))
$$;
