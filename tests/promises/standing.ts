import { type Db, sql } from '../../kernel/db.ts'

// What must hold of every matter at any instant, asked of the database in other words than the program's own.

export interface Fault {
  readonly id: string
  readonly state: string
  readonly faults: readonly string[]
}

/** Matters that are orphaned, doubly held, unclocked, or whose rows do not agree with one another. */
export async function standingFaults(db: Db, at: Date): Promise<Fault[]> {
  const { rows } = await db.read((tx) =>
    sql<Fault>`
    with held as (select tenant_id, matter_id, count(*) as n, min(post_id::text)::uuid as post_id
        from matters.holdings where to_at is null group by 1, 2),
      running as (select tenant_id, matter_id, count(*) as n, min(stage) as stage, min(started_at) as started_at,
        min(yellow_at) as yellow_at, min(due_at) as due_at from matters.clocks where stopped_at is null group by 1, 2),
      resting as (select tenant_id, matter_id, count(*) as n, min(review_at) as review_at
        from matters.suspensions where to_at is null group by 1, 2),
      called as (select y.tenant_id, y.matter_id, count(*) filter (where r.answered_at is null) as n
        from matters.rallies y join matters.rally_members r on r.tenant_id = y.tenant_id and r.rally_id = y.id
        where y.ended_at is null group by 1, 2),
      returned as (select tenant_id, matter_id, count(*) as n from matters.returns where reviewed_at is null group by 1, 2),
      merged as (select tenant_id, matter_id, count(*) as n, min(into_id::text)::uuid as into_id
        from matters.merges where undone_at is null group by 1, 2),
      closed as (select tenant_id, matter_id, count(*) as n from matters.closures where reopened_at is null group by 1, 2),
      judged as (
        select m.id, m.state, m.state not in ('closed', 'merged', 'void') as open, m.state = 'suspended' as rests, m as row,
          held.n as holders, held.post_id, running.n as clocks, running.stage, running.started_at, running.yellow_at, running.due_at,
          resting.n as suspensions, resting.review_at as rests_until, coalesce(called.n, 0) as owed, returned.n as returns_open,
          merged.n as merges, merged.into_id, closed.n as closures, who.person_id as acting, who.post_id as acting_post,
          p.role, p.abolished_at, target.state as target_state
        from matters.matters m
        left join held on held.tenant_id = m.tenant_id and held.matter_id = m.id
        left join running on running.tenant_id = m.tenant_id and running.matter_id = m.id
        left join resting on resting.tenant_id = m.tenant_id and resting.matter_id = m.id
        left join called on called.tenant_id = m.tenant_id and called.matter_id = m.id
        left join returned on returned.tenant_id = m.tenant_id and returned.matter_id = m.id
        left join merged on merged.tenant_id = m.tenant_id and merged.matter_id = m.id
        left join closed on closed.tenant_id = m.tenant_id and closed.matter_id = m.id
        left join people.posts_view p on p.tenant_id = m.tenant_id and p.id = m.holder_post_id
        left join matters.matters target on target.tenant_id = m.tenant_id and target.id = m.merged_into_id
        left join lateral people.acting(m.tenant_id, m.holder_post_id, ${at}) who on m.holder_post_id is not null)
    select id, state, array_remove(array[
      case when open and (holders is distinct from 1 or post_id is distinct from (j.row).holder_post_id) then 'not held once' end,
      case when open and (role is null or role in ('administrator', 'supervisor') or abolished_at is not null) then 'held by a post that cannot act' end,
      case when open and acting is null then 'nobody acts' end,
      case when open and acting is not null and not (
        exists (select from people.tenures t where t.tenant_id = (j.row).tenant_id and t.post_id = acting_post and t.person_id = acting
          and t.from_at <= ${at} and (t.to_at is null or t.to_at > ${at})
          and not exists (select from people.absences a where a.tenant_id = t.tenant_id and a.tenure_id = t.id
            and a.cancelled_at is null and a.from_at <= ${at} and a.to_at > ${at}))
        or exists (select from people.absences a join people.tenures t on t.tenant_id = a.tenant_id and t.id = a.tenure_id
          where a.tenant_id = (j.row).tenant_id and a.post_id = acting_post and a.stand_in_id = acting and a.cancelled_at is null
          and a.from_at <= ${at} and a.to_at > ${at} and (t.to_at is null or t.to_at > ${at}))) then 'who acts is not in office' end,
      case when open and not rests and (clocks is distinct from 1 or stage is distinct from (j.row).clock_stage
        or started_at is distinct from (j.row).clock_started_at or yellow_at is distinct from (j.row).clock_yellow_at
        or due_at is distinct from (j.row).clock_due_at or started_at > yellow_at or yellow_at > due_at) then 'not clocked once' end,
      case when open and not rests and suspensions is not null then 'works and rests' end,
      case when rests and (suspensions is distinct from 1 or rests_until is distinct from (j.row).review_at
        or (j.row).review_at is null or clocks is not null or (j.row).clock_stage is not null) then 'rests without a review' end,
      case when rests and (j.row).review_at <= ${at} then 'review date passed unseen' end,
      case when open and (j.row).climb_at <= ${at} then 'overdue and nobody told' end,
      case when not open and (holders is not null or clocks is not null or suspensions is not null or (j.row).holder_post_id is not null
        or (j.row).climb_at is not null or (j.row).review_at is not null or (j.row).escalated_to_post_id is not null) then 'ended but held' end,
      case when (j.row).open_rally_answers <> owed then 'rally answers miscounted' end,
      case when not open and owed > 0 then 'ended with a rally' end,
      case when (state = 'returned') <> (coalesce(returns_open, 0) = 1) or returns_open > 1 then 'return without review' end,
      case when (state = 'merged') <> (coalesce(merges, 0) = 1) or into_id is distinct from (j.row).merged_into_id then 'merge not on record' end,
      case when target_state in ('merged', 'void') then 'merged into nothing' end,
      case when (state in ('closed', 'void')) <> (coalesce(closures, 0) = 1) then 'closure not on record' end,
      case when state = 'closed' and (j.row).outcome is null then 'silent close' end,
      case when open and not ((j.row).holder_post_id = any((j.row).touched_posts)) then 'holder not on record' end
    ], null) as faults
    from judged j`.execute(tx),
  )
  return rows.filter((row) => row.faults.length > 0)
}

/** Streams with a gap, a wrong head, or an event whose hash does not follow from the one before. */
export async function ledgerFaults(db: Db): Promise<unknown[]> {
  const { rows } = await db.read((tx) =>
    sql`
    select 'chain' as fault, stream, seq from (
      select stream, seq, hash, row_number() over w as nth,
        sha256(coalesce(lag(hash) over w, ''::bytea)
          || kernel.event_line(tenant_id, stream, seq, id, type, at, actor, payload)) as again
      from kernel.events window w as (partition by tenant_id, stream order by seq)) chained
    where seq <> nth or hash <> again
    union all
    select 'head', s.stream, s.seq from kernel.streams s
    where s.seq is distinct from (select max(seq) from kernel.events e where e.tenant_id = s.tenant_id and e.stream = s.stream)
    union all
    select 'matter without stream', m.id::text, 0 from matters.matters m
    where not exists (select from kernel.streams s where s.tenant_id = m.tenant_id and s.stream = 'matters:' || m.id)`.execute(
      tx,
    ),
  )
  return rows
}

/** Deliveries whose subscriber failed, and those that nobody has taken. */
export async function deliveryFaults(db: Db): Promise<unknown[]> {
  const { rows } = await db.read((tx) =>
    sql`select subscriber, stream, attempts, last_error from kernel.deliveries`.execute(tx),
  )
  return rows
}

/** Columns on which the row of a matter differs from what its events, folded one after the other, say. */
export async function foldFaults(db: Db): Promise<unknown[]> {
  const { rows } = await db.read((tx) =>
    sql`
    with told as (
      select distinct on (e.stream, s.key) e.stream, s.key, s.value from kernel.events e
      cross join lateral jsonb_each(e.payload -> 'set') s
      where e.stream like 'matters:%' order by e.stream, s.key, e.seq desc),
    stands as (
      select 'matters:' || m.id as stream, s.key, s.value from matters.matters m cross join lateral jsonb_each(to_jsonb(m)) s)
    select stands.stream, stands.key, told.value as told, stands.value as stands
    from told join stands on stands.stream = told.stream and stands.key = told.key
    where case when told.key like '%\_at' then (told.value #>> '{}')::timestamptz is distinct from (stands.value #>> '{}')::timestamptz
      else told.value is distinct from stands.value end`.execute(tx),
  )
  return rows
}

/** A number for all that commands can change: equal before and after a refusal. */
export async function fingerprint(db: Db): Promise<string> {
  const { rows } = await db.read((tx) =>
    sql<{ print: string }>`select concat_ws(' ',
      (select sum(seq) from kernel.streams), (select count(*) from kernel.deliveries),
      (select sum(hashtext(m::text)) from matters.matters m), (select sum(hashtext(h::text)) from matters.holdings h),
      (select sum(hashtext(c::text)) from matters.clocks c), (select count(*) from matters.remarks),
      (select count(*) from matters.follow_ups), (select count(*) from matters.escalations),
      (select sum(hashtext(t::text)) from people.tenures t), (select sum(hashtext(a::text)) from people.absences a),
      (select sum(hashtext(g::text)) from places.grid_members g)) as print`.execute(tx),
  )
  return rows[0]?.print ?? ''
}
