import type { Condition } from './figures.ts'

/** What is counted about a matter, as bits of one number; keep in step with the SQL function `matters.facts_of`. */
export const factBits = {
  excluded: 1,
  not_void: 2,
  to_contact: 4,
  contact_judged: 8,
  contacted_in_time: 16,
  followed_up: 32,
  solved: 64,
  resolved: 128,
  handling_judged: 256,
  handled_in_time: 512,
  reopened: 1024,
  open: 2048,
  overdue: 4096,
} as const

/** The rating, 0 where there is none, stands above the bits. */
export const ratingFrom = 8192

export const satisfactionIn = (facts: number): number => Math.floor(facts / ratingFrom)

const has = (facts: number, bit: keyof typeof factBits): boolean => (facts & factBits[bit]) !== 0

/** The conditions of the board's figures on facts; those of imports alone are not counted beforehand. */
const holding: Readonly<Partial<Record<Condition, (facts: number) => boolean>>> = {
  all: () => true,
  open: (facts) => has(facts, 'open'),
  overdue: (facts) => has(facts, 'overdue'),
  counted: (facts) => !has(facts, 'excluded'),
  excluded: (facts) => has(facts, 'excluded'),
  not_void: (facts) => has(facts, 'not_void'),
  to_contact: (facts) => has(facts, 'to_contact'),
  contact_judged: (facts) => has(facts, 'contact_judged'),
  contacted_in_time: (facts) => has(facts, 'contacted_in_time'),
  followed_up: (facts) => has(facts, 'followed_up'),
  solved: (facts) => has(facts, 'solved'),
  rated: (facts) => satisfactionIn(facts) > 0,
  satisfied: (facts) => satisfactionIn(facts) >= 3,
  handling_judged: (facts) => has(facts, 'handling_judged'),
  resolved: (facts) => has(facts, 'resolved'),
  handled_in_time: (facts) => has(facts, 'handled_in_time'),
  resolved_once: (facts) => has(facts, 'resolved') || has(facts, 'reopened'),
  reopened: (facts) => has(facts, 'reopened'),
}

/** Whether a condition holds for matters with these facts. @throws Error for one that is not counted beforehand. */
export function holds(condition: Condition, facts: number): boolean {
  const test = holding[condition]
  if (!test) throw new Error(`${condition} is not among the facts that are counted`)
  return test(facts)
}

/** How many there are of each of some whole numbers. */
export class Counts {
  readonly #of = new Map<number, number>()

  add(values: readonly number[], counts: readonly number[], sign: 1 | -1 = 1): void {
    for (const [at, value] of values.entries()) this.addOne(value, sign * (counts[at] ?? 0))
  }

  addOne(value: number, count: number): void {
    const sum = (this.#of.get(value) ?? 0) + count
    if (sum === 0) this.#of.delete(value)
    else this.#of.set(value, sum)
  }

  get empty(): boolean {
    return this.#of.size === 0
  }

  entries(): IterableIterator<[number, number]> {
    return this.#of.entries()
  }

  /** In order of the values: for comparing. */
  sorted(): [number, number][] {
    return [...this.#of].sort(([a], [b]) => a - b)
  }

  /** As SQL's `percentile_cont`: between the two nearest values, in proportion; null of nothing. */
  quantiles(...shares: number[]): (number | null)[] {
    const sorted = this.sorted()
    const total = sorted.reduce((sum, [, count]) => sum + count, 0)
    const valueAt = (rank: number): number => {
      let seen = 0
      for (const [value, count] of sorted) {
        seen += count
        if (rank < seen) return value
      }
      return sorted.at(-1)?.[0] ?? 0
    }
    return shares.map((share) => {
      if (total === 0) return null
      const at = share * (total - 1)
      const low = valueAt(Math.floor(at))
      return low + (valueAt(Math.ceil(at)) - low) * (at - Math.floor(at))
    })
  }
}
