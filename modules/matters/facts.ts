import { type Channel, channels } from './channels.ts'
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
  self_found: 65_536,
  filed: 131_072,
  closed: 262_144,
  closing_judged: 524_288,
  on_hold: 1_048_576,
  returned: 2_097_152,
  extended: 4_194_304,
  repeated: 8_388_608,
  urgent: 16_777_216,
  assigned: 33_554_432,
} as const

/** The rating, 0 where there is none: three bits from here. */
export const ratingFrom = 8192

export const satisfactionIn = (facts: number): number => (facts >> 13) & 7

/** The door it came through: four bits from here, its place in `channels` and one. */
export const channelFrom = 67_108_864

export const channelIn = (facts: number): Channel | undefined => channels[((facts >> 26) & 15) - 1]

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
  well_satisfied: (facts) => satisfactionIn(facts) >= 4,
  basically_satisfied: (facts) => satisfactionIn(facts) === 3,
  self_found: (facts) => has(facts, 'self_found'),
  filed: (facts) => has(facts, 'filed'),
  closed: (facts) => has(facts, 'closed'),
  closing_judged: (facts) => has(facts, 'closing_judged'),
  on_hold: (facts) => has(facts, 'on_hold'),
  assigned: (facts) => has(facts, 'assigned'),
  returned: (facts) => has(facts, 'returned'),
  extended: (facts) => has(facts, 'extended'),
  repeated: (facts) => has(facts, 'repeated'),
  not_dropped: (facts) => has(facts, 'not_void') || has(facts, 'repeated'),
  urgent: (facts) => has(facts, 'urgent'),
  not_imported: (facts) => channelIn(facts) !== 'import',
  by_phone: (facts) => channelIn(facts) === 'phone',
  by_pocket: (facts) => channelIn(facts) === 'pocket',
  by_patrol: (facts) => channelIn(facts) === 'patrol',
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

  /** null of nothing. */
  mean(): number | null {
    let [sum, total] = [0, 0]
    for (const [value, count] of this.#of) [sum, total] = [sum + value * count, total + count]
    return total === 0 ? null : sum / total
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
