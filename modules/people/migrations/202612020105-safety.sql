-- How strictly people prove who they are: versions as somebody saved them; the newest counts. Without one nothing is demanded.
create table people.safety (
  tenant_id uuid not null references kernel.tenants (id),
  version integer not null,
  saved_at timestamptz not null,
  author_id uuid not null,
  -- Administrators must have an authenticator.
  second_factor boolean not null,
  -- Whoever looks at a sealed field has proved who they are within so many minutes; null: the sign-in is enough.
  proof_minutes integer check (proof_minutes between 1 and 720),
  primary key (tenant_id, version),
  foreign key (tenant_id, author_id) references people.persons (tenant_id, id)
);

-- The browser by a cookie that outlives the session; and the last time that a password or code was given in this session.
alter table people.sessions add column device_hash bytea, add column proved_at timestamptz;

-- As before; and while an authenticator is demanded of administrators, whoever acts for one and has none finds their posts
-- closed: however long ago they signed in, were appointed, or had it reset.
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
    select jsonb_agg(jsonb_build_object('postId', p.id, 'role', p.role, 'placeId', p.place_id, 'placePath', p.place_path,
      'gridId', p.grid_id, 'how', m.how) order by p.place_path, p.id) into v_posts
    from people.acting_posts(p_tenant, v.person_id, p_at) m
    cross join lateral (select * from people.posts_view p where p.tenant_id = p_tenant and p.id = m.post_id limit 1) p;
    if v.totp_confirmed_at is null and v_posts @> '[{"role": "administrator"}]' and
      (select second_factor from people.safety where tenant_id = p_tenant order by version desc limit 1) then
      v_posts := null;
    end if;
  end if;
  return jsonb_build_object('tenantId', p_tenant, 'personId', v.person_id, 'sessionId', v.id, 'name', v.name,
    'posts', coalesce(v_posts, '[]'::jsonb));
end $$;
