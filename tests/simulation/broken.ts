import { type Db, sql } from '../../kernel/db.ts'
import { eventTypes } from '../../modules/matters/events.ts'
import { standingFaults } from '../promises/standing.ts'
import type { Scene } from './scene.ts'
import type { Ward } from './ward.ts'

// What was promised, asked of the database while the city stands still for a moment. Each answer is a list of what is broken.

/** Every open matter is held once by somebody in office and has one clock, or rests with a date; nothing is overdue unseen. */
export async function orphans(db: Db, at: Date): Promise<string[]> {
  const faults = await standingFaults(db, at)
  return faults.map(({ id, state, faults: what }) => `${id} (${state}): ${what.join(', ')}`)
}

/** A deadline that fired twice, a suspension that came back twice, a late answer told twice. */
export async function firedTwice(db: Db): Promise<string[]> {
  const { rows } = await db.read((tx) =>
    sql<{ what: string }>`
    select 'one deadline, climbed twice to one level: ' || e.matter_id as what from matters.escalations e
      join matters.clocks c on c.tenant_id = e.tenant_id and c.matter_id = e.matter_id
        and c.started_at < e.at and e.at <= coalesce(c.stopped_at, 'infinity')
      where e.cause = 'overdue' group by e.matter_id, c.id, e.level having count(*) > 1
    union all
    select 'one instant, two climbs: ' || stream from kernel.events where type = ${eventTypes.escalate}
      group by tenant_id, stream, at having count(*) > 1
    union all
    select 'came back more often than it was put off: ' || stream from kernel.events
      where type in (${eventTypes.suspend}, ${eventTypes.resume}) group by tenant_id, stream
      having count(*) filter (where type = ${eventTypes.resume}) > count(*) filter (where type = ${eventTypes.suspend})
    union all
    select 'a late answer told twice: ' || e.stream from kernel.events e where e.type = ${eventTypes.rally_overdue}
      group by e.tenant_id, e.stream, e.payload -> 'facts' ->> 'postId'
      having count(*) > (select count(*) from kernel.events r where r.tenant_id = min(e.tenant_id::text)::uuid and r.stream = e.stream and r.type = ${eventTypes.rally})`.execute(
      tx,
    ),
  )
  return rows.map(({ what }) => what)
}

/** Shown to a post that neither answers for the place nor ever had it in hand; or of another district. */
export async function peeked(db: Db, shown: Scene['shown']): Promise<string[]> {
  const { rows } = await db.read((tx) =>
    sql<{ what: string }>`
    select distinct s.post_id || ' was shown ' || s.matter_id as what
    from unnest(${shown.map(({ postId }) => postId)}::uuid[], ${shown.map(({ matterId }) => matterId)}::uuid[]) as s(post_id, matter_id)
    join people.posts_view p on p.id = s.post_id
    left join matters.matters m on m.tenant_id = p.tenant_id and m.id = s.matter_id
    where m.id is null or not (p.id = any(m.touched_posts) or case p.role
      when 'grid_worker' then m.grid_id = p.grid_id
      when 'department' then false when 'property_firm' then false
      else starts_with(m.place_path, p.place_path) end)`.execute(tx),
  )
  return rows.map(({ what }) => what)
}

const chunk = 5_000

/** Acknowledged, and not in the ledger exactly once, or not as it was acknowledged. */
export async function lost(db: Db, { tenantId, reported }: Ward): Promise<string[]> {
  const found: string[] = []
  for (let from = 0; from < reported.length; from += chunk) {
    const told = reported.slice(from, from + chunk).map(({ id, number, key }) => ({ id, number, key }))
    const { rows } = await db.read((tx) =>
      sql<{ id: string }>`
      select t.id from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t(id uuid, number text, key uuid)
      left join matters.matters m on m.tenant_id = ${tenantId} and m.id = t.id and m.number = t.number
      where m.id is null
        or 1 <> (select count(*) from kernel.events e where e.tenant_id = ${tenantId} and e.stream = 'matters:' || t.id
          and e.type = ${eventTypes.reported})
        or 1 <> (select count(*) from kernel.commands c where c.tenant_id = ${tenantId} and c.key = t.key)`.execute(tx),
    )
    found.push(...rows.map(({ id }) => `acknowledged, and not in the ledger once: ${id}`))
  }
  return found
}

/** More in the ledger than was acknowledged. */
export async function unasked(db: Db, wards: readonly Ward[]): Promise<string[]> {
  const { rows } = await db.read((tx) =>
    sql<{ tenant_id: string; count: number }>`select tenant_id, count(*) as count from kernel.events
      where type = ${eventTypes.reported} group by 1`.execute(tx),
  )
  const counted = new Map(rows.map(({ tenant_id, count }) => [tenant_id, count]))
  return wards.flatMap(({ tenantId, host, reported }) => {
    const count = counted.get(tenantId) ?? 0
    return count === reported.length ? [] : [`${host}: ${reported.length} acknowledged, ${count} in the ledger`]
  })
}

/** Deliveries that were given up, and those that are still waiting. */
export async function undelivered(db: Db): Promise<string[]> {
  const { rows } = await db.read((tx) =>
    sql<{
      what: string
    }>`select subscriber || ': ' || coalesce(last_error, 'waits') as what from kernel.deliveries`.execute(tx),
  )
  return rows.map(({ what }) => what)
}

/** Somebody of one district asks for a matter of another, and a resident for a neighbour's: there is no such thing. */
export async function probe(scene: Scene): Promise<void> {
  const { wards, chance, caller, visitors } = scene
  const full = wards.filter(({ reported }) => reported.length > 0)
  if (full.length === 0) return
  const owner = chance.pick(full)
  const { id, reporterId } = chance.pick(owner.reported)
  const others = wards.filter((ward) => ward !== owner)
  const stranger = chance.pick(owner.neighbours).personId
  const asking = [
    ...(others.length > 0 ? [foreigner(chance.pick(others), chance.below(1_000))] : []),
    ...(stranger === reporterId ? [] : [{ tenantId: owner.tenantId, personId: stranger }]),
  ]
  for (const { tenantId, personId } of asking) {
    const cookie = await visitors.cookieOf(tenantId, personId)
    const { status } = await caller.ask('probe', { path: `/api/matters/${id}`, cookie })
    if (status !== 404) scene.breaks(`a stranger asked for ${id} and was answered ${status}`)
  }
}

function foreigner({ tenantId, district }: Ward, n: number) {
  const one = district.officials[n % district.officials.length]
  if (!one) throw new Error('a district without posts')
  return { tenantId, personId: one.personId }
}
