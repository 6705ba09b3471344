import type { Actor } from '../../../kernel/actor.ts'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { answerFigures, partSql } from '../figures.ts'
import { whereSql } from '../matter-filter.ts'
import type { ImportFigures } from './contract.ts'
import type { ImportId } from './import-tables.ts'

const dayMs = 86_400_000

interface Totals extends Record<string, number | null> {
  total: number
  median_workdays: number | null
  median_ms: number | null
}

/**
 * How the matters of an import were answered, in the actor's scope. Counted by the very conditions that the list behind
 * each number filters by; working days as they were reckoned when the rows came in (see answer-time.ts).
 */
export async function figuresOf(tx: Tx, actor: Actor, importId: ImportId, now: Date): Promise<ImportFigures> {
  const where = sql`${whereSql(actor, { importId }, now)} and m.state not in ('void', 'merged')`
  const from = sql`from matters.matters m
    join matters.import_rows r on r.tenant_id = m.tenant_id and r.matter_id = m.id where ${where}`
  const elapsed = sql`extract(epoch from r.answered_at - m.reported_at) * 1000`
  const counts = sql.join(
    answerFigures.map(
      (figure) => sql`count(*) filter (where ${partSql(figure, 'numerator', now)})::int as ${sql.ref(figure.code)}`,
    ),
  )
  const totals = await sql<Totals>`select count(*)::int as total, ${counts},
      percentile_cont(0.5) within group (order by r.workdays) filter (where r.answered_at is not null) as median_workdays,
      percentile_cont(0.5) within group (order by (${elapsed})::float8) filter (where r.answered_at is not null) as median_ms
    ${from}`.execute(tx)
  const months = await sql<Record<string, number> & { month: string }>`
    select to_char(m.reported_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, ${counts} ${from} group by 1 order by 1`.execute(
    tx,
  )
  const longest = await sql<{ id: MatterId; number: string; workdays: number; ms: number }>`
    select m.id, m.number, r.workdays, (${elapsed})::float8 as ms ${from} and r.answered_at is not null
    order by r.workdays desc, ms desc, m.id limit 1`.execute(tx)
  return present(totals.rows[0], months.rows, longest.rows[0])
}

function present(
  totals: Totals | undefined,
  months: readonly (Record<string, number> & { month: string })[],
  longest: { id: MatterId; number: string; workdays: number; ms: number } | undefined,
): ImportFigures {
  const { median_workdays: workdays = null, median_ms: ms = null } = totals ?? {}
  const count = (row: Record<string, unknown> | undefined, code: string) => Number(row?.[code] ?? 0)
  return {
    total: totals?.total ?? 0,
    answered: count(totals, 'answered'),
    within5: count(totals, 'answered_5'),
    within15: count(totals, 'answered_15'),
    later: count(totals, 'answered_later'),
    unanswered: count(totals, 'unanswered'),
    median: workdays === null || ms === null ? null : { workdays, days: ms / dayMs },
    longest: longest
      ? { matterId: longest.id, number: longest.number, workdays: longest.workdays, days: longest.ms / dayMs }
      : null,
    months: months.map((row) => ({
      month: row.month,
      within5: count(row, 'answered_5'),
      from6to15: count(row, 'answered_6_15'),
      later: count(row, 'answered_later'),
      unanswered: count(row, 'unanswered'),
    })),
  }
}
