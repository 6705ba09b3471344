-- Who asks is looked up together with others who ask at the same moment (kernel/db/together.ts): nobody waits there for a row
-- of a session that somebody else holds. When a session was seen last, or that it is over, is noted with the next request then.
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
    update people.sessions set revoked_at = p_at where tenant_id = p_tenant and id = (
      select s.id from people.sessions s where s.tenant_id = p_tenant and s.id = v.id and s.revoked_at is null
      for no key update skip locked);
    return null;
  end if;
  if v.last_seen_at < p_at - interval '5 minutes' then
    update people.sessions set last_seen_at = p_at where tenant_id = p_tenant and id = (
      select s.id from people.sessions s where s.tenant_id = p_tenant and s.id = v.id and s.last_seen_at < p_at
      for no key update skip locked);
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
