import { systemActor } from '../../kernel/actor.ts'
import type { PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { LedgerEvent } from '../../kernel/events/record.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import {
  type AbsenceCancelled,
  type AbsenceRecorded,
  absenceBegun,
  absenceCancelled,
  absenceEnded,
  absenceRecorded,
  type TenureEnded,
  tenureEnded,
  tenureStarted,
} from '../people/events.ts'
import { type BuildingMovedToGrid, buildingMovedToGrid } from '../places/events.ts'
import { openSql } from './matter-filter.ts'
import { aroundMatter } from './matter-service.ts'
import { applyChange } from './matter-store.ts'
import { whyOf } from './routing.ts'
import type { MatterRecord } from './tables.ts'

/** Open matters of a post whose holder changed: nothing moves (the post holds them), but the one who answers now is told. */
export const tellNewHolder: Subscriber = {
  name: 'matters.new_holder',
  types: [tenureStarted, tenureEnded, absenceRecorded, absenceBegun, absenceEnded, absenceCancelled],
  async handle(tx, event, { clock }) {
    if (!passesNow(event)) return
    const { postId } = payloadOf<{ postId: PostId }>(event)
    for (const matter of await openOf(tx, event.tenantId, sql`m.holder_post_id = ${postId}`))
      await applyChange(tx, {
        matter,
        name: 'holder_changed',
        effect: { to: matter.state, clock: 'keep', facts: { cause: event.type } },
        actor: systemActor,
        at: clock.now(),
      })
  },
}

/**
 * Whether somebody else answers since the event, and no other event says so too: of an absence that lay ahead, its beginning
 * and its end do; of a tenure with a successor, theirs does.
 */
function passesNow(event: LedgerEvent): boolean {
  if (event.type === tenureEnded) return payloadOf<TenureEnded>(event).successorId === null
  if (event.type === absenceRecorded) return new Date(payloadOf<AbsenceRecorded>(event).fromAt) <= event.at
  return event.type !== absenceCancelled || payloadOf<AbsenceCancelled>(event).ended === true
}

/** A building that moves to another grid takes its open matters along: from the old grid's worker to the new one's. */
export const rerouteMoved: Subscriber = {
  name: 'matters.reroute',
  types: [buildingMovedToGrid],
  async handle(tx, event, { clock }) {
    const moved = payloadOf<BuildingMovedToGrid>(event)
    const path = await pathOf(tx, event, moved.placeId)
    if (!path) return
    const inside = sql`m.place_path >= ${path} and m.place_path < ${`${path}:`}`
    for (const matter of await openOf(tx, event.tenantId, inside)) await reroute(tx, matter, clock.now())
  },
}

async function reroute(tx: Tx, matter: MatterRecord, at: Date): Promise<void> {
  const around = await aroundMatter(tx, { ...matter, grid_id: null }, at)
  if (around.gridId === matter.grid_id) return
  const heldByGrid = await isGridPost(tx, matter)
  const worker = around.posts.find((post) => post.gridId !== null && post.gridId === around.gridId)
  await applyChange(tx, {
    matter,
    name: 'reroute',
    effect: {
      to: matter.state,
      clock: 'keep',
      ...(heldByGrid && worker ? { holder: { postId: worker.postId, why: whyOf('default', worker, around) } } : {}),
      set: { grid_id: around.gridId },
      facts: { fromGridId: matter.grid_id, toGridId: around.gridId, fromPostId: matter.holder_post_id },
    },
    actor: systemActor,
    at,
  })
}

async function isGridPost(tx: Tx, matter: MatterRecord): Promise<boolean> {
  const { rows } = await sql<{ grid: boolean }>`select grid_id is not null as grid from people.posts_view
    where tenant_id = ${matter.tenant_id} and id = ${matter.holder_post_id}`.execute(tx)
  return rows[0]?.grid ?? false
}

async function openOf(tx: Tx, tenantId: TenantId, condition: ReturnType<typeof sql>): Promise<MatterRecord[]> {
  const { rows } = await sql<MatterRecord>`select m.* from matters.matters m
    where m.tenant_id = ${tenantId} and ${openSql} and ${condition} order by m.id for no key update of m`.execute(tx)
  return rows
}

async function pathOf(tx: Tx, event: LedgerEvent, placeId: PlaceId): Promise<string | null> {
  const { rows } = await sql<{ path: string }>`select path from places.places_view
    where tenant_id = ${event.tenantId} and id = ${placeId}`.execute(tx)
  return rows[0]?.path ?? null
}
