-- The places above a place are found by the numbers in its path: one look-up instead of a climb from parent to parent.

create or replace view places.places_view as
  select p.tenant_id, p.id, p.parent_id, p.level_code, l.kind as level_kind, l.rank as level_rank, p.code, p.name, p.name_en,
    p.aliases, p.path, p.households, p.floors, p.lng, p.lat, p.crs, p.ended_at, p.number
  from places.places p join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code;

-- Published: the numbers in a path, `/1/7/42/` gives {1,7,42}.
create function places.numbers_in(p_path text) returns integer[] language sql immutable as $$
  select string_to_array(btrim(p_path, '/'), '/')::integer[]
$$;

-- As before; in plpgsql, because a connection keeps the plans of its statements.
create or replace function places.grid_of(p_tenant uuid, p_place uuid, p_at timestamptz) returns uuid language plpgsql stable as $$
declare
  v_path text;
  v_grid uuid;
begin
  select path into v_path from places.places where tenant_id = p_tenant and id = p_place;
  select m.grid_id into v_grid
  from places.places a
  cross join lateral (
    select m.grid_id from places.grid_members m
    where m.tenant_id = a.tenant_id and m.place_id = a.id and m.from_at <= p_at and (m.to_at is null or m.to_at > p_at)
    limit 1) m
  where a.tenant_id = p_tenant and a.number = any(places.numbers_in(v_path))
  order by length(a.path) desc limit 1;
  if not found then
    select m.grid_id into v_grid
    from places.places c
    join places.levels l on l.tenant_id = c.tenant_id and l.code = c.level_code and l.kind = 'compound'
    join places.places b on b.tenant_id = c.tenant_id and b.path > c.path and b.path < c.path || ':'
    join places.grid_members m on m.tenant_id = b.tenant_id and m.place_id = b.id
      and m.from_at <= p_at and (m.to_at is null or m.to_at > p_at)
    where c.tenant_id = p_tenant and c.id = p_place
    group by m.grid_id order by count(*) desc, m.grid_id limit 1;
  end if;
  return v_grid;
end $$;
