import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Figure, figureOf, figures, partSql } from './figures.ts'
import { whereSql } from './matter-filter.ts'

/** How many matters the parts of a figure count; a plain count has no denominator. */
export interface FigureCount {
  readonly numerator: number
  readonly denominator: number | null
  readonly excluded: number
}

/** Natural days from report to resolve of the matters that the figure `resolved` counts; null when there are none. */
export interface DaysToResolve {
  readonly median: number | null
  readonly p90: number | null
}

export interface FigureCounts {
  readonly figures: Readonly<Record<string, FigureCount>>
  readonly days: DaysToResolve
}

/** The counts of one group. `child` and `month` are null where all of them are taken together. */
export interface CountedGroup extends FigureCounts {
  readonly child: Child | null
  /** `2026-11`: the month of the report on a Chinese calendar. */
  readonly month: string | null
}

/** What a group lies in: a child place by its path, a grid, or neither (`at: null`: at the place itself, in no grid). */
interface Child {
  readonly at: string | null
}

export interface FigureQuery {
  readonly placeId: PlaceId
  /** The path of that place, `/1/7/`. */
  readonly placePath: string
  readonly by: 'place' | 'grid'
  /** Days, both included. */
  readonly reportedFrom: string
  readonly reportedTo: string
}

/**
 * Every figure by child place (or grid) and by month, with totals of each, over the matters that the actor may list: one
 * aggregate over exactly the rows that `GET /api/matters` with the same place and days shows.
 */
export async function figuresFor(tx: Tx, actor: Actor, query: FigureQuery, now: Date): Promise<CountedGroup[]> {
  const { placeId, placePath, by, reportedFrom, reportedTo } = query
  const where = whereSql(actor, { placeId, reportedFrom, reportedTo }, now)
  const below = sql<string>`split_part(substr(m.place_path, ${placePath.length + 1}::integer), '/', 1)`
  const child =
    by === 'grid'
      ? sql`m.grid_id::text`
      : sql`case when ${below} = '' then null else ${placePath}::text || ${below} || '/' end`
  const { rows } = await sql<GroupRow & { child: string | null; all_children: number; all_months: number }>`
    select child, month, grouping(child) as all_children, grouping(month) as all_months, ${figureColumns(now)}
    from (select m.*, ${child} as child, ${monthSql} as month from matters.matters m where ${where}) m
    group by grouping sets ((child, month), (child), (month), ())`.execute(tx)
  return rows.map((row) => ({
    child: row.all_children === 1 ? null : { at: row.child },
    month: row.all_months === 1 ? null : row.month,
    ...countsOf(row),
  }))
}

/** The month of the report, `2026-11`, at the fixed +08:00 of kernel/time/day.ts. */
export const monthSql = sql<string>`to_char(m.reported_at at time zone 'UTC' + interval '8 hours', 'YYYY-MM')`

export interface GroupRow {
  readonly month: string | null
  readonly counts: readonly number[]
  readonly days: readonly [number, number] | null
}

/** The counts of all figures as one array, in the order of `slots`, and the two lengths: for a grouped query on `matters.matters m`. */
export function figureColumns(now: Date): RawBuilder<unknown> {
  const counts = slots.map(({ figure, part }) => sql`count(*) filter (where ${partSql(figure, part, now)})`)
  const resolved = figureOf('resolved')
  if (!resolved) throw new Error('there is no figure of resolved matters')
  return sql`array[${sql.join(counts)}]::integer[] as counts,
    percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from m.resolved_at - m.reported_at) / 86400.0)
      filter (where ${partSql(resolved, 'numerator', now)}) as days`
}

interface Slot {
  readonly figure: Figure
  readonly part: 'numerator' | 'denominator' | 'excluded'
}

export const slots: readonly Slot[] = figures.flatMap((figure): Slot[] => [
  { figure, part: 'numerator' },
  ...(figure.denominator ? [{ figure, part: 'denominator' } as const] : []),
  ...(figure.exclusions.length > 0 ? [{ figure, part: 'excluded' } as const] : []),
])

/** Of nothing at all. */
export const noCounts: FigureCounts = countsOf({ month: null, counts: [], days: null })

/** The counts of a row by figure. */
export function countsOf({ counts, days }: GroupRow): FigureCounts {
  const of = (figure: Figure, part: Slot['part']) =>
    counts[slots.findIndex((slot) => slot.figure === figure && slot.part === part)]
  return {
    figures: Object.fromEntries(
      figures.map((figure) => [
        figure.code,
        {
          numerator: of(figure, 'numerator') ?? 0,
          denominator: figure.denominator ? (of(figure, 'denominator') ?? 0) : null,
          excluded: of(figure, 'excluded') ?? 0,
        },
      ]),
    ),
    days: { median: days?.[0] ?? null, p90: days?.[1] ?? null },
  }
}
