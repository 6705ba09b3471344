import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import type { PlaceId, PostId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayNumberFrom, dayOf, startOfDayMs } from '../../kernel/time/day.ts'
import type { Counts, FigureCode, GatheringRow, gatheringFigures, listGatherings } from './contract.ts'
import { kinds } from './gathering.ts'
import { staffScopeSql } from './gathering-scope.ts'
import type { GatheringRecord } from './tables.ts'

type Condition = RawBuilder<boolean>
type Query = QueryOf<typeof listGatherings>

/** What a row of a list is made of, with names and counts. */
export interface RowSource extends GatheringRecord, Counts {
  place_name: string
  place_name_en: string
  post_name: string
  post_name_en: string
}

/** Those who show something: with a place, or, once it is over, those who came. */
const exhibits = sql`e.wish is not null and (case when g.state = 'held' then e.checked_in_at is not null
  else e.standing in ('accepted', 'signed_up', 'came') end)`
/** Firms, and those whom staff signed up by a name alone; a guest's own name is nobody's firm. */
const isFirm = sql`(e.party_kind = 'firm' or (e.party_kind = 'guest' and e.name is not null))`

export const rowColumns = sql`g.*, p.name as place_name, p.name_en as place_name_en, o.name as post_name, o.name_en as post_name_en,
  c.*, i.items, d.decisions, d."decisionsClosed", s.stalls, s."stallsAllotted"`

export const rowJoins = sql`
  join places.places_view p on p.tenant_id = g.tenant_id and p.id = g.place_id
  join people.posts_view o on o.tenant_id = g.tenant_id and o.id = g.post_id
  cross join lateral (select count(*) filter (where e.invited_at is not null)::int as invited,
      count(*) filter (where e.standing in ('accepted', 'signed_up'))::int as coming,
      count(*) filter (where e.standing = 'waiting')::int as waiting,
      count(*) filter (where e.checked_in_at is not null)::int as attended,
      count(*) filter (where e.checked_in_at is not null and ${isFirm})::int as firms,
      count(*) filter (where ${exhibits})::int as exhibitors,
      coalesce(sum(e.turnover_fen), 0)::bigint as "turnoverFen"
    from gatherings.entries e where e.tenant_id = g.tenant_id and e.gathering_id = g.id) c
  cross join lateral (select count(*)::int as items from gatherings.items i
    where i.tenant_id = g.tenant_id and i.gathering_id = g.id and i.dropped_at is null) i
  cross join lateral (select count(*)::int as decisions, count(*) filter (where m.state = 'closed')::int as "decisionsClosed"
    from gatherings.decisions d join matters.states_view m on m.tenant_id = d.tenant_id and m.id = d.matter_id
    where d.tenant_id = g.tenant_id and d.gathering_id = g.id) d
  cross join lateral (select count(*)::int as stalls, count(s.entry_id)::int as "stallsAllotted"
    from gatherings.stalls s where s.tenant_id = g.tenant_id and s.gathering_id = g.id) s`

/** The head that every view of a gathering begins with. */
export function headOf(row: Omit<RowSource, keyof Counts>) {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    title: row.title,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    venue: row.venue,
    place: { id: row.place_id as PlaceId, name: row.place_name, nameEn: row.place_name_en },
    organiser: { postId: row.post_id as PostId, name: row.post_name, nameEn: row.post_name_en },
    isPublic: row.is_public,
  }
}

export function countsOf(row: RowSource): Counts {
  const { invited, coming, waiting, attended, firms, items, decisions, decisionsClosed } = row
  const { exhibitors, stalls, stallsAllotted, turnoverFen } = row
  return {
    ...{ invited, coming, waiting, attended, firms, items, decisions, decisionsClosed },
    ...{ exhibitors, stalls, stallsAllotted, turnoverFen },
  }
}

/** What a figure counts, on a row `r` with its counts: the list that a figure leads to holds exactly these. */
const counted: Readonly<Record<FigureCode, Condition>> = {
  held: sql`true`,
  attended: sql`r.attended > 0`,
  firms: sql`r.firms > 0`,
  decisions: sql`r.decisions > 0`,
  closed: sql`r."decisionsClosed" > 0`,
  exhibitors: sql`r.exhibitors > 0`,
  turnover: sql`r."turnoverFen" > 0`,
}

function whereSql(actor: Actor, query: Query): Condition {
  const conditions: Condition[] = [sql`g.tenant_id = ${actor.tenantId}`, staffScopeSql(actor)]
  if (query.from) conditions.push(sql`g.starts_at >= ${new Date(startOfDayMs(dayNumberFrom(query.from)))}`)
  if (query.to) conditions.push(sql`g.starts_at < ${new Date(startOfDayMs(dayNumberFrom(query.to) + 1))}`)
  if (query.kind?.length) conditions.push(sql`g.kind = any(${query.kind}::text[])`)
  if (query.state?.length) conditions.push(sql`g.state = any(${query.state}::text[])`)
  if (query.figure) conditions.push(sql`g.state = 'held'`)
  if (query.q) conditions.push(sql`g.title ilike ${`%${query.q.trim().replace(/[\\%_]/g, '\\$&')}%`}`)
  if (query.placeId)
    conditions.push(sql`exists (select from places.places_view w where w.tenant_id = g.tenant_id and w.id = ${query.placeId}
      and starts_with(g.place_path, w.path))`)
  return sql`${sql.join(conditions, sql` and `)}`
}

/** A page of what is planned and was held in the actor's places, in the order of time. */
export async function listPage(tx: Tx, actor: Actor, query: Query): Promise<ResponseOf<typeof listGatherings>> {
  const { offset = 0, limit = 100 } = query
  const { rows } = await sql<RowSource & { total: number }>`
    with r as (select ${rowColumns} from gatherings.gatherings g ${rowJoins} where ${whereSql(actor, query)}),
      found as (select * from r where ${query.figure ? counted[query.figure] : sql`true`})
    select found.*, (select count(*)::int from found) as total from found order by starts_at, id offset ${offset} limit ${limit}`.execute(
    tx,
  )
  return { rows: rows.map(presentRow), total: rows[0]?.total ?? 0, offset, limit }
}

export const presentRow = (row: RowSource): GatheringRow => ({ ...headOf(row), counts: countsOf(row) })

type Figures = ResponseOf<typeof gatheringFigures>

/** What the gatherings that were held in a time and place came to. Without a time: this year. */
export async function figuresOf(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof gatheringFigures>,
  now: Date,
): Promise<Figures> {
  const year = dayOf(now).slice(0, 4)
  const { from = `${year}-01-01`, to = `${year}-12-31` } = query
  const where = whereSql(actor, { ...query, from, to, figure: 'held' })
  const { rows } = await sql<Counts & { kind: GatheringRow['kind'] }>`
    select ${rowColumns} from gatherings.gatherings g ${rowJoins} where ${where}`.execute(tx)
  const { rows: firms } = await sql<Figures['firms'][number]>`
    select e.party_kind as kind, max(e.name) as name, count(distinct g.id)::int as gatherings
    from gatherings.gatherings g join gatherings.entries e on e.tenant_id = g.tenant_id and e.gathering_id = g.id
    where ${where} and e.checked_in_at is not null and ${isFirm}
    group by e.party_kind, coalesce(e.party_id::text, e.name) order by gatherings desc, name`.execute(tx)
  const sum = (of: (row: Counts) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    ...{ from, to, firms },
    values: {
      held: rows.length,
      attended: sum((row) => row.attended),
      firms: firms.length,
      decisions: sum((row) => row.decisions),
      closed: sum((row) => row.decisionsClosed),
      exhibitors: sum((row) => row.exhibitors),
      turnoverFen: sum((row) => row.turnoverFen),
    },
    byKind: kinds.map((kind) => {
      const ofKind = rows.filter((row) => row.kind === kind)
      return { kind, held: ofKind.length, attended: ofKind.reduce((all, row) => all + row.attended, 0) }
    }),
  }
}
