import type { Words } from '../../../kernel/contract/words.ts'
import { isSpan, type Span } from '../../../kernel/time/span.ts'
import { type KindSpec, limitOf } from '../kind.ts'
import { type Stage, stages } from '../matter.ts'

export type Limits = KindSpec['limits']
export const columns = ['normal', 'urgent'] as const
export type Column = (typeof columns)[number]

/** One cell of the grid of time limits: a stage, a category (null: all), usual or urgent. */
export interface Cell {
  readonly stage: Stage
  readonly category: string | null
  readonly column: Column
}

/** In the usual column stands what has no priority, as it also holds for urgent ones that have no limit of their own. */
const isIn = (limit: Limits[number], { stage, category, column }: Cell): boolean =>
  limit.stage === stage &&
  (limit.category ?? null) === category &&
  (column === 'urgent' ? limit.priority === 'urgent' : limit.priority !== 'urgent')

/** The limit that a cell itself holds; undefined where another one reaches into it. */
export function ownLimit(limits: Limits, cell: Cell): Span | undefined {
  const found = limits.filter((limit) => isIn(limit, cell))
  return (found.find((limit) => limit.priority === cell.column) ?? found[0])?.span
}

/** The limit that holds in a cell, its own or one that reaches into it. */
export const limitIn = (limits: Limits, { stage, category, column }: Cell): Span =>
  limitOf({ limits }, stage, category ?? '', column)

/** The limits with one cell changed; null takes its own limit away. The order of the others stays. */
export function withLimit(limits: Limits, cell: Cell, span: Span | null): Limits {
  const at = limits.findIndex((limit) => isIn(limit, cell))
  const rest = limits.filter((limit) => !isIn(limit, cell))
  if (!span) return rest
  const next = {
    stage: cell.stage,
    ...(cell.category === null ? {} : { category: cell.category }),
    ...(cell.column === 'urgent' ? { priority: 'urgent' as const } : {}),
    span: { amount: span.amount, unit: span.unit },
  }
  const place = at < 0 ? rest.length : limits.slice(0, at).filter((limit) => !isIn(limit, cell)).length
  return [...rest.slice(0, place), next, ...rest.slice(place)]
}

export interface LimitChange extends Cell {
  readonly before: Span | null
  readonly after: Span | null
}

const keyOf = (limit: Limits[number]): string =>
  JSON.stringify([limit.stage, limit.category ?? null, limit.priority === 'urgent' ? 'urgent' : 'normal'])

const cellOf = (key: string): Cell => {
  const [stage, category, column] = JSON.parse(key) as [Stage, string | null, Column]
  return { stage, category, column }
}

export const sameSpan = (a: Span | null | undefined, b: Span | null | undefined): boolean =>
  (a ?? null) === (b ?? null) || (a?.amount === b?.amount && a?.unit === b?.unit)

/** Which cells two sets of limits differ in, by stage and category. */
export function limitChanges(before: Limits, after: Limits): LimitChange[] {
  const keys = [...new Set([...before, ...after].map(keyOf))]
  return keys
    .map(cellOf)
    .map((cell) => ({ ...cell, before: ownLimit(before, cell) ?? null, after: ownLimit(after, cell) ?? null }))
    .filter((change) => !sameSpan(change.before, change.after))
    .sort(
      (a, b) =>
        stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
        (a.category ?? '').localeCompare(b.category ?? '') ||
        a.column.localeCompare(b.column),
    )
}

export interface Fault {
  readonly path: string
  readonly words: Words
}

/** What is wrong with limits that somebody typed, each beside its cell; none when they can be saved. */
export function limitFaults(limits: Limits, knows: (category: string) => boolean): Fault[] {
  const faults: Fault[] = []
  for (const [n, { category, span }] of limits.entries()) {
    if (!isSpan(span) || span.amount <= 0)
      faults.push({
        path: `spec.limits.${n}`,
        words: { zh: '时限要大于零，工作日要是整数', en: 'A limit is more than nothing; working days are whole' },
      })
    if (category !== undefined && !knows(category))
      faults.push({
        path: `spec.limits.${n}`,
        words: { zh: `没有类别 ${category}`, en: `There is no category ${category}` },
      })
  }
  const seen = new Set<string>()
  for (const [n, limit] of limits.entries()) {
    const key = JSON.stringify([limit.stage, limit.category ?? null, limit.priority ?? null])
    if (seen.has(key))
      faults.push({ path: `spec.limits.${n}`, words: { zh: '同一格写了两次', en: 'Two limits for one cell' } })
    seen.add(key)
  }
  return faults
}
