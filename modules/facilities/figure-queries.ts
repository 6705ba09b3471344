import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { FacilityFilter, Figures } from './contract.ts'
import { showSql, whereOf } from './facility-queries.ts'
import { daysAfter } from './inspection.ts'
import { type Doing, registrarScopeSql } from './scope.ts'

/** Days back over which coverage is counted. */
const coverageDays = 90

/** What there is, what presses, and how inspections were kept; each figure counts the list that it leads to. */
export async function figuresOf(tx: Tx, doing: Doing, filter: FacilityFilter): Promise<Figures> {
  const today = dayOf(doing.at)
  const where = await whereOf(tx, doing, filter)
  const counting = (show: 'due' | 'overdue' | 'fault' | 'silent') =>
    sql`count(*) filter (where ${showSql(show, today)})::int`
  const { rows } = await sql<
    Pick<Figures, 'live' | 'due' | 'overdue' | 'fault' | 'silent'>
  >`select count(*)::int as live,
      ${counting('due')} as due, ${counting('overdue')} as overdue, ${counting('fault')} as fault,
      ${counting('silent')} as silent from facilities.facilities f where ${where}`.execute(tx)
  const [counts = { live: 0, due: 0, overdue: 0, fault: 0, silent: 0 }] = rows
  const { rows: asking } = await sql<{ n: number }>`select count(*)::int as n from facilities.residences r
    where r.tenant_id = ${doing.tenantId} and r.state = 'asked'
      and ${registrarScopeSql(doing.actor, sql`r.compound_path`)}`.execute(tx)
  return { ...counts, coverage: await coverageOf(tx, doing, filter), residentsAsking: asking[0]?.n ?? 0 }
}

/**
 * Of the inspections that fell due in the last 90 days, today's not counted: how many were done on or before their day.
 * One that is still open counts as due and not done.
 */
async function coverageOf(tx: Tx, doing: Doing, filter: FacilityFilter): Promise<Figures['coverage']> {
  const today = dayOf(doing.at)
  const from = daysAfter(today, -coverageDays)
  const to = daysAfter(today, -1)
  const where = await whereOf(tx, doing, filter)
  const { rows } = await sql<Figures['coverage']['byPlace'][number]>`with due as (
      select f.compound_id, i.done_on <= i.due_on as in_time from facilities.facilities f
      join facilities.inspections i on i.tenant_id = f.tenant_id and i.facility_id = f.id
      where ${where} and i.due_on between ${from}::date and ${to}::date
      union all
      select f.compound_id, false from facilities.facilities f
      where ${where} and f.next_due_on between ${from}::date and ${to}::date)
    select json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as place, count(*)::int as due,
      count(*) filter (where d.in_time)::int as done
    from due d join places.places_view c on c.tenant_id = ${doing.tenantId} and c.id = d.compound_id
    group by c.id, c.name, c.name_en, c.path order by c.path`.execute(tx)
  const sum = (side: 'due' | 'done') => rows.reduce((all, row) => all + row[side], 0)
  return { from, to, due: sum('due'), done: sum('done'), byPlace: rows }
}
