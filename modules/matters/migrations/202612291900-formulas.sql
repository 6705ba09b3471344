-- Formulas are a tenant's data: each version of one, what it counts and whence it comes. What a tenant has not changed stands in
-- the program (modules/matters/figures.ts) as version 0. And more is counted beforehand, so that more can be asked for.
create table matters.formulas (
  tenant_id uuid not null references kernel.tenants (id),
  code text collate "C" not null,
  version integer not null check (version > 0),
  -- What it counts, as `FormulaSpec` of modules/matters/formulas/contract.ts says.
  spec jsonb not null,
  valid_from timestamptz not null,
  author_id uuid,
  -- Why, and of which version it is the return.
  note text not null,
  returns_to integer,
  saved_at timestamptz not null,
  primary key (tenant_id, code, version)
);

-- The bits: keep in step with modules/matters/facts.ts. A deadline without a date is no deadline.
create or replace function matters.facts_of(m matters.matters, p_now timestamptz) returns integer language sql immutable as $$
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
    + case when m.self_found then 65536 else 0 end
    + case when m.accepted_at is not null or m.state not in ('reported', 'void', 'merged') then 131072 else 0 end
    + case when m.state = 'closed' then 262144 else 0 end
    + case when m.state = 'closed' or (m.handle_due_at < p_now and m.state not in ('void', 'merged')) then 524288 else 0 end
    + case when m.state = 'suspended' then 1048576 else 0 end
    + case when m.returns > 0 then 2097152 else 0 end
    + case when m.extensions > 0 then 4194304 else 0 end
    + case when m.state = 'merged' then 8388608 else 0 end
    + case when m.priority = 'urgent' then 16777216 else 0 end
    + case when m.assigned_at is not null then 33554432 else 0 end
    + 67108864 * case m.channel when 'pocket' then 1 when 'counter' then 2 when 'phone' then 3 when 'wechat' then 4 when 'patrol' then 5
        when 'meeting' then 6 when 'import' then 7 when 'api' then 8 else 0 end
$$;

drop trigger matters_tally_update on matters.matters;
create trigger matters_tally_update after update of state, self_found, contacted_at, contact_due_at, resolved_at, handle_due_at,
    rounds, solved, satisfaction, exclusion, place_path, grid_id, kind_code, reported_at, shielded_posts, accepted_at, assigned_at,
    returns, extensions, priority, channel on matters.matters
  for each row when (old.state in ('closed', 'void', 'merged') or new.state in ('closed', 'void', 'merged'))
  execute function matters.tally();

-- The board reads open matters from this index alone.
drop index matters.matters_path_open;
create index matters_path_open on matters.matters (tenant_id, place_path, clock_due_at)
  include (grid_id, kind_code, reported_at, state, self_found, contacted_at, contact_due_at, resolved_at, handle_due_at, rounds,
    solved, satisfaction, exclusion, shielded_posts, accepted_at, assigned_at, returns, extensions, priority, channel)
  where state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved');

-- What was counted without the new facts is counted anew.
select matters.recount_tallies(now());
