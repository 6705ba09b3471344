import type { RawBuilder } from 'kysely'
import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskInText } from '../../kernel/text/masking.ts'
import { openStates, type State } from './matter.ts'
import { uncategorised } from './surroundings.ts'

/** What everybody may know of a matter. */
export interface PublicRecord {
  readonly id: MatterId
  readonly number: string
  readonly category: { readonly code: string; readonly name: Words }
  readonly state: State
  readonly outcome: string | null
  /** Only of what came through an outside program, which shows them itself; numbers of persons masked. */
  readonly words: string | null
  readonly channel: string
  readonly reportedAt: Date
  readonly changedAt: Date
  readonly closedAt: Date | null
  readonly dueAt: Date | null
  readonly holder: Words | null
  /** The building of what came through an outside program, else the compound. */
  readonly place: {
    readonly code: string
    readonly name: string
    readonly lng: number | null
    readonly lat: number | null
  }
}

export interface PublicFilter {
  /** Numbers of matters; nothing else counts beside them. */
  readonly numbers?: readonly string[] | null
  readonly categories?: readonly string[] | null
  readonly status?: 'open' | 'closed' | null
  readonly reported?: { readonly from: Date | null; readonly to: Date | null }
  /** Bounds included, as those above. */
  readonly changed?: { readonly from: Date | null; readonly to: Date | null }
  readonly limit: number
  readonly offset?: number
}

type Row = Omit<PublicRecord, 'category' | 'place' | 'holder' | 'words'> & {
  readonly code: string
  readonly categoryName: Words | null
  readonly body: string | null
  readonly holderName: string | null
  readonly holderNameEn: string | null
  readonly placeCode: string
  readonly placeName: string
  readonly lng: number | null
  readonly lat: number | null
}

const fromOutside = sql<boolean>`(m.channel = 'api' and m.visibility = 'public')`

/** Matters of kinds that are public and not for their holder's eyes alone, latest first. */
export async function publicRecords(tx: Tx, tenantId: TenantId, filter: PublicFilter): Promise<PublicRecord[]> {
  const { rows } = await sql<Row>`
    select m.id, m.number, m.category_code as code, c.name as "categoryName", m.state, m.outcome, m.channel,
      case when ${fromOutside} and m.state <> 'void' then m.body end as body,
      m.reported_at as "reportedAt", m.changed_at as "changedAt", m.closed_at as "closedAt",
      coalesce(m.handle_due_at, m.clock_due_at) as "dueAt", h.name as "holderName", h.name_en as "holderNameEn",
      p.code as "placeCode", p.name as "placeName", p.lng, p.lat
    from matters.matters m
    join matters.kind_versions k on k.tenant_id = m.tenant_id and k.code = m.kind_code and k.version = m.kind_version
      and (k.spec ->> 'public')::boolean
    join lateral (
      select a.code, a.name, a.lng, a.lat from places.places_view a
      -- By their numbers: by their paths PostgreSQL would read all places for each matter.
      where a.tenant_id = m.tenant_id and a.number = any(places.numbers_in(m.place_path))
        and (a.level_kind in ('area', 'compound') or ${fromOutside} and a.id = m.place_id)
      order by (case when ${fromOutside} then a.id = m.place_id else a.level_kind = 'compound' end) desc, a.level_rank desc
      limit 1) p on true
    left join people.posts_view h on h.tenant_id = m.tenant_id and h.id = m.holder_post_id
    left join matters.categories c on c.tenant_id = m.tenant_id and c.tree = m.category_tree and c.code = m.category_code
      and c.version = (select max(version) from matters.category_trees t where t.tenant_id = m.tenant_id and t.tree = m.category_tree)
    where m.tenant_id = ${tenantId} and m.visibility <> 'holder' and ${chosenBy(filter)}
    order by m.reported_at desc, m.id limit ${filter.limit} offset ${filter.offset ?? 0}`.execute(tx)
  return rows.map(({ code, categoryName, body, holderName, holderNameEn, placeCode, placeName, lng, lat, ...row }) => ({
    ...row,
    category: { code, name: categoryName ?? uncategorised.name },
    words: body === null ? null : maskInText(body),
    holder: holderName === null ? null : { zh: holderName, en: holderNameEn || holderName },
    place: { code: placeCode, name: placeName, lng, lat },
  }))
}

function chosenBy(filter: PublicFilter): RawBuilder<boolean> {
  if (filter.numbers) return sql<boolean>`m.number = any(${[...filter.numbers]}::text[])`
  const open = sql<boolean>`m.state = any(${[...openStates]}::text[])`
  const { categories, status, reported, changed } = filter
  const conditions = [
    ...(categories ? [sql<boolean>`m.category_code = any(${[...categories]}::text[])`] : []),
    ...(status ? [status === 'open' ? open : sql<boolean>`not ${open}`] : []),
    ...(reported?.from ? [sql<boolean>`m.reported_at >= ${reported.from}`] : []),
    ...(reported?.to ? [sql<boolean>`m.reported_at <= ${reported.to}`] : []),
    ...(changed?.from ? [sql<boolean>`m.changed_at >= ${changed.from}`] : []),
    ...(changed?.to ? [sql<boolean>`m.changed_at <= ${changed.to}`] : []),
  ]
  return conditions.length > 0 ? (sql.join<boolean>(conditions, sql` and `) as RawBuilder<boolean>) : sql<boolean>`true`
}
