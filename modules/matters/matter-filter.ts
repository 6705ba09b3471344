import type { RawBuilder } from 'kysely'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { searchTerms } from '../../kernel/text/search-terms.ts'
import { dayNumberFrom, startOfDayMs } from '../../kernel/time/day.ts'
import { MatterFilter, type sortable } from './contract.ts'
import { type Figure, figureOf, partSql } from './figures.ts'
import { formulaInForce } from './formulas/formula-store.ts'
import { scopeOf, staffScopeSql } from './matter-scope.ts'
import { owesAnswerSql } from './matter-store.ts'

const FilterSchema = Type.Object(MatterFilter)
/** `counted`: the formula behind `figure`, as `withFigure` found it; without it the one as delivered. */
export type Filter = Static<typeof FilterSchema> & { readonly counted?: Figure }

/** Finds the formula in force behind a click on the board. */
export async function withFigure<F extends Filter>(tx: Tx, actor: Actor, filter: F, now: Date): Promise<F> {
  if (!filter.figure) return filter
  const counted = await formulaInForce(tx, actor.tenantId, filter.figure, now)
  return counted ? { ...filter, counted } : filter
}

/** Open states named literally, so that the planner finds the partial indexes. */
export const openSql = sql<boolean>`m.state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved')`

const startOf = (day: string): Date => new Date(startOfDayMs(dayNumberFrom(day)))
const endOf = (day: string): Date => new Date(startOfDayMs(dayNumberFrom(day) + 1))

/** Reported on these days, both included. */
export const reportedBetweenSql = (from: string, to: string): RawBuilder<boolean> =>
  sql<boolean>`m.reported_at >= ${startOf(from)} and m.reported_at < ${endOf(to)}`

type Condition = RawBuilder<boolean>

/** The rows that a list, count, export or map shows: the actor's scope and every filter, as one condition on `matters.matters m`. */
export function whereSql(actor: Actor, filter: Filter, now: Date): Condition {
  const conditions: Condition[] = [
    sql<boolean>`m.tenant_id = ${actor.tenantId}`,
    staffScopeSql(scopeOf(actor)),
    ...stateConditions(filter, now),
    ...mineConditions(actor, filter),
    ...placeConditions(filter),
    ...plainConditions(filter),
    ...figureConditions(filter, now),
    ...(filter.q ? textConditions(filter.q) : []),
  ]
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

function stateConditions(filter: Filter, now: Date): Condition[] {
  const conditions: Condition[] = []
  if (filter.open) conditions.push(openSql)
  if (filter.state?.length) conditions.push(sql`m.state = any(${filter.state}::text[])`)
  if (filter.lamp) {
    conditions.push(openSql)
    if (filter.lamp === 'red') conditions.push(sql`m.clock_due_at < ${now}`)
    if (filter.lamp === 'yellow') conditions.push(sql`m.clock_due_at >= ${now} and m.clock_yellow_at <= ${now}`)
    if (filter.lamp === 'green') conditions.push(sql`m.clock_yellow_at > ${now}`)
  }
  return conditions
}

function mineConditions(actor: Actor, filter: Filter): Condition[] {
  const posts = actor.posts.map((post) => post.postId)
  const conditions: Condition[] = []
  if (filter.mine) conditions.push(openSql, sql`m.holder_post_id = any(${posts}::uuid[])`)
  if (filter.escalatedToMe) conditions.push(openSql, sql`m.escalated_to_post_id = any(${posts}::uuid[])`)
  if (filter.rallied)
    conditions.push(
      sql`m.open_rally_answers > 0`,
      sql`exists (select from matters.rally_members r where r.tenant_id = m.tenant_id and r.matter_id = m.id
        and ${owesAnswerSql} and r.post_id = any(${posts}::uuid[]))`,
    )
  if (filter.holderPostId) conditions.push(openSql, sql`m.holder_post_id = ${filter.holderPostId}`)
  return conditions
}

function placeConditions(filter: Filter): Condition[] {
  const conditions: Condition[] = []
  if (filter.placeId)
    conditions.push(sql`m.place_path >= (select path from places.places_view where tenant_id = m.tenant_id and id = ${filter.placeId})
      and m.place_path < (select path from places.places_view where tenant_id = m.tenant_id and id = ${filter.placeId}) || ':'`)
  if (filter.placeId && filter.directly) conditions.push(sql`m.place_id = ${filter.placeId}`)
  if (filter.gridId) conditions.push(sql`m.grid_id = ${filter.gridId}`)
  if (filter.gridless) conditions.push(sql`m.grid_id is null`)
  if (filter.area) {
    const [west = 0, south = 0, east = 0, north = 0] = filter.area.split(',').map(Number)
    conditions.push(sql`m.lng >= ${west}::float8 and m.lng < ${east}::float8`)
    conditions.push(sql`m.lat >= ${south}::float8 and m.lat < ${north}::float8`)
  }
  return conditions
}

function plainConditions(filter: Filter): Condition[] {
  const conditions: Condition[] = []
  if (filter.kind?.length) conditions.push(sql`m.kind_code = any(${filter.kind}::text[])`)
  if (filter.category !== undefined)
    conditions.push(
      filter.category === ''
        ? sql`m.category_code = ''`
        : sql`m.category_code >= ${filter.category} and m.category_code < ${`${filter.category}~`}`,
    )
  if (filter.priority) conditions.push(sql`m.priority = ${filter.priority}`)
  if (filter.channel?.length) conditions.push(sql`m.channel = any(${filter.channel}::text[])`)
  if (filter.selfFound !== undefined) conditions.push(sql`m.self_found = ${filter.selfFound}`)
  if (filter.reopened !== undefined) conditions.push(filter.reopened ? sql`m.rounds > 1` : sql`m.rounds = 1`)
  if (filter.returned !== undefined) conditions.push(filter.returned ? sql`m.returns > 0` : sql`m.returns = 0`)
  if (filter.extended !== undefined) conditions.push(filter.extended ? sql`m.extensions > 0` : sql`m.extensions = 0`)
  // Supervised: an order was issued, and it is not over.
  if (filter.supervised) conditions.push(openSql, sql`m.orders > 0`)
  if (filter.excluded !== undefined)
    conditions.push(filter.excluded ? sql`m.exclusion = 'approved'` : sql`m.exclusion <> 'approved'`)
  if (filter.satisfaction) conditions.push(sql`m.satisfaction = ${filter.satisfaction}`)
  if (filter.outcome) conditions.push(sql`m.outcome = ${filter.outcome}`)
  if (filter.reportedFrom) conditions.push(sql`m.reported_at >= ${startOf(filter.reportedFrom)}`)
  if (filter.reportedTo) conditions.push(sql`m.reported_at < ${endOf(filter.reportedTo)}`)
  if (filter.closedFrom) conditions.push(sql`m.closed_at >= ${startOf(filter.closedFrom)}`)
  if (filter.closedTo) conditions.push(sql`m.closed_at < ${endOf(filter.closedTo)}`)
  if (filter.subjectKind) conditions.push(sql`m.subject_kind = ${filter.subjectKind} and m.subject_id is not null`)
  if (filter.subjectId) conditions.push(sql`m.subject_id = ${filter.subjectId}::uuid`)
  if (filter.importId) conditions.push(sql`m.import_id = ${filter.importId}`)
  return conditions
}

function figureConditions(filter: Filter, now: Date): Condition[] {
  if (!filter.figure) return []
  const figure = filter.counted ?? figureOf(filter.figure)
  if (!figure)
    fail('invalid', 'matters.unknown_figure', { zh: '没有这个指标', en: 'That figure is unknown' }, [
      { path: 'figure', words: { zh: '没有这个指标', en: 'unknown figure' } },
    ])
  return [partSql(figure, filter.part ?? 'numerator', now)]
}

/** Every word of the query must be found; which index finds it is for `searchTerms` to say. */
function textConditions(query: string): Condition[] {
  return searchTerms(query).map(({ term, by, bigrams, recheck }) => {
    const like = sql<boolean>`m.search_text like ${`%${term}%`}`
    if (by !== 'bigram') return like
    const pairs = sql<boolean>`m.bigrams @> ${[...bigrams]}::text[]`
    return recheck ? sql<boolean>`${pairs} and ${like}` : pairs
  })
}

/** The order of a list; the id settles ties so that pages never overlap. */
export function orderSql(sort: (typeof sortable)[number] = 'due', order?: 'asc' | 'desc'): RawBuilder<unknown> {
  const direction = sql.raw(order ?? (sort === 'due' ? 'asc' : 'desc'))
  const column = {
    due: sql`m.clock_due_at`,
    reported: sql`m.reported_at`,
    // Without words there is nothing to match: the latest first.
    match: sql`m.reported_at`,
    closed: sql`m.closed_at`,
    number: sql`m.number`,
    priority: sql`m.priority`,
    satisfaction: sql`m.satisfaction`,
  }[sort]
  return sql`${column} ${direction} nulls last, m.id`
}
