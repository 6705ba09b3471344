import type { GridId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { LevelKind } from './tables.ts'

export { defaultLevels } from './defaults.ts'
export { levelColumns, levelKey } from './import/columns.ts'
export { type Passing, type PlannedMove, registerMovePreview } from './move-preview.ts'
export { nearestBuilding } from './nearest.ts'
export { normalName } from './place-names.ts'
export { findPlaces, levelsOf } from './place-queries.ts'
export {
  addFeatures,
  addGrid,
  addGridMembers,
  addLevel,
  addPlaces,
  addRooms,
  type NewFeature,
  type NewGrid,
  type NewGridMember,
  type NewLevel,
  type NewPlace,
  type NewRoom,
} from './place-store.ts'
export { countWithin, type PlaceUse, registerPlaceUse } from './place-uses.ts'
export { type ResidentsOf, residentsOf } from './populations.ts'
export { registerRoomUse, removeUnusedRooms } from './room-uses.ts'
export { type PlacesSoFar, placesSoFar } from './so-far.ts'
export type { Crs, FeatureKind, LevelKind } from './tables.ts'

/** A place as other modules need it. */
export interface Place {
  readonly id: PlaceId
  readonly parentId: PlaceId | null
  readonly level: string
  readonly levelKind: LevelKind
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** `/1/7/42/`. */
  readonly path: string
  readonly households: number
  /** In WGS-84 unless `crs` says otherwise. */
  readonly lng: number | null
  readonly lat: number | null
  readonly ended: boolean
}

const columns = sql`p.id, p.parent_id as "parentId", p.level_code as level, p.level_kind as "levelKind", p.code, p.name,
  p.name_en as "nameEn", p.path, p.households, p.lng, p.lat, p.ended_at is not null as ended`

/**
 * The places at and below a path are those with `path >= from and path < to`: an index range, also with parameters.
 * @param path materialised path, ending in `/`.
 */
export const pathRange = (path: string): { from: string; to: string } => ({ from: path, to: `${path}:` })

/** One place of the tenant, or null. */
export async function placeOf(tx: Tx, tenantId: TenantId, placeId: PlaceId): Promise<Place | null> {
  const { rows } = await sql<Place>`
    select ${columns} from places.places_view p where p.tenant_id = ${tenantId} and p.id = ${placeId}`.execute(tx)
  return rows[0] ?? null
}

/** The place with that public code, or null. */
export async function placeByCode(tx: Tx, tenantId: TenantId, code: string): Promise<Place | null> {
  const { rows } = await sql<Place>`
    select ${columns} from places.places_view p
    where p.tenant_id = ${tenantId} and p.code = ${code} and p.ended_at is null`.execute(tx)
  return rows[0] ?? null
}

/** The place itself, then what stands above it, up to the root; empty when there is no such place. */
export async function ancestorsOf(tx: Tx, tenantId: TenantId, placeId: PlaceId): Promise<Place[]> {
  const { rows } = await sql<Place>`
    with recursive up as (
      select id, parent_id, 0 as hop from places.places where tenant_id = ${tenantId} and id = ${placeId}
      union all
      select a.id, a.parent_id, up.hop + 1 from places.places a join up on a.id = up.parent_id where a.tenant_id = ${tenantId})
    select ${columns} from up join places.places_view p on p.tenant_id = ${tenantId} and p.id = up.id order by up.hop`.execute(
    tx,
  )
  return rows
}

/** The grid that answers for a place at an instant: its own or the nearest above; of a compound, that of most of its buildings. */
export async function gridOf(tx: Tx, tenantId: TenantId, placeId: PlaceId, at: Date): Promise<GridId | null> {
  const { rows } = await sql<{ grid: GridId | null }>`
    select places.grid_of(${tenantId}, ${placeId}, ${at}) as grid`.execute(tx)
  return rows[0]?.grid ?? null
}

export interface PlaceName {
  readonly id: PlaceId
  readonly name: string
  readonly aliases: readonly string[]
  readonly kind: LevelKind
  readonly parentName: string | null
}

/** Names of all places of the tenant, for recognising them in a text. */
export async function tenantPlaceNames(tx: Tx, tenantId: TenantId): Promise<PlaceName[]> {
  const { rows } = await sql<PlaceName>`
    select p.id, p.name, p.aliases, p.level_kind as kind, a.name as "parentName"
    from places.places_view p left join places.places a on a.tenant_id = p.tenant_id and a.id = p.parent_id
    where p.tenant_id = ${tenantId} and p.ended_at is null order by p.path`.execute(tx)
  return rows
}
