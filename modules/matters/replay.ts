import type { MatterId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql } from '../../kernel/db.ts'
import { climbLadder, planClocks } from './ladder/firing.ts'
import type { State } from './matter.ts'
import { climb, review } from './sweep.ts'

/** Where a matter stands, for whoever plays a course of events: the demo's filling, simulations. */
export interface Course {
  readonly state: State
  readonly holderPostId: PostId | null
  readonly number: string
}

/** Does what time does to one matter up to an instant (climbs, reviews), each at its own due time. */
export async function passTime(db: Db, tenantId: TenantId, matterId: MatterId, until: Date): Promise<Course> {
  for (;;) {
    const due = await db.read(async (tx) => {
      const { rows } = await sql<Course & { climb_at: Date | null; review_at: Date | null }>`
        select state, holder_post_id as "holderPostId", number, climb_at, review_at from matters.matters
        where tenant_id = ${tenantId} and id = ${matterId}`.execute(tx)
      return rows[0]
    })
    if (!due) throw new Error(`no matter ${matterId}`)
    if (due.climb_at && due.climb_at < until) await climb(db, tenantId, matterId, due.climb_at)
    else if (due.review_at && due.review_at < until) await review(db, tenantId, matterId, due.review_at)
    else return due
  }
}

/** What the step of a ladder left behind. */
export interface LadderStep {
  readonly matterId: MatterId
  readonly at: Date
  readonly holderPostId: PostId
  readonly byPostId: PostId | null
  readonly what: 'order' | 'bulletin' | 'talk'
}

/** Running clocks go over to the ladder that begins at an instant, before any step is due by it. */
export async function beginLadder(db: Db, tenantId: TenantId, at: Date): Promise<void> {
  const due = { tenantId, now: at, but: [] }
  while (await db.tx((tx) => planClocks(tx, due)));
  while (await db.tx((tx) => climbLadder(tx, due)));
}

/**
 * Takes the step of a ladder that is due first (in the order of the sweep), at its own moment, but not before what its matter saw last.
 * @returns what it left behind, null: a reminder; undefined: none is due by then
 */
export async function nextLadderStep(db: Db, tenantId: TenantId, until: Date): Promise<LadderStep | null | undefined> {
  const { rows } = await db.read((tx) =>
    sql<{ id: MatterId; at: Date }>`select m.id, greatest(c.ladder_at, m.changed_at) as at
      from matters.clocks c join matters.matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
      where c.tenant_id = ${tenantId} and c.ladder_at > 'epoch' and c.stopped_at is null
      order by c.ladder_at, c.matter_id limit 1`.execute(tx),
  )
  const [due] = rows
  if (!due || due.at >= until) return undefined
  // The database knows parts of a millisecond.
  const at = new Date(due.at.getTime() + 1)
  return db.tx(async (tx) => {
    await climbLadder(tx, { tenantId, now: at, but: [] })
    const { rows: left } = await sql<Omit<LadderStep, 'at'>>`select r.matter_id as "matterId", r.kind as what,
        r.post_id as "holderPostId", r.by_post_id as "byPostId"
      from matters.measures r where r.tenant_id = ${tenantId} and r.matter_id = ${due.id} and r.at = ${at} limit 1`.execute(
      tx,
    )
    return left[0] ? { ...left[0], at } : null
  })
}
