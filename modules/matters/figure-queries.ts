import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { Counts, holds } from './facts.ts'
import { type Figure, figureOf, figures, partSql } from './figures.ts'
import { whereSql } from './matter-filter.ts'
import { type CountedRow, type CubeRow, cubeRows, looseRows, seesAll, tallyRows } from './tallies.ts'

/** How many matters the parts of a figure count; a plain count has no denominator. */
export interface FigureCount {
  readonly numerator: number
  readonly denominator: number | null
  readonly excluded: number
}

/** Natural days from report to resolve, to a tenth, of the matters that the figure `resolved` counts; null when there are none. */
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
  /** Days, both included: the first of a month and the last of one. */
  readonly reportedFrom: string
  readonly reportedTo: string
}

/**
 * Every figure by child place (or grid) and by month, with totals of each, over the matters that the actor may list:
 * exactly the rows that `GET /api/matters` with the same place and days shows. Who sees all of the place reads what is
 * counted already and counts only what is open or has just changed; for others their own matters are counted.
 */
export async function figuresFor(tx: Tx, actor: Actor, query: FigureQuery, now: Date): Promise<CountedGroup[]> {
  const { placeId, reportedFrom, reportedTo } = query
  const rows = seesAll(actor, query.placePath)
    ? await tallyRows(tx, actor, query, now)
    : await looseRows(tx, query, whereSql(actor, { placeId, reportedFrom, reportedTo }, now), now)
  const groups = new Map<string, Tally>()
  const to = (child: Child | null, month: string | null): Tally => {
    const key = `${child === null ? 'all' : (child.at ?? 'rest')} ${month ?? ''}`
    const tally = groups.get(key) ?? { child, month, facts: new Counts(), tenths: new Counts() }
    groups.set(key, tally)
    return tally
  }
  for (const row of rows)
    for (const month of [row.month, null]) {
      if (row.level !== 'child') addRow(to(null, month), row, 1)
      if (row.level !== 'self') addRow(to({ at: row.at }, month), row, 1)
      // What is at the place and at none of its children is at the place itself.
      else addRow(to({ at: null }, month), row, 1)
      if (row.level === 'child') addRow(to({ at: null }, month), row, -1)
    }
  return [...groups.values()]
    .filter(({ facts }) => !facts.empty)
    .map(({ child, month, facts, tenths }) => ({ child, month, ...countsIn(facts, tenths) }))
}

/** The rates of one place with all below it, of one kind in one month. */
export interface CubeCell {
  readonly path: string
  readonly kind: string
  readonly month: string
  /** One for each of `slots`: `countsOf({ counts, tenths: null })` names them. */
  readonly counts: readonly number[]
}

/**
 * The whole board of a place at once: every figure at it and everywhere below, by kind and month, of the
 * matters that the actor may list. Without the days to resolve, which do not add up from place to place.
 */
export async function cubeFor(
  tx: Tx,
  actor: Actor,
  query: Omit<FigureQuery, 'by' | 'placeId'>,
  now: Date,
): Promise<CubeCell[]> {
  const cells = new Map<string, CubeCell & { readonly counts: number[] }>()
  const add = (path: string, { kind, month, facts, factCounts }: CubeRow) => {
    const key = `${path} ${kind} ${month}`
    let cell = cells.get(key)
    if (!cell) {
      cell = { path, kind, month, counts: new Array<number>(slots.length).fill(0) }
      cells.set(key, cell)
    }
    for (let at = 0; at < facts.length; at++) addTo(cell.counts, facts[at] ?? 0, factCounts[at] ?? 0)
  }
  for (const row of await cubeRows(tx, actor, query, now)) {
    if (row.level === 'tally') add(row.path, row)
    else for (let path = row.path; path.startsWith(query.placePath); path = path.replace(/[^/]+\/$/, '')) add(path, row)
  }
  return [...cells.values()].filter(({ counts }) => counts.some((count) => count !== 0))
}

interface Tally {
  readonly child: Child | null
  readonly month: string | null
  readonly facts: Counts
  readonly tenths: Counts
}

function addRow({ facts, tenths }: Tally, row: CountedRow, sign: 1 | -1): void {
  facts.add(row.facts, row.factCounts, sign)
  tenths.add(row.tenths, row.tenthCounts, sign)
}

/** The month of the report, `2026-11`, at the fixed +08:00 of kernel/time/day.ts. */
export const monthSql = sql<string>`to_char(m.reported_at at time zone 'UTC' + interval '8 hours', 'YYYY-MM')`

export interface GroupRow {
  readonly month: string | null
  readonly counts: readonly number[]
  readonly tenths: readonly [number, number] | null
}

/** The counts of all figures as one array, in the order of `slots`, and the two lengths: for a grouped query on `matters.matters m`. */
export function figureColumns(now: Date): RawBuilder<unknown> {
  const counts = slots.map(({ figure, part }) => sql`count(*) filter (where ${partSql(figure, part, now)})`)
  const resolved = figureOf('resolved')
  if (!resolved) throw new Error('there is no figure of resolved matters')
  return sql`array[${sql.join(counts)}]::integer[] as counts,
    percentile_cont(array[0.5, 0.9]) within group (order by floor(date_part('epoch', m.resolved_at - m.reported_at) / 8640 + 0.5))
      filter (where ${partSql(resolved, 'numerator', now)}) as tenths`
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
export const noCounts: FigureCounts = countsOf({ counts: [], tenths: null })

/** The counts of a row by figure. */
export function countsOf({ counts, tenths }: Omit<GroupRow, 'month'>): FigureCounts {
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
    days: { median: daysOf(tenths?.[0]), p90: daysOf(tenths?.[1]) },
  }
}

/** Days from tenths of days. */
function daysOf(tenths: number | undefined): number | null {
  return tenths === undefined ? null : tenths / 10
}

/** In which slots matters with some facts count: asked once for each number of facts that there is. */
const slotsOf = new Map<number, readonly number[]>()

function slotsFor(facts: number): readonly number[] {
  const known = slotsOf.get(facts)
  if (known) return known
  const all = (names: Figure['numerator']) => names.every((name) => holds(name, facts))
  const found = [...slots.keys()].filter((at) => {
    const { figure, part } = slots[at] as Slot
    if (!all(figure.denominator ?? figure.numerator)) return false
    const out = figure.exclusions.some((name) => holds(name, facts))
    return part === 'excluded' ? out : !out && (part === 'denominator' || all(figure.numerator))
  })
  slotsOf.set(facts, found)
  return found
}

function addTo(counts: number[], facts: number, count: number): void {
  for (const at of slotsFor(facts)) counts[at] = (counts[at] ?? 0) + count
}

/** The figures of matters that are counted by their facts, and of the tenths of days that they took. */
export function countsIn(facts: Counts, tenths: Counts): FigureCounts {
  const counts = slots.map(() => 0)
  for (const [value, count] of facts.entries()) addTo(counts, value, count)
  const [median = null, p90 = null] = tenths.quantiles(0.5, 0.9)
  return countsOf({ counts, tenths: median === null || p90 === null ? null : [median, p90] })
}
