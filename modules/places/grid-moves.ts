import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type Id, newId, type PersonId, type PlaceId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { takeByTenant } from '../../kernel/tenants.ts'
import { dayNumberFrom, dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import {
  type GridMoveEnded,
  type GridMovePlanned,
  gridMoveCancelled,
  gridMoveDone,
  gridMovePlanned,
  gridMoveStream,
} from './events.ts'
import { buildingsToMove, type MoveToGrid, moveToGrid } from './grid-service.ts'
import { gridPath, keeping } from './place-policy.ts'
import { mine } from './tables.ts'

export interface Regridding extends MoveToGrid {
  /** The first day of the new grid; today or none: from now on. */
  readonly fromDay?: string | undefined
}

/**
 * Moves buildings to a grid now, or writes down that they will on a later day.
 * @returns how many moved, and the plan where it is one.
 */
export async function regrid(
  tx: Tx,
  actor: Actor,
  by: EventActor,
  order: Regridding,
  at: Date,
): Promise<{ moved: number; moveId: Id<'gridMove'> | null }> {
  const postId = keeping(actor, await gridPath(tx, actor, order.gridId))
  const today = dayNumberOf(at)
  const day = order.fromDay === undefined ? today : dayNumberFrom(order.fromDay)
  if (day < today) refuseEarlier()
  const doer = { ...by, postId }
  if (day === today) return { moved: await moveToGrid(tx, actor, doer, order, at), moveId: null }
  return { moved: 0, moveId: await plan(tx, actor, doer, order, at, new Date(startOfDayMs(day))) }
}

function refuseEarlier(): never {
  const words = {
    zh: '起始日期要从今天起：过去归谁不改写',
    en: 'It begins today or later: who answered in the past stays',
  }
  return fail('invalid', 'places.day_is_past', words, [{ path: 'fromDay', words }])
}

async function plan(
  tx: Tx,
  { tenantId }: Actor,
  by: EventActor,
  { gridId, placeIds, why }: MoveToGrid,
  at: Date,
  fromAt: Date,
): Promise<Id<'gridMove'>> {
  await buildingsToMove(tx, tenantId, gridId, placeIds)
  await refuseTwice(tx, tenantId, placeIds)
  const moveId = newId<'gridMove'>()
  const ids = [...new Set(placeIds)]
  await mine(tx)
    .insertInto('places.grid_moves')
    .values({
      ...{ tenant_id: tenantId, id: moveId, grid_id: gridId, place_ids: ids, from_at: fromAt, why, planned_at: at },
      ...{ planned_by: by.personId, planned_by_post: by.postId, done_at: null, moved: null, cancelled_at: null },
    })
    .execute()
  const payload: GridMovePlanned = { moveId, gridId, placeIds: ids, fromAt: fromAt.toISOString(), why }
  await record(tx, { tenantId, stream: gridMoveStream(moveId), type: gridMovePlanned, at, actor: by, payload })
  return moveId
}

/** One plan a building, or nobody could say where it will lie; whoever plans at the same time waits. */
async function refuseTwice(tx: Tx, tenantId: TenantId, placeIds: readonly PlaceId[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('places.grid_moves ' || ${tenantId}::text, 0))`.execute(tx)
  const { rows } = await sql`select from places.grid_moves where tenant_id = ${tenantId} and done_at is null
    and cancelled_at is null and place_ids && ${[...placeIds]}::uuid[] limit 1`.execute(tx)
  if (rows.length > 0)
    fail('conflict', 'places.planned_already', {
      zh: '其中有楼栋已列入另一项待生效的调整，请先取消那一项',
      en: 'A building stands in another change that is to come; cancel that one first',
    })
}

/** Calls a planned change off, as long as its day has not come. */
export async function cancelMove(
  tx: Tx,
  actor: Actor,
  by: EventActor,
  moveId: Id<'gridMove'>,
  at: Date,
): Promise<void> {
  const { tenantId } = actor
  const { rows } = await sql<{ path: string; open: boolean }>`
    select g.place_path as path, m.done_at is null and m.cancelled_at is null as open
    from places.grid_moves m join places.grids_view g on g.tenant_id = m.tenant_id and g.id = m.grid_id
    where m.tenant_id = ${tenantId} and m.id = ${moveId} for no key update of m`.execute(tx)
  const row = rows[0] ?? notFound()
  const postId = keeping(actor, row.path)
  if (!row.open)
    fail('conflict', 'places.move_is_over', { zh: '这项调整已生效或已取消', en: 'This change is over already' })
  await sql`update places.grid_moves set cancelled_at = ${at} where tenant_id = ${tenantId} and id = ${moveId}`.execute(
    tx,
  )
  const payload: GridMoveEnded = { moveId, moved: null }
  const stream = gridMoveStream(moveId)
  await record(tx, { tenantId, stream, type: gridMoveCancelled, at, actor: { ...by, postId }, payload })
}

interface DueMove extends MoveToGrid {
  readonly id: Id<'gridMove'>
  readonly personId: PersonId | null
  readonly postId: PostId | null
}

/** On `places.grid_moves m`: its day has come. */
const isDue = (at: Date) => sql`m.done_at is null and m.cancelled_at is null and m.from_at <= ${at}`

/** Carries out one planned change of a tenant whose day has come. @returns false when there was none. */
async function carryOutMove(tx: Tx, tenantId: TenantId, at: Date): Promise<boolean> {
  const { rows } = await sql<DueMove>`
    select id, grid_id as "gridId", why, planned_by as "personId", planned_by_post as "postId",
      -- What was retired, ended or taken elsewhere meanwhile is left where it is.
      array(select b.id from places.places b
        join places.levels l on l.tenant_id = b.tenant_id and l.code = b.level_code and l.kind = 'building'
        join places.grids_view g on g.tenant_id = b.tenant_id and g.id = m.grid_id and g.ended_at is null
        where b.tenant_id = m.tenant_id and b.id = any(m.place_ids) and b.ended_at is null
          and starts_with(b.path, g.place_path)) as "placeIds"
    from places.grid_moves m where m.tenant_id = ${tenantId} and ${isDue(at)}
    order by m.from_at, m.id limit 1 for no key update of m skip locked`.execute(tx)
  const [move] = rows
  if (!move) return false
  const { id: moveId, personId, postId, placeIds } = move
  const by: EventActor = { personId, postId, via: 'system' }
  const moved = placeIds.length > 0 ? await moveToGrid(tx, { tenantId }, by, move, at) : 0
  await sql`update places.grid_moves set done_at = ${at}, moved = ${moved}
    where tenant_id = ${tenantId} and id = ${moveId}`.execute(tx)
  const payload: GridMoveEnded = { moveId, moved }
  await record(tx, { tenantId, stream: gridMoveStream(moveId), type: gridMoveDone, at, actor: by, payload })
  return true
}

/** Looks every minute whether the day of a planned change has come. */
export const gridMovesTick: Tick = {
  name: 'places.grid_moves',
  everyMs: 60_000,
  run: async ({ db, clock }) => {
    const waiting = sql`select m.tenant_id from places.grid_moves m where ${isDue(clock.now())}`
    const carryOut = (tenantId: TenantId) => db.tx((tx) => carryOutMove(tx, tenantId, clock.now()))
    return (await takeByTenant(db, waiting, carryOut)) > 0
  },
}
