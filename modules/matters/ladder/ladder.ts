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

/** The ladder of a matter: of its kind and priority, else of its kind, else of its priority, else of all. */
export function ladderFor(ladders: Ladders, kind: string, priority: 'normal' | 'urgent'): readonly LadderStep[] {
  const weight = (ladder: Ladder) => (ladder.kind === null ? 0 : 2) + (ladder.priority === null ? 0 : 1)
  const fitting = ladders.filter(
    (ladder) =>
      (ladder.kind === null || ladder.kind === kind) && (ladder.priority === null || ladder.priority === priority),
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

const unitOrder = (unit: LadderWhen['unit']) => (unit === 'percent' ? 0 : 1)

/** What keeps a ladder document from being saved; a path in it and words for each. */
export function ladderFaults(ladders: Ladders, knowsKind: (code: string) => boolean): { path: string; words: Words }[] {
  const seen = new Set<string>()
  return ladders.flatMap((ladder, n) => {
    const key = `${ladder.kind ?? ''} ${ladder.priority ?? ''}`
    const path = `ladders.${n}`
    const faults: { path: string; words: Words }[] = []
    const fault = (at: string, zh: string, en: string) => faults.push({ path: at, words: { zh, en } })
    if (seen.has(key)) fault(path, '同一类事项写了两条阶梯', 'Two ladders for the same matters')
    seen.add(key)
    if (ladder.kind !== null && !knowsKind(ladder.kind))
      fault(path, `没有事项类型 ${ladder.kind}`, `There is no kind ${ladder.kind}`)
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
  const keyOf = (ladder: Ladder) => `${ladder.kind ?? ''} ${ladder.priority ?? ''}`
  const was = new Map(before.map((ladder) => [keyOf(ladder), ladder]))
  const is = new Map(after.map((ladder) => [keyOf(ladder), ladder]))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, next] = [was.get(key) ?? null, is.get(key) ?? null]
    return sameSteps(old, next) ? [] : [{ before: old, after: next }]
  })
}

const textOf = ({ when, what, by, term }: LadderStep) =>
  [when.amount, when.unit, what, by, term?.amount ?? '', term?.unit ?? ''].join(' ')
const sameSteps = (a: Ladder | null, b: Ladder | null) =>
  (a === null) === (b === null) && (a?.steps ?? []).map(textOf).join(';') === (b?.steps ?? []).map(textOf).join(';')

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
