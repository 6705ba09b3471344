import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { CountedSlots, Counting, FigureCounts } from './counting.ts'
import { Counts, channelIn } from './facts.ts'
import { whereSql } from './matter-filter.ts'
import { type CountedRow, type CubeRow, cubeRows, looseRows, seesAll, tallyRows } from './tallies.ts'

/** The counts of one group. `child` and `month` are null where all of them are taken together. */
export interface CountedGroup extends FigureCounts {
  readonly child: Child | null
  /** `2026-11`: the month of the report on a Chinese calendar. */
  readonly month: string | null
}

/**
 * What a group lies in: a child place by its path, a grid, a kind, a channel, or neither (`at: null`: at the place itself, in no
 * grid). Days to resolve are not counted by channel.
 */
interface Child {
  readonly at: string | null
}

export interface FigureQuery {
  readonly placeId: PlaceId
  /** The path of that place, `/1/7/`. */
  readonly placePath: string
  readonly by: 'place' | 'grid' | 'kind' | 'channel'
  /** Days, both included: the first of a month and the last of one. */
  readonly reportedFrom: string
  readonly reportedTo: string
}

/** What is counted, and at what instant. */
export interface CountingNow {
  readonly counting: Counting
  readonly now: Date
}

/**
 * Every figure by child place (or grid) and by month, with totals of each, over the matters that the actor may list:
 * exactly the rows that `GET /api/matters` with the same place and days shows. Who sees all of the place reads what is
 * counted already and counts only what is open or has just changed; for others their own matters are counted.
 */
export async function figuresFor(
  tx: Tx,
  actor: Actor,
  query: FigureQuery,
  { counting, now }: CountingNow,
): Promise<CountedGroup[]> {
  const { placeId, reportedFrom, reportedTo } = query
  const rows = seesAll(actor, query.placePath)
    ? await tallyRows(tx, actor, query, now)
    : await looseRows(tx, query, whereSql(actor, { placeId, reportedFrom, reportedTo }, now), now)
  return groupsIn(rows, query, counting)
}

/** Rows of counts put together as groups: of the whole and of each child, by month and altogether. */
export function groupsIn(
  rows: readonly CountedRow[],
  { by }: Pick<FigureQuery, 'by'>,
  counting: Counting,
): CountedGroup[] {
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
      if (by === 'channel') {
        for (const [at, facts] of row.facts.entries())
          to({ at: channelIn(facts) ?? null }, month).facts.addOne(facts, row.factCounts[at] ?? 0)
        continue
      }
      if (row.level !== 'self') addRow(to({ at: row.at }, month), row, 1)
      // What is at the place and at none of its children is at the place itself.
      else addRow(to({ at: null }, month), row, 1)
      if (row.level === 'child') addRow(to({ at: null }, month), row, -1)
    }
  return [...groups.values()]
    .filter(({ facts }) => !facts.empty)
    .map(({ child, month, facts, tenths }) => ({ child, month, ...counting.countsIn(facts, tenths) }))
}

/** The rates of one place with all below it, of one kind in one month. */
export interface CubeCell {
  readonly path: string
  readonly kind: string
  readonly month: string
  /** One for each of the counting's slots: its `countsOf({ counts, tenths: null })` names them. */
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
  { counting, now }: CountingNow,
): Promise<CubeCell[]> {
  const cells = new Map<string, CubeCell & { readonly counts: number[] }>()
  const add = (path: string, { kind, month, facts, factCounts }: CubeRow) => {
    const key = `${path} ${kind} ${month}`
    let cell = cells.get(key)
    if (!cell) {
      cell = { path, kind, month, counts: new Array<number>(counting.slots.length).fill(0) }
      cells.set(key, cell)
    }
    for (let at = 0; at < facts.length; at++) counting.addTo(cell.counts, facts[at] ?? 0, factCounts[at] ?? 0)
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

export interface GroupRow extends CountedSlots {
  readonly month: string | null
}
