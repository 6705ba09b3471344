import type { Words } from '../../../kernel/contract/words.ts'
import type { KindSpec } from '../kind.ts'
import { chooseHolder, type RoutePost, type Surroundings } from '../routing.ts'

/** Levels that a duty list 履职清单 speaks of: roles of posts that work on matters. */
export const dutyLevels = [
  'grid_worker',
  'compound_secretary',
  'property_firm',
  'community',
  'street',
  'department',
] as const
export type DutyLevel = (typeof dutyLevels)[number]

/** `basic` 基本履职: may be given to it; `assist` 配合履职: only called to help; `none`: not its duty, taken back above. */
export const duties = ['basic', 'assist', 'none'] as const
export type Duty = (typeof duties)[number]

export interface DutyLine {
  readonly level: DutyLevel
  /** A category with all below it; empty: all. */
  readonly category: string
  readonly duty: Duty
}
export type DutyList = readonly DutyLine[]

/** What the list says of a level and a category: the line of the nearest category. Null: nothing. */
export function dutyOf(list: DutyList, level: string, category: string): Duty | null {
  const lines = list.filter((line) => line.level === level && category.startsWith(line.category))
  return lines.sort((a, b) => b.category.length - a.category.length)[0]?.duty ?? null
}

/** Why giving a matter to a level would be against the list; null where it is not. */
export function againstList(list: DutyList, level: string, category: string): 'assist' | 'none' | null {
  const duty = dutyOf(list, level, category)
  return duty === 'basic' ? null : duty
}

/** Who should have it: whom the kind's own ways lead to among those that the list lets have it. Null where nobody is found. */
export function rightReceiver(
  list: DutyList,
  spec: KindSpec,
  category: { code: string; name: Words },
  around: Surroundings,
): RoutePost | null {
  const posts = around.posts.filter((post) => !againstList(list, post.role, category.code))
  return chooseHolder(spec, category, { ...around, posts })?.post ?? null
}

const keyOf = ({ level, category }: DutyLine): string => `${level} ${category}`

export interface DutyChange {
  readonly level: DutyLevel
  readonly category: string
  readonly before: Duty | null
  readonly after: Duty | null
}

/** In what two lists differ. */
export function dutyChanges(before: DutyList, after: DutyList): DutyChange[] {
  const was = new Map(before.map((line) => [keyOf(line), line]))
  const is = new Map(after.map((line) => [keyOf(line), line]))
  return [...new Map([...was, ...is]).entries()].flatMap(([key, { level, category }]) => {
    const [old, next] = [was.get(key)?.duty ?? null, is.get(key)?.duty ?? null]
    return old === next ? [] : [{ level, category, before: old, after: next }]
  })
}

/** Dispatches of one level and category. */
export interface Dispatched {
  readonly level: string
  readonly category: string
  readonly dispatched: number
  /** Of these, against the list as it was then. */
  readonly against: number
}

/** How many of the dispatches a list would have warned of. */
export const warnedBy = (list: DutyList, past: readonly Dispatched[]): number =>
  past
    .filter(({ level, category }) => againstList(list, level, category) !== null)
    .reduce((sum, { dispatched }) => sum + dispatched, 0)
