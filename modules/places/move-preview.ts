import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import type { GridId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { plugInto } from '../../kernel/plug.ts'
import type { GridSize, previewMove } from './contract.ts'
import { buildingsToMove, type GridBuilding } from './grid-service.ts'
import { sizeOf } from './grid-size.ts'

export interface PlannedMove {
  readonly tenantId: TenantId
  readonly gridId: GridId
  /** Those that would change their grid. */
  readonly buildings: readonly GridBuilding[]
  readonly at: Date
}

export interface PassingPost {
  readonly postId: PostId
  readonly name: string
  readonly nameEn: string
  /** Who answers for it at that instant: the holder, a stand-in, or who acts for the post above. */
  readonly acting: string | null
}

/** How much of one kind would pass from one post to another; `to` is `from` where it stays but counts for another grid. */
export interface Passing {
  readonly kind: 'matters'
  readonly from: PassingPost
  readonly to: PassingPost
  readonly count: number
}

type Source = (tx: Tx, move: PlannedMove) => Promise<readonly Passing[]>
const sources: Source[] = []

/** Higher tiers say here what of theirs a change of grids would move. */
export const registerMovePreview = (source: Source): (() => void) => plugInto(sources, source)

/** What a change of grids would move, and who would answer for it. Counts alone: no title, no name of a resident. */
export async function previewOf(
  tx: Tx,
  tenantId: TenantId,
  gridId: GridId,
  placeIds: readonly PlaceId[],
  at: Date,
): Promise<ResponseOf<typeof previewMove>> {
  const all = await buildingsToMove(tx, tenantId, gridId, placeIds)
  const buildings = all.filter((one) => one.fromGridId !== gridId)
  const passing: Passing[] = []
  for (const source of sources) passing.push(...(await source(tx, { tenantId, gridId, buildings, at })))
  return {
    moving: buildings.length,
    staying: all.length - buildings.length,
    households: buildings.reduce((sum, one) => sum + one.households, 0),
    grids: await sizesAfter(tx, tenantId, gridId, buildings),
    passing,
  }
}

async function sizesAfter(tx: Tx, tenantId: TenantId, gridId: GridId, buildings: readonly GridBuilding[]) {
  const touched = [...new Set([gridId, ...buildings.flatMap((one) => one.fromGridId ?? [])])]
  const { rows } = await sql<{ id: GridId; name: string; nameEn: string } & GridSize>`
    select g.id, g.name, g.name_en as "nameEn", count(b.id)::int as buildings,
      coalesce(sum(b.households), 0)::int as households
    from places.grids g
    left join places.grid_members m on m.tenant_id = g.tenant_id and m.grid_id = g.id and m.to_at is null
    left join places.places b on b.tenant_id = m.tenant_id and b.id = m.place_id and b.ended_at is null
    where g.tenant_id = ${tenantId} and g.id = any(${touched}::uuid[])
    group by g.id, g.name, g.name_en, g.code order by g.code`.execute(tx)
  return rows.map(({ id, name, nameEn, ...before }) => {
    const goes = buildings.filter((one) => one.fromGridId === id)
    const comes = id === gridId ? buildings : []
    const sum = (some: readonly GridBuilding[]) => some.reduce((all, one) => all + one.households, 0)
    const after = {
      buildings: before.buildings - goes.length + comes.length,
      households: before.households - sum(goes) + sum(comes),
    }
    return { id, name, nameEn, before, after, warning: sizeOf(after.households) }
  })
}
