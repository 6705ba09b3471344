import { fail } from '../../kernel/contract/errors.ts'
import { type GridId, type Id, newId, type PlaceId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { searchText } from './place-names.ts'
import { type Crs, type FeatureKind, type LevelKind, mine } from './tables.ts'

export interface NewLevel {
  readonly code: string
  /** 0 for the root's level, growing downwards. */
  readonly rank: number
  readonly kind: LevelKind
  readonly name: Words
}

export interface NewPlace {
  readonly id?: PlaceId
  readonly parentId: PlaceId | null
  readonly level: string
  /** Public code, unique in the tenant. */
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly aliases?: readonly string[]
  readonly households?: number
  readonly floors?: number | null
  /** GeoJSON geometry in `crs`. */
  readonly geometry?: object | null
  readonly lng?: number | null
  readonly lat?: number | null
  readonly crs?: Crs
}

export interface NewGrid {
  readonly id?: GridId
  readonly placeId: PlaceId
  readonly code: string
  readonly name: string
  readonly nameEn: string
}

export interface NewGridMember {
  readonly gridId: GridId
  readonly placeId: PlaceId
  readonly fromAt: Date
  readonly toAt?: Date | null
  readonly why: string
}

export interface NewRoom {
  readonly buildingId: PlaceId
  readonly unit: string
  readonly floor: number
  readonly number: string
  /** Registered floor area in cm²; null where unknown. */
  readonly areaCm2?: number | null
}

export interface NewFeature {
  readonly kind: FeatureKind
  /** Of roads and rails, in metres. */
  readonly width?: number | null
  readonly name?: string | null
  readonly nameEn?: string | null
  /** GeoJSON geometry in WGS-84. */
  readonly geometry: object
}

/** Rows a statement: well below PostgreSQL's 65,535 parameters. */
const chunkSize = 1000

async function inChunks<T>(rows: readonly T[], insert: (chunk: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += chunkSize) await insert(rows.slice(from, from + chunkSize))
}

export async function addLevel(tx: Tx, tenantId: TenantId, level: NewLevel): Promise<void> {
  const { code, rank, kind, name } = level
  await mine(tx)
    .insertInto('places.levels')
    .values({ tenant_id: tenantId, code, rank, kind, name: JSON.stringify(name) })
    .execute()
}

interface Above {
  path: string
  searchText: string
}

/**
 * Adds places with their numbers, paths and search texts. A parent must exist or stand earlier in the list.
 * @returns the ids, in the order given.
 */
export async function addPlaces(tx: Tx, tenantId: TenantId, places: readonly NewPlace[], at: Date): Promise<PlaceId[]> {
  let number = await lockNumbers(tx, tenantId)
  const above = await loadParents(tx, tenantId, places)
  const rows = places.map((place) => {
    const id = place.id ?? newId<'place'>()
    const parent = place.parentId === null ? { path: '/', searchText: '' } : above.get(place.parentId)
    if (!parent)
      return fail('invalid', 'places.no_parent', { zh: '上级地点不存在', en: 'The place above does not exist' })
    number += 1
    const path = `${parent.path}${number}/`
    const text = searchText(parent.searchText, place.name, place.aliases ?? [])
    above.set(id, { path, searchText: text })
    return {
      tenant_id: tenantId,
      id,
      parent_id: place.parentId,
      level_code: place.level,
      code: place.code,
      name: place.name,
      name_en: place.nameEn,
      aliases: [...(place.aliases ?? [])],
      number,
      path,
      households: place.households ?? 0,
      floors: place.floors ?? null,
      search_text: text,
      geometry: place.geometry ? JSON.stringify(place.geometry) : null,
      lng: place.lng ?? null,
      lat: place.lat ?? null,
      crs: place.crs ?? 'WGS84',
      created_at: at,
      ended_at: null,
    }
  })
  await inChunks(rows, (chunk) => mine(tx).insertInto('places.places').values(chunk).execute())
  return rows.map((row) => row.id)
}

/** The last number given out; whoever asks at the same time waits, so that no number is given twice. */
export async function lockNumbers(tx: Tx, tenantId: TenantId): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('places.number ' || ${tenantId}::text, 0))`.execute(tx)
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(number), 0) as last from places.places where tenant_id = ${tenantId}`.execute(tx)
  return rows[0]?.last ?? 0
}

async function loadParents(tx: Tx, tenantId: TenantId, places: readonly NewPlace[]): Promise<Map<PlaceId, Above>> {
  const ids = [...new Set(places.flatMap((place) => place.parentId ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await mine(tx)
    .selectFrom('places.places')
    .select(['id', 'path', 'search_text as searchText'])
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`id = any(${ids})`)
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

export async function addGrid(tx: Tx, tenantId: TenantId, grid: NewGrid, at: Date): Promise<GridId> {
  const id = grid.id ?? newId<'grid'>()
  const { placeId, code, name, nameEn } = grid
  await mine(tx)
    .insertInto('places.grids')
    .values({ tenant_id: tenantId, id, place_id: placeId, code, name, name_en: nameEn, created_at: at, ended_at: null })
    .execute()
  return id
}

export async function addGridMembers(tx: Tx, tenantId: TenantId, members: readonly NewGridMember[]): Promise<void> {
  const rows = members.map((member) => ({
    tenant_id: tenantId,
    id: newId<'gridMember'>(),
    grid_id: member.gridId,
    place_id: member.placeId,
    from_at: member.fromAt,
    to_at: member.toAt ?? null,
    why: member.why,
  }))
  await inChunks(rows, (chunk) => mine(tx).insertInto('places.grid_members').values(chunk).execute())
}

export async function addRooms(tx: Tx, tenantId: TenantId, rooms: readonly NewRoom[]): Promise<Id<'room'>[]> {
  const ids = rooms.map(() => newId<'room'>())
  if (rooms.length === 0) return ids
  const column = <Value>(of: (room: NewRoom) => Value): Value[] => rooms.map(of)
  await sql`insert into places.rooms (tenant_id, id, building_id, unit, floor, number, area_cm2)
    select ${tenantId}, r.id, r.building_id, r.unit, r.floor, r.number, r.area_cm2
    from unnest(${ids}::uuid[], ${column(({ buildingId }) => buildingId)}::uuid[], ${column(({ unit }) => unit)}::text[],
      ${column(({ floor }) => floor)}::integer[], ${column(({ number }) => number)}::text[],
      ${column(({ areaCm2 }) => areaCm2 ?? null)}::bigint[]) as r(id, building_id, unit, floor, number, area_cm2)`.execute(
    tx,
  )
  return ids
}

export async function addFeatures(tx: Tx, tenantId: TenantId, features: readonly NewFeature[]): Promise<void> {
  const rows = features.map((feature) => ({
    tenant_id: tenantId,
    id: newId<'feature'>(),
    kind: feature.kind,
    width: feature.width ?? null,
    name: feature.name ?? null,
    name_en: feature.nameEn ?? null,
    geometry: JSON.stringify(feature.geometry),
  }))
  await inChunks(rows, (chunk) => mine(tx).insertInto('places.features').values(chunk).execute())
}
