import type { RawBuilder } from 'kysely'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { openSql } from '../matter-filter.ts'
import { owesAnswerSql } from '../matter-store.ts'

/** A rule between a matter's row and the rows that stand behind it. */
interface StandingCheck {
  readonly name: string
  readonly what: string
  /** Gives `id` of the matters that break it, for `${tenant}`. */
  readonly broken: (tenant: TenantId, now: Date) => RawBuilder<{ id: string }>
}

const open = sql.raw('is null')

/** The open rows of a table by matter, with how many and one value. `until` is the column that ends them. */
const openRows = (tenant: TenantId, table: string, until: string, value: string) => sql`(
  select matter_id, count(*) as n, min(${sql.ref(value)}::text) as value from ${sql.table(table)}
  where tenant_id = ${tenant} and ${sql.ref(until)} ${open} group by matter_id)`

/** Exactly one open row with the column's value where the matter is in a state, none elsewhere. */
const oneWhile =
  (
    table: string,
    until: string,
    value: string,
    during: RawBuilder<boolean>,
    column: RawBuilder<unknown>,
  ): StandingCheck['broken'] =>
  (tenant) =>
    sql`select m.id from matters.matters m
    left join ${openRows(tenant, table, until, value)} r on r.matter_id = m.id
    where m.tenant_id = ${tenant} and case when ${during} then r.n is distinct from 1 or r.value is distinct from ${column}::text
      else r.n is not null end`

const states = (...names: readonly string[]) => sql<boolean>`m.state = any(${names}::text[])`

const checks: readonly StandingCheck[] = [
  {
    name: 'holding',
    what: 'an open matter has exactly one open holding, of its holder; an ended one has none',
    broken: oneWhile('matters.holdings', 'to_at', 'post_id', openSql, sql`m.holder_post_id`),
  },
  {
    name: 'clock',
    what: 'an open matter has exactly one running clock, equal to its columns, unless it is suspended',
    broken: (tenant) => sql`select m.id from matters.matters m left join (
        select matter_id, count(*) as n, min(stage) as stage, min(started_at) as started_at, min(yellow_at) as yellow_at, min(due_at) as due_at
        from matters.clocks where tenant_id = ${tenant} and stopped_at is null group by matter_id) c on c.matter_id = m.id
      where m.tenant_id = ${tenant} and case when ${openSql} and m.state <> 'suspended'
        then (c.n, c.stage, c.started_at, c.yellow_at, c.due_at)
          is distinct from (1::bigint, m.clock_stage, m.clock_started_at, m.clock_yellow_at, m.clock_due_at)
        else c.n is not null or m.clock_due_at is not null end`,
  },
  {
    name: 'suspension',
    what: 'a suspended matter has exactly one open suspension, with its review date; others have none',
    broken: oneWhile('matters.suspensions', 'to_at', 'review_at', states('suspended'), sql`m.review_at`),
  },
  {
    name: 'closure',
    what: 'a closed or void matter has exactly one closure in force, with its outcome; others have none',
    broken: oneWhile('matters.closures', 'reopened_at', 'outcome', states('closed', 'void'), sql`m.outcome`),
  },
  {
    name: 'merge',
    what: 'a merged matter has exactly one merge in force, into the same matter; others have none',
    broken: oneWhile('matters.merges', 'undone_at', 'into_id', states('merged'), sql`m.merged_into_id`),
  },
  {
    name: 'return',
    what: 'a returned matter has exactly one return that waits for review, from as many as it counts; others have none',
    broken: (tenant) => sql`select m.id from matters.matters m left join (
        select matter_id, count(*) as n, count(*) filter (where reviewed_at is null) as waiting from matters.returns
        where tenant_id = ${tenant} group by matter_id) r on r.matter_id = m.id
      where m.tenant_id = ${tenant} and (coalesce(r.n, 0) <> m.returns
        or coalesce(r.waiting, 0) <> case when m.state = 'returned' then 1 else 0 end)`,
  },
  {
    name: 'rally',
    what: 'a matter counts the departments that still owe an answer',
    broken: (tenant) => sql`select m.id from matters.matters m left join (
        select matter_id, count(*) as n from matters.rally_members r
        where tenant_id = ${tenant} and ${owesAnswerSql} group by matter_id) r on r.matter_id = m.id
      where m.tenant_id = ${tenant} and coalesce(r.n, 0) <> m.open_rally_answers`,
  },
  {
    name: 'exclusion',
    what: 'a matter is left out of the rates by a record that a second person agreed to, or waits for it',
    broken: (tenant) => sql`select m.id from matters.matters m left join (
        select matter_id, count(*) as n, bool_or(approved) as approved, bool_or(reviewed_by = proposed_by) as alone from matters.exclusions
        where tenant_id = ${tenant} and approved is not false group by matter_id) x on x.matter_id = m.id
      where m.tenant_id = ${tenant} and (x.alone or m.exclusion <>
        case when x.n is null then 'none' when x.approved then 'approved' else 'proposed' end)`,
  },
  {
    name: 'follow_up',
    what: 'a matter counts the calls of its round that reached nobody, and the times it was urged',
    broken: (tenant) => sql`select m.id from matters.matters m
      left join (select matter_id, round, count(*) as n from matters.follow_ups
        where tenant_id = ${tenant} and not reached and solved is null group by matter_id, round) f
        on f.matter_id = m.id and f.round = m.rounds
      left join (select matter_id, count(*) as n from matters.escalations
        where tenant_id = ${tenant} and cause = 'urge' group by matter_id) u on u.matter_id = m.id
      where m.tenant_id = ${tenant} and (coalesce(f.n, 0) <> m.unreached or coalesce(u.n, 0) <> m.urges)`,
  },
  {
    name: 'order',
    what: 'a matter counts its supervision orders, and waits for an answer or a talk only where there is one',
    broken: (tenant) => sql`select m.id from matters.matters m left join (
        select matter_id, count(*) filter (where kind = 'order') as orders,
          count(*) filter (where kind = 'order' and done_at is null) as unanswered,
          count(*) filter (where kind = 'talk' and done_at is null) as unheld
        from matters.measures where tenant_id = ${tenant} group by matter_id) r on r.matter_id = m.id
      where m.tenant_id = ${tenant} and (coalesce(r.orders, 0) <> m.orders
        or (m.order_due_at is not null and coalesce(r.unanswered, 0) = 0)
        or (m.talk_due_at is not null) <> (coalesce(r.unheld, 0) > 0))`,
  },
  {
    name: 'follower',
    what: 'a reporter follows the matter; followers whom a merge brought follow as long as it holds',
    broken: (
      tenant,
    ) => sql`select m.id from matters.matters m where m.tenant_id = ${tenant} and m.reporter_id is not null
        and not exists (select from matters.followers f where f.tenant_id = m.tenant_id and f.matter_id = m.id and f.person_id = m.reporter_id)
      union select f.matter_id from matters.followers f join matters.matters v on v.tenant_id = f.tenant_id and v.id = f.via_matter_id
      where f.tenant_id = ${tenant} and v.merged_into_id is distinct from f.matter_id`,
  },
  {
    name: 'acting',
    what: 'somebody acts for the post that holds an open matter',
    broken: (tenant, now) => sql`select m.id from matters.matters m where m.tenant_id = ${tenant} and ${openSql}
      and m.holder_post_id in (select h.id from (
        select distinct holder_post_id as id from matters.matters m where m.tenant_id = ${tenant} and ${openSql}) h
        where not exists (select from people.acting(${tenant}, h.id, ${now})))`,
  },
]

export interface StandingFault {
  readonly name: string
  readonly id: string
  readonly what: string
}

/** Matters whose row and the rows behind it do not agree. */
export async function standingFaults(tx: Tx, tenantId: TenantId, now: Date): Promise<StandingFault[]> {
  const faults: StandingFault[] = []
  for (const { name, what, broken } of checks) {
    const { rows } = await broken(tenantId, now).execute(tx)
    faults.push(...rows.map(({ id }) => ({ name, id, what })))
  }
  return faults
}
