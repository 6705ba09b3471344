import type { EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type GridId, newId, type PlaceId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type BuildingMovedToGrid, buildingMovedToGrid, placeStream } from './events.ts'
import { mine } from './tables.ts'

export interface MoveToGrid {
  readonly gridId: GridId
  readonly placeIds: readonly PlaceId[]
  readonly why: string
}

/** A building with where it lies now. */
export interface GridBuilding {
  readonly id: PlaceId
  readonly path: string
  readonly households: number
  /** Null where it lies in no grid. */
  readonly fromGridId: GridId | null
}

/**
 * Puts buildings into a grid from `at` on; where they lay before stays on record. Those that lie there already stay.
 * Who may do so was asked before (`place-policy.ts`).
 * @returns how many moved.
 */
export async function moveToGrid(
  tx: Tx,
  { tenantId }: { readonly tenantId: TenantId },
  by: EventActor,
  { gridId, placeIds, why }: MoveToGrid,
  at: Date,
): Promise<number> {
  await lockInOrder(tx, tenantId, placeIds)
  const buildings = await buildingsToMove(tx, tenantId, gridId, placeIds)
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

/** In a fixed order, so that two moves of the same buildings wait for each other. */
async function lockInOrder(tx: Tx, tenantId: TenantId, placeIds: readonly PlaceId[]): Promise<void> {
  await sql`select from places.places where tenant_id = ${tenantId} and id = any(${[...placeIds]}::uuid[])
    order by id for no key update`.execute(tx)
}

/** The buildings with their grids; refuses what cannot belong to that grid. */
export async function buildingsToMove(
  tx: Tx,
  tenantId: TenantId,
  gridId: GridId,
  placeIds: readonly PlaceId[],
): Promise<GridBuilding[]> {
  const grid = await sql<{ path: string }>`
    select place_path as path from places.grids_view
    where tenant_id = ${tenantId} and id = ${gridId} and ended_at is null`.execute(tx)
  const path = grid.rows[0]?.path ?? notFound()
  const ids = [...new Set(placeIds)]
  const { rows } = await sql<GridBuilding & { building: boolean; inside: boolean }>`
    select p.id, p.path, p.households, l.kind = 'building' as building, starts_with(p.path, ${path}) as inside,
      (select m.grid_id from places.grid_members m
        where m.tenant_id = p.tenant_id and m.place_id = p.id and m.to_at is null) as "fromGridId"
    from places.places p join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code
    where p.tenant_id = ${tenantId} and p.id = any(${ids}::uuid[]) and p.ended_at is null order by p.path`.execute(tx)
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
  return rows.map(({ id, path, households, fromGridId }) => ({ id, path, households, fromGridId }))
}
