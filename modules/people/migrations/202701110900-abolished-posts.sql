-- A post that was abolished is nobody's any more, and answered until then: whoever stands above it does not act for it,
-- and the chain of a day before it went shows it with who held it.

create or replace function people.manned_by(p_tenant uuid, p_post uuid, p_at timestamptz)
returns table (person_id uuid, how text) language sql stable as $$
  select case when a.id is null then t.person_id else a.stand_in_id end,
         case when a.id is null then 'own' else 'stand_in' end
  from people.posts p
  join people.tenures t on t.tenant_id = p.tenant_id and t.post_id = p.id and t.from_at <= p_at and (t.to_at is null or t.to_at > p_at)
  left join lateral (
    select a.id, a.stand_in_id from people.absences a
    where a.tenant_id = t.tenant_id and a.tenure_id = t.id and a.cancelled_at is null and a.from_at <= p_at and a.to_at > p_at
    order by a.from_at desc, a.id limit 1) a on true
  where p.tenant_id = p_tenant and p.id = p_post and (p.abolished_at is null or p.abolished_at > p_at)
    and (a.id is null or a.stand_in_id is not null)
$$;

create or replace function people.acting_posts(p_tenant uuid, p_person uuid, p_at timestamptz)
returns table (post_id uuid, how text) language sql stable as $$
  with recursive mine as (
    select p.id, m.how from people.posts p
    join lateral people.manned_by(p_tenant, p.id, p_at) m on m.person_id = p_person
    where p.tenant_id = p_tenant and p.id in (
      select t.post_id from people.tenures t where t.tenant_id = p_tenant and t.person_id = p_person and t.from_at <= p_at and (t.to_at is null or t.to_at > p_at)
      union
      select a.post_id from people.absences a where a.tenant_id = p_tenant and a.stand_in_id = p_person and a.cancelled_at is null and a.from_at <= p_at and a.to_at > p_at)
  ), down as (
    select id, how from mine
    union all
    select c.id, 'upward' from people.posts c join down d on c.reports_to = d.id and c.tenant_id = p_tenant
    where not exists (select from people.manned_by(p_tenant, c.id, p_at)))
  -- What hangs below an abolished post is reached through it.
  select distinct on (d.id) d.id, d.how from down d join people.posts p on p.tenant_id = p_tenant and p.id = d.id
  where p.abolished_at is null or p.abolished_at > p_at order by d.id, d.how
$$;

create or replace function people.chain_of(p_tenant uuid, p_place uuid, p_at timestamptz)
returns table (step integer, post_id uuid, person_id uuid, how text) language sql stable as $$
  with recursive up as (
    select id, parent_id, 0 as hop from places.places_view where tenant_id = p_tenant and id = p_place
    union all
    select p.id, p.parent_id, up.hop + 1 from places.places_view p join up on p.id = up.parent_id where p.tenant_id = p_tenant),
  grid as materialized (select places.grid_of(p_tenant, p_place, p_at) as id)
  select row_number() over (order by up.hop, p.grid_id is null, p.chain_step, p.id)::integer, p.id, m.person_id, m.how
  from up
  join people.posts_view p on p.tenant_id = p_tenant and p.place_id = up.id and (p.abolished_at is null or p.abolished_at > p_at)
    and (p.grid_id is null and p.chain_step is not null or p.grid_id = (select id from grid))
  left join lateral people.manned_by(p_tenant, p.id, p_at) m on true
  order by 1
$$;
