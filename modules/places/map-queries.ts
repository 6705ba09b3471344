import { notFound } from '../../kernel/contract/errors.ts'
import type { GridId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { geometryToWgs84, outlineOf, positionsOf } from './geo.ts'
import { type Crs, type LevelKind, mine } from './tables.ts'

/** More buildings than this are not drawn at once: ask for a smaller place. */
const mostBuildings = 5000

const gridMarginMetres = 9

interface DrawnPlace {
  id: PlaceId
  parentId: PlaceId | null
  name: string
  nameEn: string
  level: string
  kind: LevelKind
  floors: number | null
  households: number
  geometry: object
  crs: Crs
  gridId: GridId | null
}

interface Feature {
  type: 'Feature'
  id?: string
  geometry: object
  properties: Record<string, unknown>
}

const collection = (features: Feature[]) => ({ type: 'FeatureCollection' as const, features })

/** Everything that the map of a place (of the whole tenant without one) is drawn from, in WGS-84. */
export async function mapOf(tx: Tx, tenantId: TenantId, placeId: PlaceId | null, at: Date) {
  const drawn = await drawnPlaces(tx, tenantId, await pathOf(tx, tenantId, placeId), at)
  const buildings = drawn.filter((place) => place.kind === 'building')
  return {
    base: collection(await baseFeatures(tx, tenantId)),
    areas: collection(drawn.filter((place) => place.kind === 'area' || place.kind === 'compound').map(featureOf)),
    buildings: collection(buildings.length > mostBuildings ? [] : buildings.map(featureOf)),
    grids: collection(await gridFeatures(tx, tenantId, buildings)),
  }
}

async function pathOf(tx: Tx, tenantId: TenantId, placeId: PlaceId | null): Promise<string> {
  if (!placeId) return '/'
  const row = await mine(tx)
    .selectFrom('places.places')
    .select('path')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', placeId)
    .executeTakeFirst()
  return row?.path ?? notFound()
}

async function drawnPlaces(tx: Tx, tenantId: TenantId, path: string, at: Date): Promise<DrawnPlace[]> {
  const { rows } = await sql<DrawnPlace>`
    select p.id, p.parent_id as "parentId", p.name, p.name_en as "nameEn", p.level_code as level, l.kind, p.floors, p.households, p.geometry, p.crs,
      m.grid_id as "gridId"
    from places.places p
    join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code
    left join places.grid_members m on m.tenant_id = p.tenant_id and m.place_id = p.id and m.from_at <= ${at}
      and (m.to_at is null or m.to_at > ${at})
    where p.tenant_id = ${tenantId} and p.path >= ${path} and p.path < ${`${path}:`} and p.geometry is not null
      and p.ended_at is null
    order by p.path`.execute(tx)
  return rows.map((row) => ({ ...row, geometry: geometryToWgs84(row.crs, row.geometry) }))
}

function featureOf({ geometry, crs: _, ...properties }: DrawnPlace): Feature {
  return { type: 'Feature', id: properties.id, geometry, properties }
}

async function baseFeatures(tx: Tx, tenantId: TenantId): Promise<Feature[]> {
  const rows = await mine(tx)
    .selectFrom('places.features')
    .select(['id', 'kind', 'width', 'name', 'name_en', 'geometry'])
    .where('tenant_id', '=', tenantId)
    .orderBy('kind')
    .execute()
  return rows.map(({ id, kind, width, name, name_en: nameEn, geometry }) => ({
    type: 'Feature',
    id,
    geometry: geometry ?? {},
    properties: { id, kind, ...(width === null ? {} : { width }), name, nameEn },
  }))
}

async function gridFeatures(tx: Tx, tenantId: TenantId, buildings: readonly DrawnPlace[]): Promise<Feature[]> {
  const members = new Map<GridId, DrawnPlace[]>()
  for (const building of buildings) {
    if (!building.gridId) continue
    const own = members.get(building.gridId)
    if (own) own.push(building)
    else members.set(building.gridId, [building])
  }
  const rows = await mine(tx)
    .selectFrom('places.grids')
    .select(['id', 'name', 'name_en', 'place_id'])
    .where('tenant_id', '=', tenantId)
    .where('ended_at', 'is', null)
    .orderBy('code')
    .execute()
  return rows.flatMap(({ id, name, name_en: nameEn, place_id: placeId }): Feature[] => {
    const own = members.get(id) ?? []
    const geometry = outlineOf(
      own.flatMap((building) => positionsOf(building.geometry)),
      gridMarginMetres,
    )
    if (!geometry) return []
    const households = own.reduce((sum, building) => sum + building.households, 0)
    const properties = { id, kind: 'grid', name, nameEn, placeId, buildings: own.length, households }
    return [{ type: 'Feature', id, geometry, properties }]
  })
}
