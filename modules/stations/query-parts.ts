import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { WorkCalendar } from '../../kernel/time/work-calendar.ts'
import { pathRange, placeOf } from '../places/public.ts'
import { openState, type Week } from './opening.ts'
import type { Condition } from './scope.ts'

/** How hours stand at an instant, as it travels. */
export function openShape(hours: Week, calendar: WorkCalendar, at: Date) {
  const { open, changesAt } = openState(hours, calendar, at)
  return { open, changesAt: changesAt?.toISOString() ?? null }
}

/** `x.place_path` lies in a place; everything where none is asked for, nothing where there is no such place. */
export async function withinSql(tx: Tx, tenantId: TenantId, alias: string, placeId?: PlaceId): Promise<Condition> {
  if (!placeId) return sql<boolean>`true`
  const place = await placeOf(tx, tenantId, placeId)
  const range = place ? pathRange(place.path) : null
  const path = sql.ref(`${alias}.place_path`)
  return range ? sql<boolean>`(${path} >= ${range.from} and ${path} < ${range.to})` : sql<boolean>`false`
}

/** A typed part of a name, for `ilike`. */
export const likeSql = (q: string | undefined): string | null => {
  const part = q?.trim().replace(/[\\%_]/g, '\\$&')
  return part ? `%${part}%` : null
}
