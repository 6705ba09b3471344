import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { searchTerms } from '../../kernel/text/search-terms.ts'
import { type Filter, whereSql } from './matter-filter.ts'

/** A search looks through so many of the latest matters before it asks the index of words. */
const latest = 4000
/** Beyond so many a search says only that there are more. */
export const mostCounted = 1000

interface Hit {
  readonly id: string
  readonly titled: boolean
}

/**
 * The matters that a search finds, in its order: those first whose title holds every word, then by date, the latest first.
 * A word that many matters hold is found soon by looking through the latest; one that few hold, by the index of words. So
 * neither way ever reads many rows: not the many that hold a common word, nor the many that do not hold a rare one.
 */
export async function searchIds(
  tx: Tx,
  actor: Actor,
  filter: Filter & { readonly q: string },
  { now, wanted }: { readonly now: Date; readonly wanted: number },
): Promise<string[]> {
  const terms = searchTerms(filter.q).map(({ term }) => term)
  if (terms.length === 0) return []
  const titled = titledSql(terms)
  const { q: _q, ...rest } = filter
  const { rows: near } = await sql<Hit>`
    with near as (select * from matters.matters where tenant_id = ${actor.tenantId} order by reported_at desc, id limit ${sql.lit(latest)}),
    hits as (select m.id, m.reported_at, ${titled} as titled from near m
      where ${sql.join(
        terms.map((term) => sql`m.search_text like ${`%${term}%`}`),
        sql` and `,
      )} and ${whereSql(actor, rest, now)}),
    placed as (select id, reported_at, titled, row_number() over (partition by titled order by reported_at desc, id) as place from hits)
    select id, titled from placed where place <= ${wanted} order by titled desc, reported_at desc, id`.execute(tx)
  const first = near.filter((hit) => hit.titled)
  const titles =
    first.length >= wanted ? first : await byIndex(tx, sql`${whereSql(actor, filter, now)} and ${titled}`, wanted)
  const left = wanted - titles.length
  if (left <= 0) return titles.slice(0, wanted).map(({ id }) => id)
  const others = near.filter((hit) => !hit.titled)
  const found =
    others.length >= left ? others : await byIndex(tx, sql`${whereSql(actor, filter, now)} and not ${titled}`, left)
  return [...titles, ...found.slice(0, left)].map(({ id }) => id)
}

/** The latest of a condition that the indexes of words serve: put in order here, so that no walk by date is tried instead. */
async function byIndex(tx: Tx, where: RawBuilder<unknown>, wanted: number): Promise<{ readonly id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    with hits as materialized (select m.id, m.reported_at from matters.matters m where ${where})
    select id from hits order by reported_at desc, id limit ${wanted}`.execute(tx)
  return rows
}

/** Every word stands in the title. Words are spelt as in `search_text`; a title is as it was written. */
const titledSql = (terms: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    terms.map((term) => sql`lower(m.title) like ${`%${term}%`}`),
    sql` and `,
  )})`

/** How many a search finds, counted as far as `mostCounted`. */
export async function countFound(tx: Tx, actor: Actor, filter: Filter, now: Date): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total
    from (select from matters.matters m where ${whereSql(actor, filter, now)} limit ${sql.lit(mostCounted)}) found`.execute(
    tx,
  )
  return rows[0]?.total ?? 0
}
