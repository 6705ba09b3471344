-- What the board counts, counted once. A matter that has ended and of which no deadline lies ahead counts the same for ever
-- (until somebody changes it): such matters stand in tallies. All others, the open ones above all, are few and are counted
-- when they are asked for. A change of a counted matter appends to tally_changes within its own transaction, so that no
-- writer waits for another; a worker adds the changes to the tallies from time to time, and readers add what is not yet
-- added. What is counted is not a figure but what figures are made of: the facts of a matter as bits.

-- The bits: keep in step with modules/matters/facts.ts. A deadline without a date is no deadline.
create function matters.facts_of(m matters.matters, p_now timestamptz) returns integer language sql immutable as $$
  select case when m.exclusion = 'approved' then 1 else 0 end
    + case when m.state not in ('void', 'merged') then 2 else 0 end
    + case when not m.self_found and m.contact_due_at is not null then 4 else 0 end
    + case when m.contacted_at is not null or m.contact_due_at < p_now then 8 else 0 end
    + case when m.contacted_at <= m.contact_due_at then 16 else 0 end
    + case when m.solved is not null then 32 else 0 end
    + case when m.solved then 64 else 0 end
    + case when m.resolved_at is not null then 128 else 0 end
    + case when m.handle_due_at is not null and (m.resolved_at is not null or m.handle_due_at < p_now) then 256 else 0 end
    + case when m.resolved_at <= m.handle_due_at then 512 else 0 end
    + case when m.rounds > 1 then 1024 else 0 end
    + case when m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved') then 2048 else 0 end
    + case when m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'resolved') and m.clock_due_at < p_now then 4096 else 0 end
    + 8192 * coalesce(m.satisfaction, 0)
$$;

-- Tenths of natural days from report to resolve, of the matters that the figure of resolved ones counts; else null.
create function matters.tenths_of(m matters.matters) returns integer language sql immutable as $$
  select case when m.resolved_at is not null and m.exclusion <> 'approved' and m.state not in ('void', 'merged')
    then floor(date_part('epoch', m.resolved_at - m.reported_at) / 8640 + 0.5)::integer end
$$;

-- The month of the report at the fixed +08:00 of kernel/time/day.ts, as its first day.
create function matters.month_of(p_at timestamptz) returns date language sql immutable as $$
  select date_trunc('month', p_at at time zone 'UTC' + interval '8 hours')::date
$$;

-- When an ended matter has no deadline ahead any more: after the last of those that nothing has met; never for one that is kept
-- from some posts, because what is counted for all must not tell of it.
create function matters.settles_at(m matters.matters) returns timestamptz language sql immutable as $$
  select case when m.shielded_posts is not null then 'infinity'::timestamptz else greatest('-infinity'::timestamptz,
    case when not m.self_found and m.contacted_at is null then m.contact_due_at end,
    case when m.resolved_at is null then m.handle_due_at end) end
$$;

-- One row a place (with all below it), month and kind, in all grids or in one. The arrays belong together in pairs.
create table matters.tallies (
  tenant_id uuid not null references kernel.tenants (id),
  depth integer not null,
  place_path text collate "C" not null,
  -- Zero: whatever the grid, and without one.
  grid_id uuid not null,
  month date not null,
  kind_code text not null,
  facts integer[] not null,
  fact_counts integer[] not null,
  tenths integer[] not null,
  tenth_counts integer[] not null,
  primary key (tenant_id, depth, place_path, grid_id, month, kind_code)
);
create index tallies_by_place on matters.tallies (tenant_id, depth, place_path, month)
  where grid_id = '00000000-0000-0000-0000-000000000000';

-- What has happened since: one matter more (1) or less (-1).
create table matters.tally_changes (
  tenant_id uuid not null references kernel.tenants (id),
  id bigint generated always as identity,
  place_path text collate "C" not null,
  grid_id uuid,
  month date not null,
  kind_code text not null,
  facts integer not null,
  tenths integer,
  n integer not null,
  primary key (tenant_id, id)
);

-- Ended matters that are not counted in tallies (yet).
create table matters.untallied (
  tenant_id uuid not null references kernel.tenants (id),
  matter_id uuid not null,
  settles_at timestamptz not null,
  primary key (tenant_id, matter_id)
);
create index untallied_ripe on matters.untallied (tenant_id, settles_at);

create function matters.change_tally(m matters.matters, p_n integer) returns void language sql as $$
  insert into matters.tally_changes (tenant_id, place_path, grid_id, month, kind_code, facts, tenths, n)
  values (m.tenant_id, m.place_path, m.grid_id, matters.month_of(m.reported_at), m.kind_code,
    matters.facts_of(m, 'infinity'), matters.tenths_of(m), p_n)
$$;

create function matters.tally() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.state in ('closed', 'void', 'merged') then
    delete from matters.untallied where tenant_id = old.tenant_id and matter_id = old.id;
    if not found then perform matters.change_tally(old, -1); end if;
  end if;
  if tg_op <> 'DELETE' and new.state in ('closed', 'void', 'merged') then
    -- Against the instant of the change: instants come from the program's clock.
    if matters.settles_at(new) < new.changed_at then
      perform matters.change_tally(new, 1);
    else
      insert into matters.untallied (tenant_id, matter_id, settles_at) values (new.tenant_id, new.id, matters.settles_at(new));
    end if;
  end if;
  return null;
end $$;

create trigger matters_tally_insert after insert on matters.matters
  for each row when (new.state in ('closed', 'void', 'merged')) execute function matters.tally();
create trigger matters_tally_update after update of state, self_found, contacted_at, contact_due_at, resolved_at, handle_due_at,
    rounds, solved, satisfaction, exclusion, place_path, grid_id, kind_code, reported_at, shielded_posts on matters.matters
  for each row when (old.state in ('closed', 'void', 'merged') or new.state in ('closed', 'void', 'merged'))
  execute function matters.tally();
create trigger matters_tally_delete after delete on matters.matters
  for each row when (old.state in ('closed', 'void', 'merged')) execute function matters.tally();

-- Counts the ended matters of which the last deadline has passed. Returns how many.
create function matters.tally_ripe(p_tenant uuid, p_now timestamptz, p_most integer) returns integer language sql as $$
  with ripe as (delete from matters.untallied u using (select tenant_id, matter_id from matters.untallied
      where tenant_id = p_tenant and settles_at < p_now order by settles_at limit p_most for update skip locked) r
    where u.tenant_id = r.tenant_id and u.matter_id = r.matter_id returning u.tenant_id, u.matter_id),
  counted as (insert into matters.tally_changes (tenant_id, place_path, grid_id, month, kind_code, facts, tenths, n)
    select m.tenant_id, m.place_path, m.grid_id, matters.month_of(m.reported_at), m.kind_code, matters.facts_of(m, 'infinity'),
      matters.tenths_of(m), 1
    from ripe join matters.matters m on m.tenant_id = ripe.tenant_id and m.id = ripe.matter_id returning 1)
  select count(*)::integer from counted
$$;

-- '/1/7/' is at '/1/' (depth 1) and at '/1/7/' (depth 2).
create function matters.paths_above(p_path text) returns table (depth integer, place_path text) language sql immutable as $$
  select n, '/' || array_to_string(parts[1:n], '/') || '/'
  from (select string_to_array(trim(both '/' from p_path), '/') as parts) p, generate_subscripts(parts, 1) n
$$;

create function matters.add_counts(a integer[], a_n integer[], b integer[], b_n integer[])
returns table (counted integer[], counts integer[]) language sql immutable as $$
  select coalesce(array_agg(value order by value), '{}'), coalesce(array_agg(n order by value), '{}')
  from (select value, sum(n)::integer as n from (select unnest(a) as value, unnest(a_n) as n union all select unnest(b), unnest(b_n)) both_of
    group by value having sum(n) <> 0) summed
$$;

-- Puts single changes together as rows of tallies: at each place above, in all grids and in their own.
create function matters.spread_changes(p_changes matters.tally_changes[]) returns setof matters.tallies language sql stable as $$
  with spread as materialized (
    select c.tenant_id, a.depth, a.place_path, g.grid_id, c.month, c.kind_code, c.facts, c.tenths, sum(c.n)::integer as n
    from unnest(p_changes) c cross join lateral matters.paths_above(c.place_path) a
      cross join lateral (select '00000000-0000-0000-0000-000000000000'::uuid as grid_id
        union all select c.grid_id where c.grid_id is not null) g
    group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(c.n) <> 0)
  select tenant_id, depth, place_path, grid_id, month, kind_code, array_agg(facts), array_agg(n),
    coalesce(array_agg(tenths) filter (where tenths is not null), '{}'), coalesce(array_agg(n) filter (where tenths is not null), '{}')
  from spread group by 1, 2, 3, 4, 5, 6
$$;

-- Adds the oldest changes to the tallies. Returns how many; 0 also where somebody else is at it.
create function matters.fold_tallies(p_tenant uuid, p_most integer) returns integer language plpgsql as $$
declare
  v_taken matters.tally_changes[];
begin
  if not pg_try_advisory_xact_lock(hashtext('matters.tallies'), hashtext(p_tenant::text)) then return 0; end if;
  with taken as (delete from matters.tally_changes c using (select tenant_id, id from matters.tally_changes
      where tenant_id = p_tenant order by id limit p_most) o
    where c.tenant_id = o.tenant_id and c.id = o.id returning c.*)
  select array_agg(t) into v_taken from taken t;
  if v_taken is null then return 0; end if;
  insert into matters.tallies as t
    select s.tenant_id, s.depth, s.place_path, s.grid_id, s.month, s.kind_code, f.counted, f.counts, d.counted, d.counts
    from matters.spread_changes(v_taken) s cross join lateral matters.add_counts('{}', '{}', s.facts, s.fact_counts) f
      cross join lateral matters.add_counts('{}', '{}', s.tenths, s.tenth_counts) d
  on conflict (tenant_id, depth, place_path, grid_id, month, kind_code) do update set
    (facts, fact_counts) = (select * from matters.add_counts(t.facts, t.fact_counts, excluded.facts, excluded.fact_counts)),
    (tenths, tenth_counts) = (select * from matters.add_counts(t.tenths, t.tenth_counts, excluded.tenths, excluded.tenth_counts));
  return cardinality(v_taken);
end $$;

-- Counts everything anew: for a database that has matters already, and to mend. Nothing may be written to matters meanwhile.
create function matters.recount_tallies(p_now timestamptz) returns void language plpgsql as $$
begin
  delete from matters.tallies;
  delete from matters.tally_changes;
  delete from matters.untallied;
  insert into matters.untallied (tenant_id, matter_id, settles_at)
    select m.tenant_id, m.id, matters.settles_at(m) from matters.matters m
    where m.state in ('closed', 'void', 'merged') and matters.settles_at(m) >= p_now;
  with each as materialized (
    select m.tenant_id, m.place_path, m.grid_id, matters.month_of(m.reported_at) as month, m.kind_code,
      matters.facts_of(m, 'infinity') as facts, matters.tenths_of(m) as tenths, count(*) as n
    from matters.matters m where m.state in ('closed', 'void', 'merged') and matters.settles_at(m) < p_now
    group by 1, 2, 3, 4, 5, 6, 7),
  above as materialized (select p.place_path as leaf, a.* from (select distinct place_path from each) p
    cross join lateral matters.paths_above(p.place_path) a),
  spread as materialized (
    select e.tenant_id, a.depth, a.place_path, g.grid_id, e.month, e.kind_code, e.facts, e.tenths, sum(e.n)::integer as n
    from each e join above a on a.leaf = e.place_path
      cross join lateral (select '00000000-0000-0000-0000-000000000000'::uuid as grid_id
        union all select e.grid_id where e.grid_id is not null) g
    group by 1, 2, 3, 4, 5, 6, 7, 8),
  by_facts as (select tenant_id, depth, place_path, grid_id, month, kind_code, array_agg(facts order by facts) as facts,
      array_agg(n order by facts) as counts
    from (select tenant_id, depth, place_path, grid_id, month, kind_code, facts, sum(n)::integer as n from spread
      group by 1, 2, 3, 4, 5, 6, 7) f group by 1, 2, 3, 4, 5, 6),
  by_tenths as (select tenant_id, depth, place_path, grid_id, month, kind_code, array_agg(tenths order by tenths) as tenths,
      array_agg(n order by tenths) as counts
    from (select tenant_id, depth, place_path, grid_id, month, kind_code, tenths, sum(n)::integer as n from spread
      where tenths is not null group by 1, 2, 3, 4, 5, 6, 7) d group by 1, 2, 3, 4, 5, 6)
  insert into matters.tallies
  select tenant_id, depth, place_path, grid_id, month, kind_code, f.facts, f.counts, coalesce(d.tenths, '{}'), coalesce(d.counts, '{}')
  from by_facts f left join by_tenths d using (tenant_id, depth, place_path, grid_id, month, kind_code);
end $$;

select matters.recount_tallies(now());
