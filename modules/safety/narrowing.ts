import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayNumberFrom, startOfDayMs } from '../../kernel/time/day.ts'
import { pathRange, placeOf } from '../places/public.ts'
import type { Condition } from './scope.ts'

export const all = (conditions: readonly Condition[]): Condition => sql<boolean>`${sql.join(conditions, sql` and `)}`

/** Within a place and below; nothing where there is no such place. */
export async function belowSql(
  tx: Tx,
  tenantId: TenantId,
  path: Condition | ReturnType<typeof sql>,
  placeId: PlaceId | undefined,
): Promise<Condition[]> {
  if (!placeId) return []
  const place = await placeOf(tx, tenantId, placeId)
  if (!place) return [sql<boolean>`false`]
  const { from, to } = pathRange(place.path)
  return [sql<boolean>`(${path} >= ${from} and ${path} < ${to})`]
}

const startOf = (day: string, after = 0): Date => new Date(startOfDayMs(dayNumberFrom(day) + after))

/** An instant within days that both count. */
export const withinSql = (
  at: ReturnType<typeof sql>,
  from: string | undefined,
  to: string | undefined,
): Condition[] => [
  ...(from ? [sql<boolean>`${at} >= ${startOf(from)}`] : []),
  ...(to ? [sql<boolean>`${at} < ${startOf(to, 1)}`] : []),
]

/** Typed words as a part of a text. */
export const partOf = (q: string | undefined): string | null => {
  const part = q?.trim().replace(/[\\%_]/g, '\\$&')
  return part ? `%${part}%` : null
}
