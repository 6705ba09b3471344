create schema people;

create table people.persons (
  tenant_id uuid not null references kernel.tenants (id),
  id uuid not null,
  name text not null,
  phone_sealed bytea,
  phone_lookup bytea,
  home_place_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, home_place_id) references places.places (tenant_id, id)
);
create unique index persons_phone on people.persons (tenant_id, phone_lookup) where phone_lookup is not null;

create table people.accounts (
  tenant_id uuid not null,
  person_id uuid not null,
  login text collate "C" not null,
  password_hash text,
  must_change boolean not null default false,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  disabled_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, person_id),
  unique (tenant_id, login),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);

-- Tries to sign in that have not succeeded yet, by keyed hash of what was typed: an unknown name locks as a known one does.
create table people.sign_in_tries (
  tenant_id uuid not null,
  login_hash bytea not null,
  tries integer not null,
  locks integer not null default 0,
  locked_until timestamptz,
  last_at timestamptz not null,
  primary key (tenant_id, login_hash)
);
create index sign_in_tries_age on people.sign_in_tries (tenant_id, last_at);

-- First start: the code that the server prints while nobody administers. There is no tenant yet that could lead the key.
create table people.set_up_code (
  single boolean primary key default true check (single),
  code_hash bytea not null,
  made_at timestamptz not null
);

-- A code that a colleague hands over in person or on the phone, good once and for minutes.
create table people.one_time_codes (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  code_hash bytea not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  failures integer not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
create index one_time_codes_open on people.one_time_codes (tenant_id, person_id) where used_at is null;

create table people.sessions (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  ip text not null,
  user_agent text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
);
create unique index sessions_token on people.sessions (tenant_id, token_hash);
create index sessions_of_person on people.sessions (tenant_id, person_id) where revoked_at is null;

create table people.post_kinds (
  tenant_id uuid not null references kernel.tenants (id),
  code text not null,
  role text not null check (role in ('resident', 'center_household', 'building_lead', 'compound_secretary', 'grid_worker',
    'community', 'street', 'department', 'property_firm', 'supervisor', 'administrator')),
  name jsonb not null,
  -- Step of the chain of responsibility from the household upward; null beside the chain (departments, firms …).
  chain_step integer,
  duties jsonb not null default '[]',
  primary key (tenant_id, code)
);

create table people.posts (
  tenant_id uuid not null,
  id uuid not null,
  kind_code text not null,
  place_id uuid not null,
  grid_id uuid,
  -- Who answers when this post is empty; the root answers to nobody and is never empty.
  reports_to uuid,
  name text not null,
  name_en text not null,
  office_phone text,
  created_at timestamptz not null,
  abolished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, kind_code) references people.post_kinds (tenant_id, code),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id),
  foreign key (tenant_id, grid_id) references places.grids (tenant_id, id),
  foreign key (tenant_id, reports_to) references people.posts (tenant_id, id)
);
create index posts_at_place on people.posts (tenant_id, place_id) where abolished_at is null;
create index posts_at_grid on people.posts (tenant_id, grid_id) where abolished_at is null and grid_id is not null;
create index posts_below on people.posts (tenant_id, reports_to);

-- Places that a post serves beside its own: the compounds of a property firm, say.
create table people.post_places (
  tenant_id uuid not null,
  post_id uuid not null,
  place_id uuid not null,
  primary key (tenant_id, post_id, place_id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, place_id) references places.places (tenant_id, id)
);
create index post_places_of_place on people.post_places (tenant_id, place_id);

-- Who held a post from when to when.
create table people.tenures (
  tenant_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz,
  why text not null,
  ended_why text,
  primary key (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id),
  check (to_at is null or to_at >= from_at)
);
create unique index tenures_one_holder on people.tenures (tenant_id, post_id) where to_at is null;
create index tenures_of_person on people.tenures (tenant_id, person_id) where to_at is null;
create index tenures_of_post on people.tenures (tenant_id, post_id, from_at);

-- When the holder of a post is away, and who stands in. It ends with the tenure: a successor is not absent.
create table people.absences (
  tenant_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  tenure_id uuid not null,
  stand_in_id uuid,
  from_at timestamptz not null,
  to_at timestamptz not null,
  why text not null,
  recorded_by uuid,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, tenure_id) references people.tenures (tenant_id, id),
  foreign key (tenant_id, stand_in_id) references people.persons (tenant_id, id),
  check (to_at > from_at)
);
create index absences_of_post on people.absences (tenant_id, post_id) where cancelled_at is null;
create index absences_of_tenure on people.absences (tenant_id, tenure_id) where cancelled_at is null;
create index absences_of_stand_in on people.absences (tenant_id, stand_in_id) where cancelled_at is null;

-- Who mans a post by itself at an instant: its holder, or the stand-in of an absent one; no row when it is empty.
create function people.manned_by(p_tenant uuid, p_post uuid, p_at timestamptz)
returns table (person_id uuid, how text) language sql stable as $$
  select case when a.id is null then t.person_id else a.stand_in_id end,
         case when a.id is null then 'own' else 'stand_in' end
  from people.posts p
  join people.tenures t on t.tenant_id = p.tenant_id and t.post_id = p.id and t.from_at <= p_at and (t.to_at is null or t.to_at > p_at)
  left join lateral (
    select a.id, a.stand_in_id from people.absences a
    where a.tenant_id = t.tenant_id and a.tenure_id = t.id and a.cancelled_at is null and a.from_at <= p_at and a.to_at > p_at
    order by a.from_at desc, a.id limit 1) a on true
  where p.tenant_id = p_tenant and p.id = p_post and p.abolished_at is null and (a.id is null or a.stand_in_id is not null)
$$;

-- Who acts for a post at an instant: who mans it, else who mans the nearest post above.
create function people.acting(p_tenant uuid, p_post uuid, p_at timestamptz)
returns table (person_id uuid, how text, post_id uuid, hops integer) language sql stable as $$
  with recursive up as (
    select id, reports_to, 0 as hop from people.posts where tenant_id = p_tenant and id = p_post
    union all
    select p.id, p.reports_to, up.hop + 1 from people.posts p join up on p.id = up.reports_to and p.tenant_id = p_tenant where up.hop < 20)
  select m.person_id, case when up.hop = 0 then m.how else 'upward' end, up.id, up.hop
  from up cross join lateral people.manned_by(p_tenant, up.id, p_at) m
  order by up.hop limit 1
$$;

-- All posts for which a person acts at an instant.
create function people.acting_posts(p_tenant uuid, p_person uuid, p_at timestamptz)
returns table (post_id uuid, how text) language sql stable as $$
  with recursive mine as (
    select p.id, m.how from people.posts p
    join lateral people.manned_by(p_tenant, p.id, p_at) m on m.person_id = p_person
    where p.tenant_id = p_tenant and p.abolished_at is null and p.id in (
      select t.post_id from people.tenures t where t.tenant_id = p_tenant and t.person_id = p_person and t.from_at <= p_at and (t.to_at is null or t.to_at > p_at)
      union
      select a.post_id from people.absences a where a.tenant_id = p_tenant and a.stand_in_id = p_person and a.cancelled_at is null and a.from_at <= p_at and a.to_at > p_at)
  ), down as (
    select id, how from mine
    union all
    select c.id, 'upward' from people.posts c join down d on c.reports_to = d.id and c.tenant_id = p_tenant
    where not exists (select from people.manned_by(p_tenant, c.id, p_at)))
  select distinct on (id) id, how from down order by id, how
$$;

-- Published to higher tiers: the posts with their kind and where they stand.
create view people.posts_view as
  select p.tenant_id, p.id, p.kind_code, k.role, k.chain_step, p.place_id, pl.path as place_path, p.grid_id, p.reports_to,
    p.name, p.name_en, p.office_phone, p.abolished_at
  from people.posts p
  join people.post_kinds k on k.tenant_id = p.tenant_id and k.code = p.kind_code
  join places.places_view pl on pl.tenant_id = p.tenant_id and pl.id = p.place_id;

create view people.persons_view as
  select tenant_id, id, name, home_place_id from people.persons;

-- Published: the chain of responsibility of a place at an instant, nearest first: the posts of the chain at the place and
-- above it, and before those of a place the posts of its grid.
create function people.chain_of(p_tenant uuid, p_place uuid, p_at timestamptz)
returns table (step integer, post_id uuid, person_id uuid, how text) language sql stable as $$
  with recursive up as (
    select id, parent_id, 0 as hop from places.places_view where tenant_id = p_tenant and id = p_place
    union all
    select p.id, p.parent_id, up.hop + 1 from places.places_view p join up on p.id = up.parent_id where p.tenant_id = p_tenant),
  grid as materialized (select places.grid_of(p_tenant, p_place, p_at) as id)
  select row_number() over (order by up.hop, p.grid_id is null, p.chain_step, p.id)::integer, p.id, m.person_id, m.how
  from up
  join people.posts_view p on p.tenant_id = p_tenant and p.place_id = up.id and p.abolished_at is null
    and (p.grid_id is null and p.chain_step is not null or p.grid_id = (select id from grid))
  left join lateral people.manned_by(p_tenant, p.id, p_at) m on true
  order by 1
$$;

-- The actor of a session in one round trip, as JSON (kernel/actor.ts), or null. Being seen is written down every five minutes at most.
-- Who must still choose a password acts for no post.
-- The plan is made once a connection: planning costs more than running.
create function people.session_actor(p_tenant uuid, p_token_hash bytea, p_at timestamptz) returns jsonb language plpgsql
as $$
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
      join people.posts_view p on p.tenant_id = p_tenant and p.id = m.post_id), '[]'::jsonb) end);
end $$;

-- Counts a try before the password is looked at, so that many at once are not more than five. The fifth sets the lock
-- (15 minutes, doubling with each, a day at most); a success wipes the row, so only failures are ever locked out.
-- Returns the lock that already stands and refuses this try (until), or the one that this try sets should it fail (sets).
create function people.begin_try(p_tenant uuid, p_login_hash bytea, p_at timestamptz)
returns table (until timestamptz, sets timestamptz) language plpgsql as $$
declare
  v people.sign_in_tries;
begin
  insert into people.sign_in_tries (tenant_id, login_hash, tries, last_at) values (p_tenant, p_login_hash, 0, p_at)
    on conflict (tenant_id, login_hash) do update set last_at = excluded.last_at
    returning * into v;
  if v.locked_until > p_at then
    return query select v.locked_until, null::timestamptz;
    return;
  end if;
  if v.tries >= 4 then
    update people.sign_in_tries set tries = 0, locks = v.locks + 1,
      locked_until = p_at + least(interval '15 minutes' * power(2, least(v.locks, 10)), interval '24 hours')
      where tenant_id = p_tenant and login_hash = p_login_hash returning locked_until into v.locked_until;
    return query select null::timestamptz, v.locked_until;
  else
    update people.sign_in_tries set tries = v.tries + 1, locked_until = null
      where tenant_id = p_tenant and login_hash = p_login_hash;
    return query select null::timestamptz, null::timestamptz;
  end if;
end $$;

-- A root post is never left empty and every live post leads up to a live root, so that each always resolves to somebody.
-- Checked when the transaction ends. Locking the rows that are relied on keeps two transactions from undoing each other's reason.
create function people.refuse_empty_root(p_tenant uuid, p_post uuid) returns void language plpgsql as $$
begin
  perform from people.posts p where p.tenant_id = p_tenant and p.id = p_post and p.reports_to is null and p.abolished_at is null
    for share;
  if not found then
    return;
  end if;
  if not exists (select from people.tenures t where t.tenant_id = p_tenant and t.post_id = p_post and t.to_at is null)
    -- A gap between a tenure and the next.
    or exists (select from people.tenures t where t.tenant_id = p_tenant and t.post_id = p_post and t.to_at is not null
      and not exists (select from people.tenures n where n.tenant_id = p_tenant and n.post_id = p_post
        and n.from_at <= t.to_at and (n.to_at is null or n.to_at > t.to_at)))
    or exists (select from people.absences a join people.tenures t on t.tenant_id = a.tenant_id and t.id = a.tenure_id
      where a.tenant_id = p_tenant and a.post_id = p_post and a.cancelled_at is null and a.stand_in_id is null
      and (t.to_at is null or t.to_at > a.from_at))
  then
    raise exception 'post % stands at the top of a chain and must be held, or have a stand-in', p_post
      using errcode = 'check_violation', constraint = 'people_root_is_manned';
  end if;
end $$;

create function people.check_root_of_row() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform people.refuse_empty_root(old.tenant_id, old.post_id);
  end if;
  if tg_op <> 'DELETE' then
    perform people.refuse_empty_root(new.tenant_id, new.post_id);
  end if;
  return null;
end $$;

create function people.check_post() returns trigger language plpgsql as $$
declare
  v_id uuid := new.id;
  v_up uuid := new.reports_to;
  v_abolished timestamptz := new.abolished_at;
begin
  perform people.refuse_empty_root(new.tenant_id, new.id);
  -- 20 steps, as people.acting walks.
  for hop in 1..20 loop
    exit when v_up is null;
    select p.id, p.reports_to, p.abolished_at into v_id, v_up, v_abolished
      from people.posts p where p.tenant_id = new.tenant_id and p.id = v_up for share;
  end loop;
  if v_up is not null then
    raise exception 'post % does not lead up to a root', new.id using errcode = 'check_violation', constraint = 'people_post_has_root';
  end if;
  if v_abolished is not null and exists (
    with recursive down as (
      select id, abolished_at from people.posts where tenant_id = new.tenant_id and id = v_id
      union
      select p.id, p.abolished_at from people.posts p join down on p.reports_to = down.id where p.tenant_id = new.tenant_id)
    select from down where abolished_at is null)
  then
    raise exception 'live posts report to the abolished post %', v_id using errcode = 'check_violation', constraint = 'people_post_has_root';
  end if;
  return null;
end $$;

create constraint trigger tenures_roots after insert or update or delete on people.tenures
  deferrable initially deferred for each row execute function people.check_root_of_row();
create constraint trigger absences_roots after insert or update or delete on people.absences
  deferrable initially deferred for each row execute function people.check_root_of_row();
create constraint trigger posts_roots after insert or update on people.posts
  deferrable initially deferred for each row execute function people.check_post();
