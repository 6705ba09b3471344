import type { RawBuilder } from 'kysely'
import { sql } from '../../kernel/db.ts'
import { type Counts, holds } from './facts.ts'
import { type Condition, type Figure, figures, type Part, partSql } from './figures.ts'

/** How many matters the parts of a figure count; a plain count has no denominator. */
export interface FigureCount {
  readonly numerator: number
  readonly denominator: number | null
  readonly excluded: number
  /** Those that count with a part of their weight. */
  readonly partly: number
}

/** Natural days from report to resolve, to a tenth, of the matters that the figure `resolved` counts; null when there are none. */
export interface DaysToResolve {
  readonly median: number | null
  readonly p90: number | null
  readonly mean: number | null
}

export interface FigureCounts {
  readonly figures: Readonly<Record<string, FigureCount>>
  readonly days: DaysToResolve
}

interface Slot {
  readonly figure: Figure
  readonly part: Part
}

/** Of the counts: one for each slot. Of tenths of days: median, ninth decile, mean; null of nothing. */
export interface CountedSlots {
  readonly counts: readonly number[]
  readonly tenths: readonly [number, number, number] | null
}

/** Counts a list of figures: in SQL over single matters, or out of facts that were counted beforehand. */
export class Counting {
  readonly figures: readonly Figure[]
  readonly slots: readonly Slot[]
  /** In which slots matters with some facts count: asked once for each number of facts that there is. */
  readonly #slotsOf = new Map<number, readonly number[]>()

  constructor(of: readonly Figure[]) {
    this.figures = of
    this.slots = of.flatMap((figure): Slot[] => [
      { figure, part: 'numerator' },
      ...(figure.denominator ? [{ figure, part: 'denominator' } as const] : []),
      ...(figure.exclusions.length > 0 ? [{ figure, part: 'excluded' } as const] : []),
      ...(figure.partly ? [{ figure, part: 'partly' } as const] : []),
    ])
  }

  /** The counts of all figures as one array, in the order of `slots`, and the lengths: for a grouped query on `matters.matters m`. */
  columns(now: Date): RawBuilder<unknown> {
    const counts = this.slots.map(({ figure, part }) => sql`count(*) filter (where ${partSql(figure, part, now)})`)
    const tenths = sql`floor(date_part('epoch', m.resolved_at - m.reported_at) / 8640 + 0.5)`
    const of = sql`filter (where m.resolved_at is not null and m.exclusion <> 'approved' and m.state not in ('void', 'merged'))`
    return sql`array[${sql.join(counts)}]::integer[] as counts,
      case when count(*) ${of} > 0 then percentile_cont(array[0.5, 0.9]) within group (order by ${tenths}) ${of}
        || (avg(${tenths}) ${of})::double precision end as tenths`
  }

  addTo(counts: number[], facts: number, count: number): void {
    for (const at of this.#slotsFor(facts)) counts[at] = (counts[at] ?? 0) + count
  }

  /** The counts of a row by figure. */
  countsOf({ counts, tenths }: CountedSlots): FigureCounts {
    const of = new Map(this.figures.map(({ code }) => [code, { numerator: 0, denominator: 0, excluded: 0, partly: 0 }]))
    for (const [at, { figure, part }] of this.slots.entries()) {
      const count = of.get(figure.code)
      if (count) count[part] = counts[at] ?? 0
    }
    const [median, p90, mean] = tenths ?? []
    return {
      figures: Object.fromEntries(
        this.figures.map(({ code, denominator }) => {
          const count = of.get(code) ?? { numerator: 0, denominator: 0, excluded: 0, partly: 0 }
          return [code, { ...count, denominator: denominator ? count.denominator : null }]
        }),
      ),
      days: { median: daysOf(median), p90: daysOf(p90), mean: daysOf(mean) },
    }
  }

  /** The figures of matters that are counted by their facts, and of the tenths of days that they took. */
  countsIn(facts: Counts, tenths: Counts): FigureCounts {
    const counts = this.slots.map(() => 0)
    for (const [value, count] of facts.entries()) this.addTo(counts, value, count)
    const [median = null, p90 = null] = tenths.quantiles(0.5, 0.9)
    const mean = tenths.mean()
    return this.countsOf({
      counts,
      tenths: median === null || p90 === null || mean === null ? null : [median, p90, mean],
    })
  }

  #slotsFor(facts: number): readonly number[] {
    const known = this.#slotsOf.get(facts)
    if (known) return known
    const found = [...this.slots.keys()].filter((at) => {
      const slot = this.slots[at]
      return slot !== undefined && countsHere(slot, facts)
    })
    this.#slotsOf.set(facts, found)
    return found
  }
}

/** Whether a matter with these facts counts in a part of a figure. */
function countsHere({ figure, part }: Slot, facts: number): boolean {
  const all = (names: readonly Condition[]) => names.every((name) => holds(name, facts))
  if (!all(figure.denominator ?? figure.numerator)) return false
  const out = figure.exclusions.some((name) => holds(name, facts))
  if (part === 'excluded' || out) return part === 'excluded' && out
  if (part === 'denominator') return true
  const whole = all(figure.numerator)
  return part === 'numerator' ? whole : !whole && figure.partly != null && all(figure.partly.conditions)
}

/** Days from tenths of days. */
const daysOf = (tenths: number | undefined): number | null => (tenths === undefined ? null : tenths / 10)

/** The figures as delivered. */
export const delivered = new Counting(figures)

/** What a figure comes to: a count, or a share of its denominator in which parts have their weight; null of nothing. */
export function figureValue(
  figure: Pick<Figure, 'partly'>,
  { numerator, denominator, partly }: FigureCount,
): number | null {
  if (denominator === null) return numerator
  if (denominator === 0) return null
  const weighed = (partly * (figure.partly?.percent ?? 0)) / 100
  return (numerator + weighed) / denominator
}
