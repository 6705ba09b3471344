import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import { dayNumberOf, dayOf, startOfDayMs } from '../../kernel/time/day.ts'
import { knowsHolidaysOf } from '../../kernel/time/work-calendar.ts'
import { lampAt } from './clocks.ts'
import type { MatterRow, sortable } from './contract.ts'
import { type Filter, openSql, orderSql, whereSql, withFigure } from './matter-filter.ts'
import { namesIn, pageRows, presentRow, type RowSource, rowColumns, rowJoins } from './matter-row.ts'
import { memberBranch, scopeOf, staffScopeSql } from './matter-scope.ts'
import { calendarOf } from './rules-store.ts'
import { countFound, mostCounted, searchIds } from './search.ts'
import { noNames, subjectsOf } from './subject.ts'

export interface ListQuery extends Filter {
  sort?: (typeof sortable)[number]
  order?: 'asc' | 'desc'
  offset?: number
  limit?: number
}

/** One page of matters in the actor's scope and how many there are, in one round trip. */
export async function listPage(db: Db, actor: Actor, asked: ListQuery, now: Date) {
  const query = asked.figure ? await db.read((tx) => withFigure(tx, actor, asked, now)) : asked
  const offset = query.offset ?? 0
  const limit = query.limit ?? 20
  if (query.q !== undefined && query.sort === 'match') return foundPage(db, actor, { ...query, q: query.q }, now)
  const rows = isOpenList(query)
    ? await db.prepared(openPage(actor, query, now, { offset, limit }))
    : (await db.read((tx) => anyPage(actor, query, now, { offset, limit }).execute(tx))).rows
  const total = rows[0]?.total ?? (offset > 0 ? await db.read((tx) => countMatters(tx, actor, query, now)) : 0)
  const about = rows.some((row) => row.subject_id !== null)
  const names = about ? await db.read((tx) => namesIn(tx, actor.tenantId, rows)) : noNames
  return { rows: rows.map((row) => presentRow(row, now, names)), total, offset, limit }
}

type PageRow = RowSource & { total: number }
interface Window {
  offset: number
  limit: number
}

/** The lists that are looked at all day. An index holds open matters alone, so that one plan serves every scope. */
const isOpenList = (query: ListQuery): boolean =>
  (query.open || query.mine || query.lamp !== undefined) === true && query.q === undefined && query.figure === undefined

/** One page of what a search finds, the best first. How many there are is counted as far as `mostCounted`. */
async function foundPage(db: Db, actor: Actor, query: ListQuery & { q: string }, now: Date) {
  const { offset = 0, limit = 20 } = query
  return db.read(async (tx) => {
    const ids = (await searchIds(tx, actor, query, { now, wanted: offset + limit })).slice(offset)
    const { rows } = await sql<RowSource>`
      with page as (select * from unnest(${ids}::uuid[]) with ordinality page (id, position))
      ${pageRows('id', actor.tenantId, now)}`.execute(tx)
    const names = await namesIn(tx, actor.tenantId, rows)
    const total = ids.length < limit && ids.length > 0 ? offset + ids.length : await countFound(tx, actor, query, now)
    const atLeast = total === mostCounted ? { atLeast: true } : {}
    return { rows: rows.map((row) => presentRow(row, now, names)), total, ...atLeast, offset, limit }
  })
}

/** Open matters are few: found once, counted and put in order. */
function openPage(actor: Actor, query: ListQuery, now: Date, { offset, limit }: Window): RawBuilder<PageRow> {
  const order = orderSql(query.sort, query.order)
  return sql<PageRow>`
    with found as materialized (
      select m.ctid as at, row_number() over (order by ${order}) as position from matters.matters m where ${whereSql(actor, query, now)}),
    page as materialized (select at, position from found order by position offset ${offset} limit ${sql.lit(limit)})
    ${pageRows('at', actor.tenantId, now, sql`, (select count(*)::int from found) as total`)}`
}

/** All matters are many: the page comes from an index in its order where there is one. */
function anyPage(actor: Actor, query: ListQuery, now: Date, { offset, limit }: Window): RawBuilder<PageRow> {
  const where = whereSql(actor, query, now)
  const order = orderSql(query.sort, query.order)
  return sql<PageRow>`
    with page as materialized (
      select m.ctid as at, row_number() over (order by ${order}) as position from matters.matters m where ${where}
      order by ${order} offset ${offset} limit ${limit})
    ${pageRows('at', actor.tenantId, now, sql`, (select count(*)::int from matters.matters m where ${where}) as total`)}`
}

/** How many matters a filter selects in the actor's scope. */
export async function countMatters(tx: Tx, actor: Actor, asked: Filter, now: Date): Promise<number> {
  const filter = await withFigure(tx, actor, asked, now)
  const { rows } = await sql<{
    total: number
  }>`select count(*)::int as total from matters.matters m where ${whereSql(actor, filter, now)}`.execute(tx)
  return rows[0]?.total ?? 0
}

const worklists = (now: Date, endOfToday: Date) => ({
  mine: sql`mine`,
  overdue: sql`mine and m.clock_due_at < ${now}`,
  dueToday: sql`mine and m.clock_due_at >= ${now} and m.clock_due_at < ${endOfToday}`,
  toAccept: sql`mine and m.state in ('reported', 'accepted')`,
  toContact: sql`mine and m.state = 'assigned'`,
  toHandle: sql`mine and m.state = 'handling'`,
  toReview: sql`mine and m.state = 'returned'`,
  toFollowUp: sql`mine and m.state = 'resolved'`,
  suspended: sql`mine and m.state = 'suspended'`,
  escalatedToMe: sql`m.escalated_to_post_id = any(posts)`,
})

/** Years into which deadlines reach already, and of which neither the program nor the office's calendar knows the holidays. */
export async function unknownHolidayYears(tx: Tx, tenantId: TenantId, now: Date): Promise<number[]> {
  const year = Number(dayOf(new Date(now.getTime() + 60 * 86_400_000)).slice(0, 4))
  return knowsHolidaysOf(await calendarOf(tx, tenantId), year) ? [] : [year]
}

/** What waits for the actor, by what to do; and the next of them by deadline. */
export async function myWork(db: Db, actor: Actor, now: Date) {
  const posts = actor.posts.map((post) => post.postId)
  const endOfToday = new Date(startOfDayMs(dayNumberOf(now) + 1))
  const counts = Object.entries(worklists(now, endOfToday)).map(
    ([name, condition]) => sql`count(*) filter (where ${condition})::int as ${sql.ref(name)}`,
  )
  const rows = await db.prepared(sql<Record<string, number>>`
    select ${sql.join(counts)} from (
      select m.*, m.holder_post_id = any(${posts}::uuid[]) as mine, ${posts}::uuid[] as posts from matters.matters m
      where m.tenant_id = ${actor.tenantId} and ${openSql}
        and (m.holder_post_id = any(${posts}::uuid[]) or m.escalated_to_post_id = any(${posts}::uuid[]))
        and ${staffScopeSql(scopeOf(actor))}) m`)
  const count = (name: string) => rows[0]?.[name] ?? 0
  const next = await listPage(db, actor, { mine: true, limit: 20, sort: 'due' }, now)
  const rallied = await db.read((tx) => countMatters(tx, actor, { rallied: true }, now))
  return {
    counts: {
      mine: count('mine'),
      overdue: count('overdue'),
      dueToday: count('dueToday'),
      toAccept: count('toAccept'),
      toContact: count('toContact'),
      toHandle: count('toHandle'),
      toReview: count('toReview'),
      toFollowUp: count('toFollowUp'),
      escalatedToMe: count('escalatedToMe'),
      rallied,
      suspended: count('suspended'),
    },
    next: next.rows,
    unknownHolidayYears: await db.read((tx) => unknownHolidayYears(tx, actor.tenantId, now)),
  }
}

/** Reported or followed by the actor, or about a firm of theirs: a neighbour's own list. */
export async function followedPage(tx: Tx, actor: Actor, page: { offset?: number; limit?: number }, now: Date) {
  const offset = page.offset ?? 0
  const limit = page.limit ?? 20
  const subjects = memberBranch(await subjectsOf(tx, actor.tenantId, actor.personId))
  const mine = [
    sql`m.reporter_id = ${actor.personId}`,
    sql`exists (select from matters.followers f where f.tenant_id = m.tenant_id and f.matter_id = m.id and f.person_id = ${actor.personId})`,
    ...subjects,
  ]
  const where = sql`m.tenant_id = ${actor.tenantId} and (${sql.join(mine, sql` or `)})`
  const { rows } = await sql<RowSource & { total: number }>`
    select ${rowColumns}, (select count(*)::int from matters.matters m where ${where}) as total
    from matters.matters m ${rowJoins(now)} where ${where} order by m.reported_at desc, m.id offset ${offset} limit ${limit}`.execute(
    tx,
  )
  const hidden = (row: MatterRow): MatterRow => ({
    ...row,
    holder: row.holder ? { ...row.holder, personName: null } : null,
    supervised: false,
  })
  const names = await namesIn(tx, actor.tenantId, rows)
  return { rows: rows.map((row) => hidden(presentRow(row, now, names))), total: rows[0]?.total ?? 0, offset, limit }
}

const mostPoints = 5000

/** Where the matters of a filter lie. */
export async function points(tx: Tx, actor: Actor, asked: Filter, now: Date) {
  const filter = await withFigure(tx, actor, asked, now)
  const { rows } = await sql<RowSource & { lng: number; lat: number }>`
    select m.id, m.lng, m.lat, m.state, m.title, m.clock_yellow_at, m.clock_due_at from matters.matters m
    where ${whereSql(actor, filter, now)} and m.lng is not null and m.lat is not null
    order by m.reported_at desc, m.id limit ${mostPoints + 1}`.execute(tx)
  return {
    points: rows.slice(0, mostPoints).map((row) => ({
      id: row.id,
      lng: row.lng,
      lat: row.lat,
      state: row.state,
      title: row.title,
      lamp:
        row.clock_yellow_at && row.clock_due_at
          ? lampAt({ yellowAt: row.clock_yellow_at, dueAt: row.clock_due_at }, now)
          : null,
    })),
    truncated: rows.length > mostPoints,
  }
}

/** Open, overdue and this month's matters by grid, in the actor's scope. */
export async function loadByGrid(tx: Tx, actor: Actor, asked: Filter, now: Date) {
  const filter = await withFigure(tx, actor, asked, now)
  const monthStart = new Date(`${new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 7)}-01T00:00:00+08:00`)
  const { rows } = await sql<{
    gridId: NonNullable<MatterRow['grid']>['id']
    open: number
    overdue: number
    monthReported: number
  }>`
    select m.grid_id as "gridId", count(*) filter (where ${openSql})::int as open,
      count(*) filter (where ${openSql} and m.clock_due_at < ${now})::int as overdue,
      count(*) filter (where m.reported_at >= ${monthStart} and m.state not in ('void', 'merged'))::int as "monthReported"
    from matters.matters m
    where ${whereSql(actor, filter, now)} and m.grid_id is not null and (${openSql} or m.reported_at >= ${monthStart})
    group by m.grid_id`.execute(tx)
  return rows
}
