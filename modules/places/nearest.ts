import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { metresADegree, metresBetween } from '../../kernel/contract/metres.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { toWgs84 } from './geo.ts'
import type { Crs } from './tables.ts'

/** Coordinates kept in GCJ-02 or BD-09 lie up to some 1,200 m from where they are in WGS-84. */
const shiftMetres = 1200

/**
 * The building nearest to a point.
 * @param point in WGS-84.
 * @param within metres; beyond them there is none.
 */
export async function nearestBuilding(
  tx: Tx,
  tenantId: TenantId,
  point: { readonly lng: number; readonly lat: number },
  within: number,
): Promise<PlaceId | null> {
  const high = (within + shiftMetres) / metresADegree
  const wide = high / Math.max(0.01, Math.cos((point.lat * Math.PI) / 180))
  const { rows } = await sql<{ id: PlaceId; lng: number; lat: number; crs: Crs }>`
    select p.id, p.lng, p.lat, p.crs from places.places p
    join places.levels l on l.tenant_id = p.tenant_id and l.code = p.level_code and l.kind = 'building'
    where p.tenant_id = ${tenantId} and p.ended_at is null
      and p.lng between ${point.lng - wide} and ${point.lng + wide}
      and p.lat between ${point.lat - high} and ${point.lat + high}`.execute(tx)
  const near = rows
    .map(({ id, crs, lng, lat }) => {
      const at = toWgs84(crs, lng, lat)
      return { id, metres: metresBetween(point, { lng: at.lng ?? lng, lat: at.lat ?? lat }) }
    })
    .filter(({ metres }) => metres <= within)
  return near.toSorted((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1))[0]?.id ?? null
}
