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
  failures integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, person_id),
  unique (tenant_id, login),
  foreign key (tenant_id, person_id) references people.persons (tenant_id, id)
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
create unique index sessions_token on people.sessions (token_hash);
create index sessions_of_person on people.sessions (tenant_id, person_id) where revoked_at is null;

create table people.post_kinds (
  tenant_id uuid not null references kernel.tenants (id),
  code text not null,
  role text not null,
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
  check (to_at is null or to_at > from_at)
);
create unique index tenures_one_holder on people.tenures (tenant_id, post_id) where to_at is null;
create index tenures_of_person on people.tenures (tenant_id, person_id) where to_at is null;
create index tenures_of_post on people.tenures (tenant_id, post_id, from_at);

-- When the holder of a post is away, and who stands in.
create table people.absences (
  tenant_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  stand_in_id uuid,
  from_at timestamptz not null,
  to_at timestamptz not null,
  why text not null,
  recorded_by uuid,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, post_id) references people.posts (tenant_id, id),
  foreign key (tenant_id, stand_in_id) references people.persons (tenant_id, id),
  check (to_at > from_at)
);
create index absences_of_post on people.absences (tenant_id, post_id) where cancelled_at is null;
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
    where a.tenant_id = p.tenant_id and a.post_id = p.id and a.cancelled_at is null and a.from_at <= p_at and a.to_at > p_at
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

-- A root post is never left empty, so that every post always resolves to somebody. Checked when the transaction ends.
create function people.check_roots() returns trigger language plpgsql as $$
declare
  v_tenant uuid := coalesce(new.tenant_id, old.tenant_id);
  v_post uuid;
begin
  select p.id into v_post from people.posts p
  where p.tenant_id = v_tenant and p.reports_to is null and p.abolished_at is null
    and (not exists (select from people.tenures t where t.tenant_id = v_tenant and t.post_id = p.id and t.to_at is null)
      or exists (select from people.absences a where a.tenant_id = v_tenant and a.post_id = p.id
                 and a.cancelled_at is null and a.stand_in_id is null and a.to_at > now()))
  limit 1;
  if v_post is not null then
    raise exception 'post % stands at the top of a chain and must be held, or have a stand-in', v_post
      using errcode = 'check_violation', constraint = 'people_root_is_manned';
  end if;
  return null;
end $$;

create constraint trigger tenures_roots after insert or update or delete on people.tenures
  deferrable initially deferred for each row execute function people.check_roots();
create constraint trigger absences_roots after insert or update or delete on people.absences
  deferrable initially deferred for each row execute function people.check_roots();
create constraint trigger posts_roots after insert or update or delete on people.posts
  deferrable initially deferred for each row execute function people.check_roots();
