import type { Actor } from '../../../kernel/actor.ts'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayFromNumber, dayNumberOf } from '../../../kernel/time/day.ts'
import { keeperScopeSql } from './doing.ts'
import { standingSql } from './hours-queries.ts'

/**
 * How often somebody served in a place on days that begin in `[from, to)`: entries that stand, for who keeps them.
 * @returns null for who may not see the ledger; `to` is the address of the list of exactly these
 */
export async function timesServed(
  tx: Tx,
  actor: Actor,
  asked: { readonly placeId: PlaceId; readonly placePath: string; readonly from: Date; readonly to: Date },
): Promise<{ value: number; to: string } | null> {
  const scope = keeperScopeSql(actor, sql`e.place_path`)
  const [first, last] = [dayNumberOf(asked.from), dayNumberOf(asked.to) - 1].map(dayFromNumber)
  const { rows } = await sql<{
    sees: boolean
    n: number
  }>`select ${keeperScopeSql(actor, sql`${asked.placePath}::text`)} as sees,
      (select count(*)::int from neighbours.hours_entries e where e.tenant_id = ${actor.tenantId} and ${scope} and ${standingSql}
        and e.on_day between ${first}::date and ${last}::date
        and e.place_path >= ${asked.placePath} and e.place_path < ${`${asked.placePath}:`}) as n`.execute(tx)
  if (!rows[0]?.sees) return null
  const query = `standing=yes&days=${first}..${last}&placeId=${asked.placeId}`
  return { value: rows[0].n, to: `/neighbours/hours?${query}` }
}
