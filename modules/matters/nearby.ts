import type { RawBuilder } from 'kysely'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { metresADegree } from '../../kernel/contract/metres.ts'
import { sql } from '../../kernel/db.ts'

/** Where something is being reported. */
export interface Here {
  readonly tenantId: TenantId
  readonly placeId: PlaceId
  readonly point: { lng: number; lat: number } | null
}

/** Metres: what lies farther has its own matter. */
const nearby = 1000

/** A part of a query, `here`: the place asked about, its point (that of the report, if it has one), and how narrow a degree is there. */
export const hereSql = ({ tenantId, placeId, point }: Here): RawBuilder<unknown> => sql`
  here as materialized (select path, cos(radians(lat)) as narrow, lng, lat from (select path,
      coalesce(${point?.lng ?? null}::float8, lng) as lng, coalesce(${point?.lat ?? null}::float8, lat) as lat
    from places.places_view where tenant_id = ${tenantId} and id = ${placeId}) place)`

/** Whether a row of these columns lies in a square around `here`. */
export const withinSql = (lng: RawBuilder<unknown>, lat: RawBuilder<unknown>): RawBuilder<boolean> => {
  const reach = sql`${nearby / metresADegree}::float8`
  return sql<boolean>`(${lat} between here.lat - ${reach} and here.lat + ${reach}
    and ${lng} between here.lng - ${reach} / here.narrow and here.lng + ${reach} / here.narrow)`
}

/** Whether the matter `m` lies at the place of `here`, below it, or around it. */
export const isNearSql = sql<boolean>`((m.place_path >= here.path and m.place_path < here.path || ':')
  or ${withinSql(sql`m.lng`, sql`m.lat`)})`
