import type { PlaceId, PostId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { type HeardId, hearOffer, takeHeardStep } from '../../../modules/neighbours/public.ts'
import { day } from '../district/calendar.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import { actorOf, type Stage } from '../replay.ts'

const recentDays = 60

interface HeardNote {
  readonly householdId: Parameters<typeof hearOffer>[2]['householdId']
  readonly noteId: Parameters<typeof hearOffer>[2]['noteId']
  readonly placeId: PlaceId
  readonly postId: PostId | null
  readonly at: Date
}

/** Those who said at the last visits that they would like to help: some were asked, one does not want to yet, the rest wait. */
export async function playHeard(stage: Stage): Promise<void> {
  const { db, keys, secrets, until } = stage
  const { tenantId } = keys
  const since = new Date(until.getTime() - recentDays * day)
  const { rows } = await db.read((tx) =>
    sql<HeardNote>`select n.household_id as "householdId", n.id as "noteId", h.building_id as "placeId",
        n.post_id as "postId", n.at
      from households.notes n join households.households h on h.tenant_id = n.tenant_id and h.id = n.household_id
      where n.tenant_id = ${tenantId} and n.volunteer and n.at >= ${since} order by n.at, n.id limit 24`.execute(tx),
  )
  for (const [n, { postId, at, ...heard }] of rows.entries())
    await tolerate(stage, 'offer heard', async () => {
      const actor = postId ? await actorOf(stage, postId, at) : null
      if (!actor) return
      const by = { personId: actor.personId, postId, via: 'demo' as const }
      await db.tx((tx) => hearOffer(tx, { tenantId, by, at }, heard))
      if (n % 4 > 1) return
      const found = await db.read((tx) =>
        sql<{ id: HeardId }>`select id from neighbours.offers_heard where tenant_id = ${tenantId}
          and note_id = ${heard.noteId}`.execute(tx),
      )
      const id = found.rows[0]?.id
      const later = new Date(Math.min(at.getTime() + 2 * day, until.getTime()))
      const doing = { tenantId, by, at: later, actor, secrets }
      const step =
        n % 8 === 0 ? ({ step: 'decline', why: '最近要带孙子，明年再说' } as const) : ({ step: 'invite' } as const)
      if (id) await db.tx((tx) => takeHeardStep(tx, doing, id, step))
    })
}
