-- A one-time link handed to somebody whom staff confirmed: good once and for some days; only its hash is kept.
create table people.sign_in_links (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  issued_by uuid,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  session_id uuid,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
create unique index sign_in_links_token on people.sign_in_links (tenant_id, token_hash);
create index sign_in_links_of_person on people.sign_in_links (tenant_id, person_id) where used_at is null and revoked_at is null;

-- Who came by a link has no password to come back with: such a session outlives idle nights, and acts for no post.
alter table people.sessions add column idle_hours integer not null default 12 check (idle_hours between 1 and 720);

create or replace function people.session_actor(p_tenant uuid, p_token_hash bytea, p_at timestamptz) returns jsonb language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare
  v record;
begin
  select s.id, s.person_id, s.last_seen_at, s.idle_hours, n.name, a.must_change into v
  from people.sessions s
  join people.accounts a on a.tenant_id = s.tenant_id and a.person_id = s.person_id and a.disabled_at is null
  join people.persons n on n.tenant_id = s.tenant_id and n.id = s.person_id
  where s.tenant_id = p_tenant and s.token_hash = p_token_hash and s.revoked_at is null
    and s.expires_at > p_at and s.last_seen_at > p_at - make_interval(hours => s.idle_hours);
  if not found then
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
