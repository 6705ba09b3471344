-- A session that was seen to have run out has ended: it does not run again when the machine's clock goes back.
create or replace function people.session_actor(p_tenant uuid, p_token_hash bytea, p_at timestamptz) returns jsonb language plpgsql
security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v record;
begin
  select s.id, s.person_id, s.last_seen_at, s.idle_hours, n.name, a.must_change,
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
  return jsonb_build_object('tenantId', p_tenant, 'personId', v.person_id, 'sessionId', v.id, 'name', v.name,
    'posts', case when v.must_change or v.idle_hours > 12 then '[]'::jsonb else coalesce((
      select jsonb_agg(jsonb_build_object('postId', p.id, 'role', p.role, 'placeId', p.place_id, 'placePath', p.place_path,
        'gridId', p.grid_id, 'how', m.how) order by p.place_path, p.id)
      from people.acting_posts(p_tenant, v.person_id, p_at) m
      cross join lateral (select * from people.posts_view p where p.tenant_id = p_tenant and p.id = m.post_id limit 1) p),
      '[]'::jsonb) end);
end $$;
