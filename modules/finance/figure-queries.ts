import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { firmScopeSql } from '../enterprises/public.ts'
import type { FinanceFigures, WantRow } from './contract.ts'
import { cameOf, communityJoin, figuresSql, monthSql, noFigures, wants } from './want-queries.ts'

const mostMonths = 60

/** `2026-01` so many months later. */
export function monthAfter(month: string, more: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + more
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** Figures of the actor's area month by month (in which wants were raised) and by community; twelve months unless said. */
export async function figuresOf(tx: Tx, actor: Actor, query: { from?: string; to?: string }, now: Date) {
  const to = query.to ?? dayOf(now).slice(0, 7)
  const from = query.from ?? monthAfter(to, -11)
  if (from > to || monthAfter(from, mostMonths) <= to) refuseSpan()
  const where = sql`w.tenant_id = ${actor.tenantId} and ${firmScopeSql(actor)}
    and ${monthSql} >= ${from} and ${monthSql} <= ${to}`
  const byMonth = await sql<FinanceFigures & { month: string }>`
    select ${monthSql} as month, ${figuresSql} from ${wants} ${cameOf} where ${where} group by 1`.execute(tx)
  const byPlace = await sql<FinanceFigures & { place: WantRow['place'] }>`
    select case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) end
      as place, ${figuresSql} from ${wants} ${cameOf} ${communityJoin}
    where ${where} group by c.id, c.name, c.name_en, c.path order by c.path nulls last`.execute(tx)
  const total = await sql<FinanceFigures>`select ${figuresSql} from ${wants} ${cameOf} where ${where}`.execute(tx)
  const known = new Map(byMonth.rows.map((row) => [row.month, row]))
  return {
    from,
    to,
    total: total.rows[0] ?? noFigures,
    months: monthsFrom(from, to).map((month) => ({ ...(known.get(month) ?? noFigures), month })),
    places: byPlace.rows,
  }
}

function monthsFrom(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = from; month <= to; month = monthAfter(month, 1)) months.push(month)
  return months
}

function refuseSpan(): never {
  const words = { zh: '起止月份不对，一次最多看五年', en: 'Not such a span of months; at most five years at once' }
  return fail('invalid', 'finance.bad_months', words, [{ path: 'from', words }])
}
