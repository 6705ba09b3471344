import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { wholeNumbersOf } from '../../kernel/db/whole-numbers.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import type { FigureQuery } from './figure-queries.ts'
import { openSql, reportedBetweenSql, whereSql } from './matter-filter.ts'
import { notShieldedSql, scopeOf } from './matter-scope.ts'

/** Counted matters of one month: how many with which facts, and how many took how many tenths of days. */
export interface CountedRow {
  /**
   * What it counts: a child with all below it, the place itself with all below it, or matters that stand in no tally yet
   * and count for both.
   */
  readonly level: 'child' | 'self' | 'loose'
  /** The path of a child place or a grid; null: neither. */
  readonly at: string | null
  /** `2026-11`. */
  readonly month: string
  readonly facts: readonly number[]
  readonly factCounts: readonly number[]
  readonly tenths: readonly number[]
  readonly tenthCounts: readonly number[]
}

type Numbers = 'facts' | 'factCounts' | 'tenths' | 'tenthCounts'
/** A row as it is asked for: arrays as PostgreSQL writes them. */
type Written<T> = { readonly [K in keyof T]: K extends Numbers ? string : T[K] }

const countedRow = ({ facts, factCounts, tenths, tenthCounts, ...row }: Written<CountedRow>): CountedRow => ({
  ...{ ...row, facts: wholeNumbersOf(facts), factCounts: wholeNumbersOf(factCounts) },
  ...{ tenths: wholeNumbersOf(tenths), tenthCounts: wholeNumbersOf(tenthCounts) },
})

/** As it stands in the column `grid_id` of a tally that counts whatever the grid. */
const anyGrid = '00000000-0000-0000-0000-000000000000'

/** Whether somebody sees everything at a place: what is counted for all then serves, but for what is kept from them. */
export const seesAll = (actor: Actor, placePath: string): boolean =>
  scopeOf(actor).paths.some((path) => placePath.startsWith(path))

const depthOf = (path: string): number => path.split('/').length - 2

/** The child of a place in which something lies, by its path or grid; null: at the place itself, in no grid. */
function childSql({ by, placePath }: Pick<FigureQuery, 'by' | 'placePath'>): RawBuilder<string | null> {
  if (by === 'grid') return sql`grid_id::text`
  if (by === 'kind') return sql`kind_code`
  if (by === 'channel') return sql`null::text`
  const below = sql<string>`split_part(substr(place_path, ${placePath.length + 1}::integer), '/', 1)`
  return sql`case when ${below} = '' then null else ${placePath}::text || ${below} || '/' end`
}

/** Single matters put together by child and month. `each` gives place_path, grid_id, month, facts, tenths, n. */
const groupedSql = (query: FigureQuery, each: RawBuilder<unknown>): RawBuilder<Written<CountedRow>> => sql`
  select 'loose' as level, at, to_char(month, 'YYYY-MM') as month, array_agg(facts)::text as facts,
    array_agg(n)::text as "factCounts", coalesce(array_agg(tenths) filter (where tenths is not null), '{}')::text as tenths,
    coalesce(array_agg(n) filter (where tenths is not null), '{}')::text as "tenthCounts"
  from (select ${childSql(query)} as at, month, facts, tenths, sum(n)::integer as n from (${each}) each group by 1, 2, 3, 4) grouped
  group by at, month`

const eachSql = (now: Date) => sql`m.kind_code, m.place_path, m.grid_id, matters.month_of(m.reported_at) as month,
  matters.facts_of(m, ${now}) as facts, matters.tenths_of(m) as tenths, 1 as n`

/** Counts the matters of a condition one by one. */
export async function looseRows(
  tx: Tx,
  query: FigureQuery,
  where: RawBuilder<boolean>,
  now: Date,
): Promise<CountedRow[]> {
  const each = sql`select ${eachSql(now)} from matters.matters m where ${where}`
  return (await groupedSql(query, each).execute(tx)).rows.map(countedRow)
}

/** The first days of the first and the last month. */
const monthsIn = ({ reportedFrom, reportedTo }: Pick<FigureQuery, 'reportedFrom' | 'reportedTo'>) => ({
  first: `${reportedFrom.slice(0, 7)}-01`,
  last: `${reportedTo.slice(0, 7)}-01`,
})

/** What stands in no tally: open matters, ended ones that are not counted yet, and changes that are not added yet. */
export function untalliedSql(actor: Actor, query: Omit<FigureQuery, 'by' | 'placeId'>, now: Date): RawBuilder<unknown> {
  const { placePath: path, reportedFrom, reportedTo } = query
  const { first, last } = monthsIn(query)
  const below = sql`place_path >= ${path} and place_path < ${`${path}:`}`
  const where = sql`m.tenant_id = ${actor.tenantId} and m.${below} and ${reportedBetweenSql(reportedFrom, reportedTo)}
    and ${notShieldedSql(scopeOf(actor).manned)}`
  return sql`select ${eachSql(now)} from matters.matters m where ${where} and ${openSql}
    union all select ${eachSql(now)} from matters.untallied u
      join matters.matters m on m.tenant_id = u.tenant_id and m.id = u.matter_id where u.tenant_id = ${actor.tenantId} and ${where}
    union all select kind_code, place_path, grid_id, month, facts, tenths, n from matters.tally_changes
      where tenant_id = ${actor.tenantId} and ${below}
        and month between ${first}::date and ${last}::date`
}

/** What is counted already and what is not yet, as one statement: both are of the same instant. */
export async function tallyRows(tx: Tx, actor: Actor, query: FigureQuery, now: Date): Promise<CountedRow[]> {
  const { by, placePath: path } = query
  const { first, last } = monthsIn(query)
  const depth = depthOf(path)
  const self = sql`depth = ${depth} and place_path = ${path}`
  const whole = sql`${self} and grid_id = ${sql.lit(anyGrid)}::uuid`
  const children = {
    grid: sql`${self} and grid_id <> ${sql.lit(anyGrid)}::uuid`,
    kind: whole,
    channel: sql`false`,
    place: sql`depth = ${depth + 1} and place_path >= ${path} and place_path < ${`${path}:`} and grid_id = ${sql.lit(anyGrid)}::uuid`,
  }[by]
  const at = { grid: sql`grid_id::text`, kind: sql`kind_code`, channel: sql`null::text`, place: sql`place_path` }[by]
  const tally = (level: 'child' | 'self', at: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql`
    select ${sql.lit(level)}::text as level, ${at} as at, to_char(month, 'YYYY-MM') as month, facts::text as facts,
      fact_counts::text as "factCounts", tenths::text as tenths, tenth_counts::text as "tenthCounts"
    from matters.tallies where tenant_id = ${actor.tenantId} and ${where} and month between ${first}::date and ${last}::date`
  const { rows } = await sql<Written<CountedRow>>`
    ${tally('self', sql`null::text`, whole)}
    union all ${tally('child', at, children)}
    union all (${groupedSql(query, untalliedSql(actor, query, now))})`.execute(tx)
  return rows.map(countedRow)
}

/** Counted matters of one place with all below it, one kind and one month. */
export interface CubeRow extends Pick<CountedRow, 'month' | 'facts' | 'factCounts'> {
  readonly level: 'tally' | 'loose'
  readonly path: string
  readonly kind: string
}

const cubeRow = ({ facts, factCounts, ...row }: Written<CubeRow>): CubeRow => ({
  ...{ ...row, facts: wholeNumbersOf(facts), factCounts: wholeNumbersOf(factCounts) },
})

/**
 * What is counted at a place and everywhere below it, by kind and month: tallies at each place, and what stands in no tally
 * at its own place alone. Of somebody who does not see all of it: their own matters, one by one.
 */
export async function cubeRows(
  tx: Tx,
  actor: Actor,
  query: Omit<FigureQuery, 'by' | 'placeId'>,
  now: Date,
): Promise<CubeRow[]> {
  const { placePath: path, reportedFrom, reportedTo } = query
  const { first, last } = monthsIn(query)
  const loose = (each: RawBuilder<unknown>) => sql`
    select 'loose' as level, place_path as path, kind_code as kind, to_char(month, 'YYYY-MM') as month,
      array_agg(facts)::text as facts, array_agg(n)::text as "factCounts"
    from (select place_path, kind_code, month, facts, sum(n)::integer as n from (${each}) each group by 1, 2, 3, 4) grouped
    group by place_path, kind_code, month`
  if (!seesAll(actor, path)) {
    const own = whereSql(actor, { reportedFrom, reportedTo }, now)
    const each = sql`select ${eachSql(now)} from matters.matters m
      where ${own} and m.place_path >= ${path} and m.place_path < ${`${path}:`}`
    return (await sql<Written<CubeRow>>`${loose(each)}`.execute(tx)).rows.map(cubeRow)
  }
  const { rows } = await sql<Written<CubeRow>>`
    select 'tally' as level, place_path as path, kind_code as kind, to_char(month, 'YYYY-MM') as month, facts::text as facts,
      fact_counts::text as "factCounts"
    from matters.tallies where tenant_id = ${actor.tenantId} and depth >= ${depthOf(path)} and place_path >= ${path}
      and place_path < ${`${path}:`} and grid_id = ${sql.lit(anyGrid)}::uuid and month between ${first}::date and ${last}::date
    union all (${loose(untalliedSql(actor, query, now))})`.execute(tx)
  return rows.map(cubeRow)
}

const mostAtOnce = 5000

/** Adds to the tallies what has changed. @returns whether there may be more. */
export async function foldTallies({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<boolean> {
  const tenants = await db.read(async (tx) => {
    const { rows } = await sql<{ id: string }>`select tenant_id as id from matters.tally_changes
      union select tenant_id from matters.untallied where settles_at < ${clock.now()}`.execute(tx)
    return rows
  })
  let more = false
  for (const { id } of tenants)
    await db.tx(async (tx) => {
      const { rows } = await sql<{ ripe: number; folded: number }>`
        select matters.tally_ripe(${id}, ${clock.now()}, ${mostAtOnce}) as ripe, matters.fold_tallies(${id}, ${mostAtOnce}) as folded`.execute(
        tx,
      )
      if (Math.max(rows[0]?.ripe ?? 0, rows[0]?.folded ?? 0) === mostAtOnce) more = true
    })
  return more
}

/** Often enough that few changes wait to be added by every reader, seldom enough that many are added at once. */
export const tallyTick: Tick = { name: 'matters.tallies', everyMs: 10_000, run: foldTallies }
