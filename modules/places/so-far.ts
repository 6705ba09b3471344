import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { homeSql } from './grid-keeping.ts'

/** What of the register a new office has so far, in counts. */
export interface PlacesSoFar {
  /** Below the uppermost. */
  readonly places: number
  readonly communities: number
  readonly communitiesWithoutGrid: number
  readonly grids: number
}

export async function placesSoFar(tx: Tx, tenantId: TenantId): Promise<PlacesSoFar> {
  const { rows } = await sql<PlacesSoFar>`
    with homes as (
      select exists (select from places.grids g where g.tenant_id = p.tenant_id and g.place_id = p.id and g.ended_at is null) as has
      from places.places p where p.tenant_id = ${tenantId} and p.ended_at is null and p.parent_id is not null and ${homeSql})
    select (select count(*)::int from places.places where tenant_id = ${tenantId} and ended_at is null and parent_id is not null) as places,
      (select count(*)::int from homes) as communities,
      (select count(*)::int from homes where not has) as "communitiesWithoutGrid",
      (select count(*)::int from places.grids where tenant_id = ${tenantId} and ended_at is null) as grids`.execute(tx)
  return rows[0] ?? { places: 0, communities: 0, communitiesWithoutGrid: 0, grids: 0 }
}
