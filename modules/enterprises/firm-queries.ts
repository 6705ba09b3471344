import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { bigrams } from '../../kernel/text/normalise.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import type { FirmFilter, FirmRow, firmSorts } from './contract.ts'
import { orderSql, whereSql } from './firm-filter.ts'
import { alike, coreName, nameLikeness } from './firm-name.ts'
import { firmScopeSql } from './firm-scope.ts'
import type { FirmId, FirmState } from './shapes.ts'
import type { FirmRecord } from './tables.ts'
import { normalUscc } from './uscc.ts'

export interface FirmListQuery extends FirmFilter {
  sort?: (typeof firmSorts)[number]
  order?: 'asc' | 'desc'
  offset?: number
  limit?: number
}

export interface FirmSource extends FirmRecord {
  place_name: string
  place_name_en: string
  above_name: string
  above_name_en: string
  suites: string[] | null
  area: number | null
  lease: Day | null
  tags: string[] | null
}

/** What of a firm `f` its row shows, with the suites that it has on a day. */
export const firmColumns = sql`f.*, p.name as place_name, p.name_en as place_name_en,
  coalesce(a.name, '') as above_name, coalesce(a.name_en, '') as above_name_en, stay.suites, stay.area, stay.lease,
  (select array_agg(g.tag order by g.at, g.tag) from enterprises.tags g
    where g.tenant_id = f.tenant_id and g.firm_id = f.id and g.ended_at is null) as tags`

export const firmJoins = (today: Day): RawBuilder<unknown> => sql`
  join places.places_view p on p.tenant_id = f.tenant_id and p.id = f.place_id
  left join places.places_view a on a.tenant_id = p.tenant_id and a.id = p.parent_id
  left join lateral (
    select array_agg(s.number order by s.floor, s.position) as suites, sum(s.area_cm2)::bigint as area,
      min(least(t.to_on, t.lease_until)) as lease
    from enterprises.tenancies t join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
    where t.tenant_id = f.tenant_id and t.firm_id = f.id and t.from_on <= ${today}::date
      and (t.to_on is null or t.to_on > ${today}::date)) stay on true`

/** An explicit list of what of a firm is shown in lists. */
export const firmRow = (row: FirmSource): FirmRow => ({
  id: row.id,
  name: row.name,
  nameEn: row.name_en,
  uscc: row.uscc,
  legalForm: row.legal_form,
  industry: row.industry,
  staff: row.staff,
  sizeClass: row.size_class,
  place: {
    id: row.place_id,
    name: row.place_name,
    nameEn: row.place_name_en,
    above: { name: row.above_name, nameEn: row.above_name_en },
  },
  suites: row.suites ?? [],
  areaCm2: row.area ?? 0,
  leaseUntil: row.lease,
  keyFirm: row.key_firm,
  tags: row.tags ?? [],
  state: row.state,
  foundedOn: row.founded_on,
  registeredHere: row.registered_here,
  sinceOn: row.since_on,
  changedAt: row.changed_at.toISOString(),
})

/** One page of firms in the actor's scope, and how many there are. */
export async function firmPage(tx: Tx, actor: Actor, query: FirmListQuery, now: Date) {
  const { offset = 0, limit = 20 } = query
  const { rows } = await sql<FirmSource>`select ${firmColumns} from enterprises.firms f ${firmJoins(dayOf(now))}
    where ${whereSql(actor, query, now)} order by ${orderSql(query.sort, query.order)}
    offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map(firmRow), total: await countFirms(tx, actor, query, now), offset, limit }
}

export async function countFirms(tx: Tx, actor: Actor, filter: FirmFilter, now: Date): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from enterprises.firms f
    where ${whereSql(actor, filter, now)}`.execute(tx)
  return rows[0]?.total ?? 0
}

/** The tags in use in the actor's scope, the most used first. */
export async function tagsInScope(tx: Tx, actor: Actor): Promise<{ tag: string; firms: number }[]> {
  const { rows } = await sql<{ tag: string; firms: number }>`select g.tag, count(*)::int as firms
    from enterprises.tags g join enterprises.firms f on f.tenant_id = g.tenant_id and f.id = g.firm_id
    where g.tenant_id = ${actor.tenantId} and g.ended_at is null and f.state = 'active' and ${firmScopeSql(actor)}
    group by g.tag order by firms desc, g.tag limit 200`.execute(tx)
  return rows
}

export interface Likely {
  readonly id: FirmId
  readonly name: string
  readonly uscc: string | null
  readonly placeId: PlaceId
  readonly place: { readonly name: string; readonly nameEn: string }
  readonly state: FirmState
  readonly sameCode: boolean
  readonly score: number
}

/** Firms that may be the one that is being written down: by code, and by a name that is alike. */
export async function likelySame(
  tx: Tx,
  tenantId: TenantId,
  scope: RawBuilder<boolean>,
  asked: { name?: string | undefined; uscc?: string | undefined; exceptId?: FirmId | undefined },
): Promise<Likely[]> {
  const code = normalUscc(asked.uscc ?? '')
  const pairs = asked.name ? bigrams(coreName(asked.name)) : []
  const { rows } = await sql<FirmRecord & { place_name: string; place_name_en: string }>`
    select f.*, p.name as place_name, p.name_en as place_name_en from enterprises.firms f
    join places.places_view p on p.tenant_id = f.tenant_id and p.id = f.place_id
    where f.tenant_id = ${tenantId} and f.state <> 'merged' and ${scope} and f.id is distinct from ${asked.exceptId ?? null}
      and (f.uscc = ${code} or f.bigrams && ${pairs}::text[])
    order by f.uscc = ${code} desc nulls last,
      cardinality(array(select unnest(f.bigrams) intersect select unnest(${pairs}::text[]))) desc
    limit 200`.execute(tx)
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      uscc: row.uscc,
      placeId: row.place_id,
      place: { name: row.place_name, nameEn: row.place_name_en },
      state: row.state,
      sameCode: code !== '' && row.uscc === code,
      score: asked.name ? nameLikeness(asked.name, row.name) : 0,
    }))
    .filter((row) => row.sameCode || row.score >= alike)
    .toSorted((a, b) => Number(b.sameCode) - Number(a.sameCode) || b.score - a.score || a.name.localeCompare(b.name))
    .slice(0, 10)
}

/** The same as the desk asks it; of a code that is taken beyond the scope only that it is. */
export async function similarInScope(tx: Tx, actor: Actor, asked: { name?: string; uscc?: string; exceptId?: FirmId }) {
  const similar = await likelySame(tx, actor.tenantId, firmScopeSql(actor), asked)
  const code = normalUscc(asked.uscc ?? '')
  const { rows } = await sql`select from enterprises.firms f where f.tenant_id = ${actor.tenantId} and f.uscc = ${code}
    and f.state <> 'merged' and f.id is distinct from ${asked.exceptId ?? null} and not ${firmScopeSql(actor)}`.execute(
    tx,
  )
  return {
    similar: similar.map(({ placeId: _, ...shown }) => shown),
    codeTakenElsewhere: code !== '' && rows.length > 0,
  }
}
