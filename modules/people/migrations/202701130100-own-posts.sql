-- Who asks is asked with every request. As before, but without reading all posts of the tenant to see which of a person's were
-- abolished, and each of theirs and its place once (docs/performance.md).

create or replace function people.acting_posts(p_tenant uuid, p_person uuid, p_at timestamptz)
returns table (post_id uuid, how text) language sql stable as $$
  with recursive down as (
    select c.post_id as id, m.how, true as stands from (
      select t.post_id from people.tenures t where t.tenant_id = p_tenant and t.person_id = p_person and t.from_at <= p_at and (t.to_at is null or t.to_at > p_at)
      union
      select a.post_id from people.absences a where a.tenant_id = p_tenant and a.stand_in_id = p_person and a.cancelled_at is null and a.from_at <= p_at and a.to_at > p_at) c
    join lateral people.manned_by(p_tenant, c.post_id, p_at) m on m.person_id = p_person
    union all
    select c.id, 'upward', c.abolished_at is null or c.abolished_at > p_at
    from people.posts c join down d on c.reports_to = d.id and c.tenant_id = p_tenant
    where not exists (select from people.manned_by(p_tenant, c.id, p_at)))
  -- What hangs below an abolished post is reached through it.
  select distinct on (d.id) d.id, d.how from down d where d.stands order by d.id, d.how
$$;

create or replace function people.session_actor(p_tenant uuid, p_token_hash bytea, p_at timestamptz) returns jsonb language plpgsql
security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v record;
  v_posts jsonb;
begin
  select s.id, s.person_id, s.last_seen_at, s.idle_hours, n.name, a.must_change, a.totp_confirmed_at,
    s.expires_at > p_at and s.last_seen_at > p_at - make_interval(hours => s.idle_hours) as runs into v
  from people.sessions s
  join people.accounts a on a.tenant_id = s.tenant_id and a.person_id = s.person_id and a.disabled_at is null
  join people.persons n on n.tenant_id = s.tenant_id and n.id = s.person_id
  where s.tenant_id = p_tenant and s.token_hash = p_token_hash and s.revoked_at is null;
  if not found then
    return null;
  end if;
  if not v.runs then
    update people.sessions set revoked_at = p_at where tenant_id = p_tenant and id = v.id and revoked_at is null;
    return null;
  end if;
  if v.last_seen_at < p_at - interval '5 minutes' then
    update people.sessions set last_seen_at = p_at where tenant_id = p_tenant and id = v.id and last_seen_at < p_at;
  end if;
  if not v.must_change and v.idle_hours <= 12 then
    select jsonb_agg(jsonb_build_object('postId', p.id, 'role', p.role, 'placeId', p.place_id, 'placePath', p.path,
      'gridId', p.grid_id, 'how', m.how) order by p.path, p.id) into v_posts
    from people.acting_posts(p_tenant, v.person_id, p_at) m
    cross join lateral (
      select p.id, k.role, p.place_id, l.path, p.grid_id
      from people.posts p
      join people.post_kinds k on k.tenant_id = p_tenant and k.code = p.kind_code
      join places.paths_view l on l.tenant_id = p_tenant and l.id = p.place_id
      where p.tenant_id = p_tenant and p.id = m.post_id limit 1) p;
    if v.totp_confirmed_at is null and v_posts @> '[{"role": "administrator"}]' and
      (select second_factor from people.safety where tenant_id = p_tenant order by version desc limit 1) then
      v_posts := null;
    end if;
  end if;
  return jsonb_build_object('tenantId', p_tenant, 'personId', v.person_id, 'sessionId', v.id, 'name', v.name,
    'posts', coalesce(v_posts, '[]'::jsonb));
end $$;
