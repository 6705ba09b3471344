import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { sql } from '../../kernel/db.ts'
import { searchTerms } from '../../kernel/text/search-terms.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { FirmFilter, firmSorts } from './contract.ts'
import { firmScopeSql } from './firm-scope.ts'
import { daysAfter } from './occupancy.ts'

type Condition = RawBuilder<boolean>

/** The firms that a list, count or export shows: the actor's scope and every filter, as one condition on `enterprises.firms f`. */
export function whereSql(actor: Actor, filter: FirmFilter, now: Date): Condition {
  const conditions: Condition[] = [
    sql<boolean>`f.tenant_id = ${actor.tenantId}`,
    firmScopeSql(actor),
    ...stateConditions(filter),
    ...placeConditions(filter),
    ...factConditions(filter),
    ...suiteConditions(filter, now),
    ...(filter.q ? textConditions(filter.q) : []),
  ]
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** Those that are here, unless others are asked for. */
function stateConditions({ state }: FirmFilter): Condition[] {
  return [state?.length ? sql`f.state = any(${state}::text[])` : sql`f.state = 'active'`]
}

function placeConditions({ placeId, gridId }: FirmFilter): Condition[] {
  const path = sql`(select path from places.places_view where tenant_id = f.tenant_id and id = ${placeId ?? null})`
  return [
    ...(placeId ? [sql<boolean>`f.place_path >= ${path} and f.place_path < ${path} || ':'`] : []),
    ...(gridId ? [sql<boolean>`f.grid_id = ${gridId}`] : []),
  ]
}

function factConditions(filter: FirmFilter): Condition[] {
  const conditions: Condition[] = []
  if (filter.industry) conditions.push(sql`f.industry >= ${filter.industry} and f.industry < ${`${filter.industry}~`}`)
  if (filter.sizeClass?.length) conditions.push(sql`f.size_class = any(${filter.sizeClass}::text[])`)
  if (filter.keyFirm !== undefined) conditions.push(sql`f.key_firm = ${filter.keyFirm}`)
  if (filter.registeredHere !== undefined) conditions.push(sql`f.registered_here = ${filter.registeredHere}`)
  if (filter.newSince) conditions.push(sql`f.since_on >= ${filter.newSince}::date`)
  if (filter.tag)
    conditions.push(sql`exists (select from enterprises.tags g where g.tenant_id = f.tenant_id and g.firm_id = f.id
      and g.tag = ${filter.tag} and g.ended_at is null)`)
  return conditions
}

function suiteConditions({ expiring, suiteless }: FirmFilter, now: Date): Condition[] {
  const today = dayOf(now)
  const stays = (more: Condition) =>
    sql<boolean>`exists (select from enterprises.tenancies t where t.tenant_id = f.tenant_id and t.firm_id = f.id
      and t.from_on <= ${today}::date and (t.to_on is null or t.to_on > ${today}::date) and ${more})`
  return [
    ...(expiring ? [stays(sql`least(t.to_on, t.lease_until) <= ${daysAfter(today, expiring)}::date`)] : []),
    ...(suiteless === undefined ? [] : [suiteless ? sql<boolean>`not ${stays(sql`true`)}` : stays(sql`true`)]),
  ]
}

/** Every word of the query must be found; which index finds it is for `searchTerms` to say. */
function textConditions(query: string): Condition[] {
  return searchTerms(query).map(({ term, by, bigrams, recheck }) => {
    const like = sql<boolean>`f.search_text like ${`%${term}%`}`
    if (by !== 'bigram') return like
    const pairs = sql<boolean>`f.bigrams @> ${[...bigrams]}::text[]`
    return recheck ? sql<boolean>`${pairs} and ${like}` : pairs
  })
}

/** The order of a list; the id settles ties so that pages never overlap. `stay` is what the list joins of suites. */
export function orderSql(sort: (typeof firmSorts)[number] = 'changed', order?: 'asc' | 'desc'): RawBuilder<unknown> {
  const columns = {
    name: sql`f.name`,
    since: sql`f.since_on`,
    staff: sql`f.staff`,
    changed: sql`f.changed_at`,
    lease: sql`stay.lease`,
    area: sql`stay.area`,
  }
  const usual = sort === 'name' || sort === 'lease' ? 'asc' : 'desc'
  return sql`${columns[sort]} ${sql.raw(order ?? usual)} nulls last, f.id`
}
