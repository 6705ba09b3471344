import type { RawBuilder } from 'kysely'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { pathRange, placeOf } from '../places/public.ts'

/** The condition that a path lies in a place; true where none is asked for, false where there is no such place. */
export async function inPlaceSql(
  tx: Tx,
  tenantId: TenantId,
  placeId: PlaceId | undefined,
  path: RawBuilder<unknown>,
): Promise<RawBuilder<boolean>> {
  if (!placeId) return sql<boolean>`true`
  const place = await placeOf(tx, tenantId, placeId)
  if (!place) return sql<boolean>`false`
  const { from, to } = pathRange(place.path)
  return sql<boolean>`(${path} >= ${from} and ${path} < ${to})`
}
