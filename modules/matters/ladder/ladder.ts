import type { Words } from '../../../kernel/contract/words.ts'
import { addSpan, isSpan, isWorkingUnit, remaining, type Span, type SpanUnit } from '../../../kernel/time/span.ts'
import type { WorkCalendar } from '../../../kernel/time/work-calendar.ts'

/** What a step does, in the order of its weight: 催办, 督办单, 通报, 约谈. */
export const ladderKinds = ['urge', 'order', 'bulletin', 'talk'] as const
export type LadderKind = (typeof ladderKinds)[number]

/** In whose name a step is taken: the first post with this role on the way up from the holder. */
export const ladderRoles = ['compound_secretary', 'community', 'street'] as const
export type LadderRole = (typeof ladderRoles)[number]

/** `percent`: of the limit used, 10 to 100; else how long after the deadline. */
export interface LadderWhen {
  readonly amount: number
  readonly unit: 'percent' | SpanUnit
}

export interface LadderStep {
  readonly when: LadderWhen
  readonly what: LadderKind
  readonly by: LadderRole
  /** Within which an order is answered or a talk held; other steps have none. */
  readonly term?: Span
}

/** For a kind of matter and a priority, each null for all. */
export interface Ladder {
  readonly kind: string | null
  /** A category of the kind, with all that lie below it; left out: all. */
  readonly category?: string
  readonly priority: 'normal' | 'urgent' | null
  readonly steps: readonly LadderStep[]
}
export type Ladders = readonly Ladder[]

/** A clock as far as a ladder needs it. */
export interface LadderClock {
  readonly span: Span
  readonly startedAt: Date
  readonly dueAt: Date
}

/** The usual ladder, to begin with: 红灯逐级升级, from the community to the street. */
export const usualLadder: Ladder = {
  kind: null,
  priority: null,
  steps: [
    { when: { amount: 80, unit: 'percent' }, what: 'urge', by: 'community' },
    {
      when: { amount: 4, unit: 'working_hours' },
      what: 'order',
      by: 'street',
      term: { amount: 1, unit: 'working_days' },
    },
    { when: { amount: 2, unit: 'working_days' }, what: 'bulletin', by: 'street' },
    {
      when: { amount: 5, unit: 'working_days' },
      what: 'talk',
      by: 'street',
      term: { amount: 3, unit: 'working_days' },
    },
  ],
}

export const asksForTerm = (what: LadderKind): boolean => what === 'order' || what === 'talk'

/** What of a matter decides which ladder it goes by. */
export interface Climbing {
  readonly kind: string
  readonly category: string
  readonly priority: 'normal' | 'urgent'
}

/** The ladder of a matter: a kind counts more than none, then the longest category, then a priority. */
export function ladderFor(ladders: Ladders, { kind, category, priority }: Climbing): readonly LadderStep[] {
  const weight = (one: Ladder) =>
    (one.kind === null ? 0 : 1000) + 2 * (one.category?.length ?? 0) + (one.priority === null ? 0 : 1)
  const fitting = ladders.filter(
    (one) =>
      (one.kind === null || one.kind === kind) &&
      category.startsWith(one.category ?? '') &&
      (one.priority === null || one.priority === priority),
  )
  return fitting.sort((a, b) => weight(b) - weight(a))[0]?.steps ?? []
}

/** When a step of a clock is due; a share is reckoned in the clock's own time (working or natural). */
export function stepAt(calendar: WorkCalendar, clock: LadderClock, { when }: LadderStep): Date {
  const { startedAt, dueAt, span } = clock
  const { amount, unit } = when
  if (unit !== 'percent') return addSpan(calendar, dueAt, { amount, unit })
  if (amount >= 100) return dueAt
  const unitIsWorking = isWorkingUnit(span.unit)
  const whole = remaining(calendar, { dueAt, now: startedAt, unitIsWorking })
  const used = Math.max(0, Math.floor((whole * amount) / 100))
  const at = addSpan(calendar, startedAt, { amount: used, unit: unitIsWorking ? 'working_minutes' : 'minutes' })
  return new Date(Math.min(at.getTime(), dueAt.getTime()))
}

/**
 * The first step of a clock whose moment comes after an instant. What lay before it counts as passed and is never taken
 * later: a ladder that is saved does not do in bulk what it would have done in the past. Null: every step has passed.
 */
export function stepAfter(
  calendar: WorkCalendar,
  clock: LadderClock,
  steps: readonly LadderStep[],
  after: Date,
): { readonly n: number; readonly at: Date } | null {
  for (const [n, step] of steps.entries()) {
    const at = stepAt(calendar, clock, step)
    if (at > after) return { n, at }
  }
  return null
}

const unitOrder = (unit: LadderWhen['unit']) => (unit === 'percent' ? 0 : 1)

/** Which matters a ladder is for, as one text. */
export const ladderKey = ({ kind, category, priority }: Omit<Ladder, 'steps'>): string =>
  `${kind ?? ''} ${category ?? ''} ${priority ?? ''}`

/** What keeps a ladder document from being saved; a path in it and words for each. */
export function ladderFaults(
  ladders: Ladders,
  knowsKind: (code: string) => boolean,
  knowsCategory: (kind: string, category: string) => boolean,
): { path: string; words: Words }[] {
  const seen = new Set<string>()
  return ladders.flatMap((ladder, n) => {
    const key = ladderKey(ladder)
    const path = `ladders.${n}`
    const faults: { path: string; words: Words }[] = []
    const fault = (at: string, zh: string, en: string) => faults.push({ path: at, words: { zh, en } })
    if (seen.has(key)) fault(path, '同一类事项写了两条阶梯', 'Two ladders for the same matters')
    seen.add(key)
    if (ladder.kind !== null && !knowsKind(ladder.kind))
      fault(path, `没有事项类型 ${ladder.kind}`, `There is no kind ${ladder.kind}`)
    else if (ladder.category !== undefined && !(ladder.kind && knowsCategory(ladder.kind, ladder.category)))
      fault(path, `这个事项类型没有类别 ${ladder.category}`, `This kind has no category ${ladder.category}`)
    if (ladder.steps.length === 0) fault(path, '至少要有一步', 'A ladder has a step at least')
    ladder.steps.forEach((step, at) => {
      const bad = stepFault(step, ladder.steps[at - 1])
      if (bad) fault(`${path}.steps.${at}`, bad.zh, bad.en)
    })
    return faults
  })
}

function stepFault({ when, what, term }: LadderStep, before: LadderStep | undefined): Words | null {
  const { amount, unit } = when
  if (unit === 'percent' ? amount < 10 || amount > 100 || !Number.isInteger(amount) : !isSpan({ amount, unit }))
    return {
      zh: '什么时候：用去时限的 10% 至 100%，或超时以后多久（工作日要整数）',
      en: 'When: 10 to 100 percent of the limit, or how long after it (working days are whole)',
    }
  if (asksForTerm(what) !== (term !== undefined))
    return { zh: '督办单和约谈要写期限，其他不写', en: 'Orders and talks have a term, others have none' }
  if (term && !isSpan(term)) return { zh: '期限不对', en: 'The term is wrong' }
  if (
    before &&
    (unitOrder(unit) < unitOrder(before.when.unit) || (unit === before.when.unit && amount < before.when.amount))
  )
    return { zh: '步骤要按先后排', en: 'Steps stand in the order of time' }
  return null
}

/** How two documents differ: a line for each group of matters whose steps are others. */
export function ladderChanges(before: Ladders, after: Ladders): { before: Ladder | null; after: Ladder | null }[] {
  const was = new Map(before.map((ladder) => [ladderKey(ladder), ladder]))
  const is = new Map(after.map((ladder) => [ladderKey(ladder), ladder]))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, next] = [was.get(key) ?? null, is.get(key) ?? null]
    return sameSteps(old, next) ? [] : [{ before: old, after: next }]
  })
}

const textOf = ({ when, what, by, term }: LadderStep) =>
  [when.amount, when.unit, what, by, term?.amount ?? '', term?.unit ?? ''].join(' ')
const sameSteps = (a: Ladder | null, b: Ladder | null) =>
  (a === null) === (b === null) && areSame(a?.steps ?? [], b?.steps ?? [])

/** Whether two ladders do the same. */
export const areSame = (a: readonly LadderStep[], b: readonly LadderStep[]): boolean =>
  a.map(textOf).join(';') === b.map(textOf).join(';')

/** What a ladder would have done with a past clock until it stopped (or until now): each step that was due by then. */
export const stepsUntil = (
  calendar: WorkCalendar,
  clock: LadderClock,
  steps: readonly LadderStep[],
  until: Date,
): LadderKind[] => {
  const taken: LadderKind[] = []
  for (const step of steps) {
    // A step waits for the one before it.
    if (stepAt(calendar, clock, step) > until) break
    taken.push(step.what)
  }
  return taken
}
