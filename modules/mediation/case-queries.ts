import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { clockStates, endStates, openStates } from './case.ts'
import { numberOf } from './case-service.ts'
import { courtDays, courtReminders, dayClock, daysAfter, defaultLimitDays, warnDays } from './clocks.ts'
import { type CaseFilter, type CaseRow, type caseCounts, type listCases, type Show, shows } from './contract.ts'
import { chargeSql, type Doing } from './scope.ts'
import type { CaseRecord } from './tables.ts'

type Condition = RawBuilder<boolean>

const standing = (states: readonly string[]): Condition => sql<boolean>`c.state = any(${[...states]}::text[])`
const promiseAhead = 2

/** What a list is narrowed to; the counts use the same conditions. Cases are `c`. */
function showSql(show: Show, today: string): Condition {
  switch (show) {
    case 'clock':
      return sql<boolean>`(${standing(clockStates)} and c.due_on <= ${daysAfter(today, warnDays)}::date)`
    case 'court':
      return sql<boolean>`exists (select from mediation.agreements a where a.tenant_id = c.tenant_id and a.case_id = c.id
        and a.dropped_at is null and a.court_state = 'open'
        and a.court_until_on between ${today}::date and ${daysAfter(today, courtReminders[0])}::date)`
    case 'promises':
      return sql<boolean>`(c.state = 'performing' and exists (select from mediation.promises p
        join mediation.agreements a on a.tenant_id = p.tenant_id and a.id = p.agreement_id and a.dropped_at is null
        where p.tenant_id = c.tenant_id and p.case_id = c.id and p.state = 'open'
          and p.due_on <= ${daysAfter(today, promiseAhead)}::date))`
    case 'signing':
      return standing(['agreed'])
    case 'binding':
      return standing(endStates)
    case 'open':
      return standing(openStates)
    default:
      return standing([show])
  }
}

function whereOf({ tenantId, actor, at }: Doing, filter: CaseFilter): Condition {
  const { show, kind, number } = filter
  const digits = number?.replace(/\D+/g, ' ').trim().split(' ').filter(Boolean).at(-1)
  return sql<boolean>`${sql.join(
    [
      sql`c.tenant_id = ${tenantId}`,
      chargeSql(actor, at),
      ...(show ? [showSql(show, dayOf(at))] : []),
      ...(kind?.length ? [sql`c.kind = any(${kind}::text[])`] : []),
      ...(number?.trim() ? [digits ? sql`c.number = ${Number(digits.slice(0, 9))}` : sql`false`] : []),
    ],
    sql` and `,
  )}`
}

type RowSource = CaseRecord & {
  readonly place: CaseRow['place']
  readonly sealed: string[]
  readonly lead: string | null
  readonly court: string | null
  readonly danger: boolean
}

const rowOf = ({ secrets, at }: Doing, row: RowSource): CaseRow => {
  const today = dayOf(at)
  const runs = (clockStates as readonly string[]).includes(row.state)
  return {
    ...{ id: row.id, number: numberOf(row), kind: row.kind, state: row.state, place: row.place, lead: row.lead },
    parties: row.sealed.map((hex) => maskName(secrets.open(Buffer.from(hex, 'hex')))),
    ...{ receivedOn: row.received_on, danger: row.danger },
    clock: runs && row.due_on ? dayClock(row.due_on, row.limit_days ?? defaultLimitDays, today) : null,
    court: row.court ? dayClock(row.court, courtDays, today) : null,
  }
}

/** A page of the cases that the actor is in charge of: what presses first. */
export async function casePage(
  tx: Tx,
  doing: Doing,
  query: QueryOf<typeof listCases>,
): Promise<ResponseOf<typeof listCases>> {
  const { offset = 0, limit = 50 } = query
  const where = whereOf(doing, query)
  const { rows: counted } = await sql<{
    n: number
  }>`select count(*)::int as n from mediation.cases c where ${where}`.execute(tx)
  const { rows } = await sql<RowSource>`select c.*,
      json_build_object('id', l.id, 'name', l.name, 'nameEn', l.name_en) as place,
      array(select encode(p.name_sealed, 'hex') from mediation.parties p where p.tenant_id = c.tenant_id
        and p.case_id = c.id order by p.position) as sealed,
      (select n.name from mediation.case_mediators m join people.persons_view n on n.tenant_id = m.tenant_id
        and n.id = m.person_id where m.tenant_id = c.tenant_id and m.case_id = c.id and m.leads and m.to_at is null) as lead,
      (select a.court_until_on from mediation.agreements a where a.tenant_id = c.tenant_id and a.case_id = c.id
        and a.dropped_at is null and a.court_state = 'open') as court,
      exists (select from mediation.dangers d where d.tenant_id = c.tenant_id and d.case_id = c.id and d.over_at is null)
        as danger
    from mediation.cases c join places.places_view l on l.tenant_id = c.tenant_id and l.id = c.place_id
    where ${where} order by danger desc, c.end_state is not null, c.due_on nulls last, c.received_on desc, c.year desc,
      c.number desc, c.id offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map((row) => rowOf(doing, row)), total: counted[0]?.n ?? 0, offset, limit }
}

/** How many stand in each show. */
export async function countsOf(tx: Tx, doing: Doing): Promise<ResponseOf<typeof caseCounts>> {
  const { tenantId, actor, at } = doing
  const counts = shows.map((show) => sql`count(*) filter (where ${showSql(show, dayOf(at))})::int as ${sql.ref(show)}`)
  const { rows } = await sql<ResponseOf<typeof caseCounts>>`select ${sql.join(counts)} from mediation.cases c
    where c.tenant_id = ${tenantId} and ${chargeSql(actor, at)}`.execute(tx)
  const [row] = rows
  return row ?? (Object.fromEntries(shows.map((show) => [show, 0])) as ResponseOf<typeof caseCounts>)
}
