-- Who holds what at an instant is asked with every request: the tenures of a person by an index that the question can use
-- (one that ends in the future is in force too), and the climb from post to post with plans that a connection keeps.

create index tenures_by_person on people.tenures (tenant_id, person_id);
drop index people.tenures_of_person;

create or replace function people.acting(p_tenant uuid, p_post uuid, p_at timestamptz)
returns table (person_id uuid, how text, post_id uuid, hops integer) language plpgsql stable rows 1 as $$
begin
  post_id := p_post;
  for hop in 0..20 loop
    select m.person_id, case when hop = 0 then m.how else 'upward' end into person_id, how
      from people.manned_by(p_tenant, post_id, p_at) m;
    if found then
      hops := hop;
      return next;
      return;
    end if;
    select p.reports_to into post_id from people.posts p where p.tenant_id = p_tenant and p.id = post_id;
    exit when post_id is null;
  end loop;
end $$;

-- The same rows as before, reading each post once.
create or replace function people.posts_around(p_tenant uuid, p_places uuid[], p_grid uuid, p_at timestamptz)
returns table (post_id uuid, kind_code text, role text, chain_step integer, place_id uuid, grid_id uuid, reports_to uuid,
  name text, name_en text, office_phone text, serves boolean, manning text, person_id uuid, person_name text)
language sql stable as $$
  with serving as (
    select s.post_id from people.post_places s where s.tenant_id = p_tenant and s.place_id = any(p_places))
  select p.id, p.kind_code, k.role, k.chain_step, p.place_id, p.grid_id, p.reports_to, p.name, p.name_en, p.office_phone,
    p.id in (select s.post_id from serving s),
    case when t.person_id is null then 'vacant' when a.id is null then 'own' when a.stand_in_id is null then 'absent' else 'stand_in' end,
    case when a.id is null then t.person_id else a.stand_in_id end,
    (select h.name from people.persons h
      where h.tenant_id = p_tenant and h.id = case when a.id is null then t.person_id else a.stand_in_id end)
  from people.posts p
  join people.post_kinds k on k.tenant_id = p.tenant_id and k.code = p.kind_code
  left join lateral (
    select t.person_id from people.tenures t
    where t.tenant_id = p_tenant and t.post_id = p.id and t.from_at <= p_at and (t.to_at is null or t.to_at > p_at)
    limit 1) t on true
  left join lateral (
    select a.id, a.stand_in_id from people.absences a
    where a.tenant_id = p_tenant and a.post_id = p.id and a.cancelled_at is null and a.from_at <= p_at and a.to_at > p_at
    order by a.from_at desc, a.id limit 1) a on true
  where p.tenant_id = p_tenant and p.abolished_at is null
    and (p.place_id = any(p_places) and p.grid_id is null or p.grid_id = p_grid
      or p.id = any(array(select s.post_id from serving s)))
$$;

-- As before; the few posts of a person are looked up one by one, however many posts a tenant has. One plan for all values:
-- left to itself PostgreSQL would plan anew each time, which costs more than running.
create or replace function people.session_actor(p_tenant uuid, p_token_hash bytea, p_at timestamptz) returns jsonb language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  v record;
begin
  select s.id, s.person_id, s.last_seen_at, n.name, a.must_change into v
  from people.sessions s
  join people.accounts a on a.tenant_id = s.tenant_id and a.person_id = s.person_id and a.disabled_at is null
  join people.persons n on n.tenant_id = s.tenant_id and n.id = s.person_id
  where s.tenant_id = p_tenant and s.token_hash = p_token_hash and s.revoked_at is null
    and s.expires_at > p_at and s.last_seen_at > p_at - interval '12 hours';
  if not found then
    return null;
  end if;
  if v.last_seen_at < p_at - interval '5 minutes' then
    update people.sessions set last_seen_at = p_at where tenant_id = p_tenant and id = v.id and last_seen_at < p_at;
  end if;
  return jsonb_build_object('tenantId', p_tenant, 'personId', v.person_id, 'sessionId', v.id, 'name', v.name,
    'posts', case when v.must_change then '[]'::jsonb else coalesce((
      select jsonb_agg(jsonb_build_object('postId', p.id, 'role', p.role, 'placeId', p.place_id, 'placePath', p.place_path,
        'gridId', p.grid_id, 'how', m.how) order by p.place_path, p.id)
      from people.acting_posts(p_tenant, v.person_id, p_at) m
      cross join lateral (select * from people.posts_view p where p.tenant_id = p_tenant and p.id = m.post_id limit 1) p),
      '[]'::jsonb) end);
end $$;
