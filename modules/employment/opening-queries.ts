import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { firmScopeSql } from '../enterprises/public.ts'
import type { OpeningFilter, OpeningRow } from './contract.ts'
import type { OpeningId } from './events.ts'
import { monthRange } from './month.ts'

type Condition = RawBuilder<boolean>

export interface OpeningSource {
  id: OpeningId
  firm_id: FirmId
  firm_name: string
  firm_name_en: string | null
  firm_path: string
  firm_grid: string | null
  title: string
  headcount: number
  hours: OpeningRow['hours']
  pay_unit: OpeningRow['payUnit']
  pay_from_fen: number
  pay_to_fen: number
  education: OpeningRow['education']
  experience_months: number
  skills: string[]
  words: string
  place_id: PlaceId
  place_name: string
  place_name_en: string
  above_name: string
  above_name_en: string
  lng: number | null
  lat: number | null
  from_on: Day
  until_on: Day
  state: OpeningRow['state']
  ended_on: Day | null
  ended_why: Words | null
  hired: number
  by_firm: boolean
  opened_at: Date
}

const columns = sql`o.*, f.name as firm_name, f.name_en as firm_name_en, f.place_path as firm_path, f.grid_id as firm_grid,
  p.name as place_name, p.name_en as place_name_en, coalesce(a.name, '') as above_name,
  coalesce(a.name_en, '') as above_name_en, p.lng, p.lat`

/** Openings `o` with firm `f` and place `p`. */
const joins = sql`employment.openings o
  join enterprises.firms_view f on f.tenant_id = o.tenant_id and f.id = o.firm_id
  join places.places_view p on p.tenant_id = o.tenant_id and p.id = o.place_id
  left join places.places_view a on a.tenant_id = p.tenant_id and a.id = p.parent_id`

export async function readOpenings(
  tx: Tx,
  tenantId: TenantId,
  where: Condition,
  page: { offset?: number; limit?: number } = {},
): Promise<OpeningSource[]> {
  const { offset = 0, limit = 10_000 } = page
  const { rows } = await sql<OpeningSource>`select ${columns} from ${joins} where o.tenant_id = ${tenantId} and ${where}
    order by o.state <> 'open', o.opened_at desc, o.id offset ${offset} limit ${limit}`.execute(tx)
  return rows
}

/** An explicit list of what of an opening is shown. */
export const openingRow = (row: OpeningSource): OpeningRow => ({
  id: row.id,
  firm: { id: row.firm_id, name: row.firm_name, nameEn: row.firm_name_en },
  title: row.title,
  headcount: row.headcount,
  hours: row.hours,
  payUnit: row.pay_unit,
  payFromFen: row.pay_from_fen,
  payToFen: row.pay_to_fen,
  education: row.education,
  experienceMonths: row.experience_months,
  skills: row.skills,
  words: row.words,
  place: { id: row.place_id, name: row.place_name, nameEn: row.place_name_en },
  above: { name: row.above_name, nameEn: row.above_name_en },
  fromOn: row.from_on,
  untilOn: row.until_on,
  state: row.state,
  endedOn: row.ended_on,
  endedWhy: row.ended_why,
  hired: row.hired,
  byFirm: row.by_firm,
  openedAt: row.opened_at.toISOString(),
})

/** The openings of firms in the scope of an actor's posts that a filter selects. */
export function openingsWhere(actor: Actor, filter: OpeningFilter): Condition {
  const { q, state, hours, firmId, placeId, month } = filter
  const conditions: Condition[] = [firmScopeSql(actor)]
  if (q?.trim()) {
    const like = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(o.title ilike ${like} or f.name ilike ${like} or f.name_en ilike ${like}
      or exists (select from unnest(o.skills) s where s ilike ${like}))`)
  }
  if (state?.length) conditions.push(sql`o.state = any(${state}::text[])`)
  if (hours) conditions.push(sql`o.hours = ${hours}`)
  if (firmId) conditions.push(sql`o.firm_id = ${firmId}`)
  if (placeId) {
    const path = sql`(select path from places.places_view where tenant_id = o.tenant_id and id = ${placeId})`
    conditions.push(sql`f.place_path >= ${path} and f.place_path < ${path} || ':'`)
  }
  if (month) {
    const { from, to } = monthRange(month)
    conditions.push(sql`o.opened_at >= ${from} and o.opened_at < ${to}`)
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

export async function countOpenings(tx: Tx, actor: Actor, filter: OpeningFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from ${joins}
    where o.tenant_id = ${actor.tenantId} and ${openingsWhere(actor, filter)}`.execute(tx)
  return rows[0]?.total ?? 0
}

export async function openingPage(
  tx: Tx,
  actor: Actor,
  { offset = 0, limit = 50, ...filter }: OpeningFilter & { offset?: number; limit?: number },
) {
  const rows = await readOpenings(tx, actor.tenantId, openingsWhere(actor, filter), { offset, limit })
  return { rows: rows.map(openingRow), total: await countOpenings(tx, actor, filter), offset, limit }
}
