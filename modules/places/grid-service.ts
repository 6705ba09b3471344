import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type GridId, newId, type PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type BuildingMovedToGrid, buildingMovedToGrid, placeStream } from './events.ts'
import { mine } from './tables.ts'

export interface MoveToGrid {
  readonly gridId: GridId
  readonly placeIds: readonly PlaceId[]
  readonly why: string
}

interface Building {
  id: PlaceId
  fromGridId: GridId | null
}

/**
 * Puts buildings into a grid from `at` on; where they lay before stays on record. Those that lie there already stay.
 * @returns how many moved.
 */
export async function moveToGrid(
  tx: Tx,
  actor: Actor,
  by: EventActor,
  { gridId, placeIds, why }: MoveToGrid,
  at: Date,
): Promise<number> {
  const { tenantId } = actor
  const buildings = await lockBuildings(tx, actor, gridId, placeIds)
  const moving = buildings.filter((building) => building.fromGridId !== gridId)
  for (const { id, fromGridId } of moving) {
    await mine(tx)
      .updateTable('places.grid_members')
      .set({ to_at: at })
      .where('tenant_id', '=', tenantId)
      .where('place_id', '=', id)
      .where('to_at', 'is', null)
      .execute()
    await mine(tx)
      .insertInto('places.grid_members')
      .values({ tenant_id: tenantId, id: newId(), grid_id: gridId, place_id: id, from_at: at, to_at: null, why })
      .execute()
    const payload: BuildingMovedToGrid = { placeId: id, gridId, fromGridId, why }
    await record(tx, { tenantId, stream: placeStream(id), type: buildingMovedToGrid, at, actor: by, payload })
  }
  return moving.length
}

/** Loads the buildings in a fixed order, so that two moves of the same ones wait for each other. */
async function lockBuildings(
  tx: Tx,
  { tenantId }: Actor,
  gridId: GridId,
  placeIds: readonly PlaceId[],
): Promise<Building[]> {
  const grid = await sql<{ path: string }>`
    select place_path as path from places.grids_view
    where tenant_id = ${tenantId} and id = ${gridId} and ended_at is null`.execute(tx)
  const path = grid.rows[0]?.path ?? notFound()
  const ids = [...new Set(placeIds)]
  const { rows } = await sql<{ id: PlaceId; building: boolean; inside: boolean }>`
    select p.id, l.kind = 'building' as building, p.path > ${path} and p.path < ${`${path}:`} as inside
    from places.places p join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code
    where p.tenant_id = ${tenantId} and p.id = any(${ids}) and p.ended_at is null
    order by p.id for no key update of p`.execute(tx)
  if (rows.length < ids.length) notFound()
  if (rows.some((row) => !row.building))
    fail('refused', 'places.not_a_building', {
      zh: '网格由楼栋组成，请只选楼栋',
      en: 'Grids are made of buildings; please choose buildings only',
    })
  // A grid belongs to one community (GB/T 34300: borders do not cross).
  if (rows.some((row) => !row.inside))
    fail('refused', 'places.outside_community', {
      zh: '有楼栋不在这个网格所属的社区里',
      en: 'A building lies outside the community of this grid',
    })
  const members = await sql<{ placeId: PlaceId; gridId: GridId }>`
    select place_id as "placeId", grid_id as "gridId" from places.grid_members
    where tenant_id = ${tenantId} and place_id = any(${ids}) and to_at is null`.execute(tx)
  const current = new Map(members.rows.map((row) => [row.placeId, row.gridId]))
  return rows.map(({ id }) => ({ id, fromGridId: current.get(id) ?? null }))
}
