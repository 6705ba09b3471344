/** How a due can end; an open one waits. */
export const dueStates = ['open', 'done', 'dropped', 'merged', 'capped'] as const
export type DueState = (typeof dueStates)[number]

/**
 * Why a due was dropped by hand or by time. The first three lie with the subject and are left out of the rate; with the
 * last two we did not go, and they stay in it.
 */
export const dropReasons = ['subject_ended', 'subject_declined', 'unreached', 'not_needed', 'other'] as const
export type DropReason = (typeof dropReasons)[number]

/** Reasons that somebody may give; that nobody was reached is counted by itself. */
export const givenReasons = ['subject_ended', 'subject_declined', 'not_needed', 'other'] as const

const withSubject: ReadonlySet<DropReason> = new Set(['subject_ended', 'subject_declined', 'unreached'])

export interface CountedDue {
  readonly state: DueState
  readonly dropReason: DropReason | null
}

/** 应访: a due whose deadline lies in the period, unless it was merged, capped, or ended for a reason of the subject. */
export type CoveragePart = 'numerator' | 'denominator' | 'excluded'

export function partsOf(due: CountedDue): readonly CoveragePart[] {
  const excluded =
    due.state === 'merged' ||
    due.state === 'capped' ||
    (due.state === 'dropped' && due.dropReason !== null && withSubject.has(due.dropReason))
  if (excluded) return ['excluded']
  return due.state === 'done' ? ['numerator', 'denominator'] : ['denominator']
}

export interface Coverage {
  readonly numerator: number
  readonly denominator: number
  readonly excluded: number
}

export const noCoverage: Coverage = { numerator: 0, denominator: 0, excluded: 0 }

/** 已访 ÷ 应访, with what is left out. */
export function coverageOf(dues: readonly CountedDue[]): Coverage {
  const count = (part: CoveragePart) => dues.filter((due) => partsOf(due).includes(part)).length
  return { numerator: count('numerator'), denominator: count('denominator'), excluded: count('excluded') }
}

export const addCoverage = (a: Coverage, b: Coverage): Coverage => ({
  numerator: a.numerator + b.numerator,
  denominator: a.denominator + b.denominator,
  excluded: a.excluded + b.excluded,
})

/** The states and reasons that make up a part, for the list behind a number. */
export const excludedReasons: readonly DropReason[] = dropReasons.filter((reason) => withSubject.has(reason))
