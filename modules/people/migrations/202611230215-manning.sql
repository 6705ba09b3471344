-- The posts that could answer for a place: those at the given places or grid, and those that serve one of the places;
-- with who mans each at an instant. Published for routing.
create function people.posts_around(p_tenant uuid, p_places uuid[], p_grid uuid, p_at timestamptz)
returns table (post_id uuid, kind_code text, role text, chain_step integer, place_id uuid, grid_id uuid, reports_to uuid,
  name text, name_en text, office_phone text, serves boolean, manning text, person_id uuid, person_name text)
language sql stable as $$
  with near as (
    select id, false as serves from people.posts where tenant_id = p_tenant and place_id = any(p_places) and grid_id is null and abolished_at is null
    union
    select id, false from people.posts where tenant_id = p_tenant and grid_id = p_grid and abolished_at is null
    union
    select post_id, true from people.post_places where tenant_id = p_tenant and place_id = any(p_places))
  select p.id, p.kind_code, k.role, k.chain_step, p.place_id, p.grid_id, p.reports_to, p.name, p.name_en, p.office_phone, n.serves,
    case when t.person_id is null then 'vacant' when a.id is null then 'own' when a.stand_in_id is null then 'absent' else 'stand_in' end,
    case when a.id is null then t.person_id else a.stand_in_id end, h.name
  from (select id, bool_or(serves) as serves from near group by id) n
  join people.posts p on p.tenant_id = p_tenant and p.id = n.id and p.abolished_at is null
  join people.post_kinds k on k.tenant_id = p_tenant and k.code = p.kind_code
  left join people.tenures t on t.tenant_id = p_tenant and t.post_id = p.id and t.from_at <= p_at and (t.to_at is null or t.to_at > p_at)
  left join lateral (
    select a.id, a.stand_in_id from people.absences a
    where a.tenant_id = p_tenant and a.post_id = p.id and a.cancelled_at is null and a.from_at <= p_at and a.to_at > p_at
    order by a.from_at desc, a.id limit 1) a on true
  left join people.persons h on h.tenant_id = p_tenant and h.id = case when a.id is null then t.person_id else a.stand_in_id end
$$;
