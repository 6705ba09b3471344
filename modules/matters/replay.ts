import type { MatterId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql } from '../../kernel/db.ts'
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
