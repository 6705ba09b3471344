import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { firmScopeSql } from '../enterprises/public.ts'
import type { FinanceFigures, WantFilter, WantRow } from './contract.ts'
import { wantKeepers } from './roles.ts'

/** The month in which a want was raised, on a Chinese wall. */
export const monthSql = sql<string>`to_char(w.raised_at at time zone 'Asia/Shanghai', 'YYYY-MM')`

// By the numbers in the path: by its beginning PostgreSQL would read all places for each want.
const nearestArea = sql`from places.places_view p
  where p.tenant_id = f.tenant_id and p.level_kind = 'area' and p.number = any(places.numbers_in(f.place_path))
  order by p.level_rank desc limit 1`

/** The community (or whatever area is nearest) in which firm `f` works, as `c`. */
export const communityJoin = sql`left join lateral (select p.id, p.name, p.name_en, p.path ${nearestArea}) c on true`

/** Wants `w` of firms `f`. */
export const wants = sql`finance.wants_now w
  join enterprises.firms_view f on f.tenant_id = w.tenant_id and f.id = w.firm_id`

/** What came of a want's referrals, as `r`. */
export const cameOf = sql`join lateral (select
    count(*) filter (where x.state <> 'taken_back')::int as passed,
    count(*) filter (where x.state in ('approved', 'drawn'))::int as approved,
    coalesce(sum(x.approved_fen), 0)::bigint as fen
  from finance.referrals x where x.tenant_id = w.tenant_id and x.want_id = w.id) r on true`

const figureSql: Readonly<Record<'wants' | 'passed' | 'approved', RawBuilder<boolean>>> = {
  wants: sql<boolean>`true`,
  passed: sql<boolean>`r.passed > 0`,
  approved: sql<boolean>`r.approved > 0`,
}

/** Figures over the wants that are selected; each counts the rows that the list shows for it. */
export const figuresSql = sql`count(*)::int as wants, coalesce(sum(w.amount_fen), 0)::bigint as "wantedFen",
  count(*) filter (where ${figureSql.passed})::int as passed,
  count(*) filter (where ${figureSql.approved})::int as approved,
  coalesce(sum(r.fen), 0)::bigint as "approvedFen"`

export const noFigures: FinanceFigures = { wants: 0, wantedFen: 0, passed: 0, approved: 0, approvedFen: 0 }

export const rowColumns = sql`w.id, jsonb_build_object('id', f.id, 'name', f.name, 'nameEn', f.name_en) as firm,
  case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) end as place,
  w.amount_fen as "amountFen", w.months, w.use, w.words, w.needed_by::text as "neededBy", w.state,
  w.raised_at as "raisedAt", r.passed, r.approved, r.fen as "approvedFen"`

export type WantSource = Omit<WantRow, 'raisedAt'> & { raisedAt: Date }

export const wantRow = ({ raisedAt, ...row }: WantSource): WantRow => ({ ...row, raisedAt: raisedAt.toISOString() })

/** Wants of the actor's area that a filter selects, the newest first, with the figures of all that it selects but for `figure`. */
export async function wantPage(tx: Tx, actor: Actor, query: WantFilter & { offset?: number; limit?: number }) {
  const { offset = 0, limit = 50, figure = 'wants' } = query
  const where = whereSql(actor, query)
  const { rows } = await sql<WantSource>`select ${rowColumns} from ${wants} ${cameOf} ${communityJoin}
    where ${where} and ${figureSql[figure]} order by w.raised_at desc, w.id desc offset ${offset} limit ${limit}`.execute(
    tx,
  )
  const counted = await sql<FinanceFigures>`select ${figuresSql} from ${wants} ${cameOf} where ${where}`.execute(tx)
  const figures = counted.rows[0] ?? noFigures
  const mayRaise = actor.posts.some(({ role }) => (wantKeepers as readonly string[]).includes(role))
  return { rows: rows.map(wantRow), total: figures[figure], offset, limit, figures, mayRaise }
}

/** How many wants of the actor's area a filter selects. */
export async function countWants(tx: Tx, actor: Actor, filter: Omit<WantFilter, 'figure'>): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from ${wants} where ${whereSql(actor, filter)}`.execute(tx)
  return rows[0]?.n ?? 0
}

function whereSql(actor: Actor, filter: WantFilter): RawBuilder<unknown> {
  const like = `%${(filter.q ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
  return sql.join(
    [
      sql`w.tenant_id = ${actor.tenantId}`,
      firmScopeSql(actor),
      ...(filter.q ? [sql`lower(concat_ws(' ', f.name, f.name_en, f.uscc, w.words)) like ${like}`] : []),
      ...(filter.state?.length ? [sql`w.state = any(${filter.state}::text[])`] : []),
      ...(filter.use ? [sql`w.use = ${filter.use}`] : []),
      ...(filter.firmId ? [sql`w.firm_id = ${filter.firmId}`] : []),
      ...(filter.placeId ? [sql`(select p.id ${nearestArea}) = ${filter.placeId}`] : []),
      ...(filter.month ? [sql`${monthSql} = ${filter.month}`] : []),
      ...(filter.fromMonth ? [sql`${monthSql} >= ${filter.fromMonth}`] : []),
      ...(filter.toMonth ? [sql`${monthSql} <= ${filter.toMonth}`] : []),
    ],
    sql` and `,
  )
}
