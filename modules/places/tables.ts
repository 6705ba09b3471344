import type { ColumnType, JSONColumnType } from 'kysely'
import type { GridId, Id, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'

/** Reference systems of stored coordinates; answers are always WGS-84. */
export type Crs = 'WGS84' | 'CGCS2000' | 'GCJ02' | 'BD09'

/** What the program must know of a level; its code and names are the tenant's. */
export type LevelKind = 'area' | 'compound' | 'building' | 'inside'

/** As the map draws them: `road`, `arterial`, `street`, `lane`, `path`, `water`, `park`, `garden`, `railway`, `block`, `footprint` … */
export type FeatureKind = string

type Json = ColumnType<object | null, string | null, string | null>

export type PlacesTables = {
  'places.levels': { tenant_id: TenantId; code: string; rank: number; kind: LevelKind; name: JSONColumnType<Words> }
  'places.places': {
    tenant_id: TenantId
    id: PlaceId
    parent_id: PlaceId | null
    level_code: string
    code: string
    name: string
    name_en: string
    aliases: string[]
    number: number
    path: string
    households: number
    floors: number | null
    search_text: string
    geometry: Json
    lng: number | null
    lat: number | null
    crs: Crs
    created_at: Date
    ended_at: Date | null
  }
  'places.grids': {
    tenant_id: TenantId
    id: GridId
    place_id: PlaceId
    code: string
    name: string
    name_en: string
    created_at: Date
    ended_at: Date | null
  }
  'places.grid_members': {
    tenant_id: TenantId
    id: Id<'gridMember'>
    grid_id: GridId
    place_id: PlaceId
    from_at: Date
    to_at: Date | null
    why: string
  }
  'places.grid_moves': {
    tenant_id: TenantId
    id: Id<'gridMove'>
    grid_id: GridId
    place_ids: PlaceId[]
    from_at: Date
    why: string
    planned_at: Date
    planned_by: PersonId | null
    planned_by_post: PostId | null
    done_at: Date | null
    moved: number | null
    cancelled_at: Date | null
  }
  'places.rooms': {
    tenant_id: TenantId
    id: Id<'room'>
    building_id: PlaceId
    unit: string
    floor: number
    number: string
    area_cm2: number | null
  }
  'places.features': {
    tenant_id: TenantId
    id: Id<'feature'>
    kind: FeatureKind
    width: number | null
    name: string | null
    name_en: string | null
    geometry: Json
  }
}

/** The module's own tables on a transaction. */
export const mine = (tx: Tx) => tx.withTables<PlacesTables>()
