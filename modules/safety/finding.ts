import type { Level } from './checklist.ts'

export const findingStates = ['open', 'recheck', 'cleared'] as const
export type FindingState = (typeof findingStates)[number]

/** What happens to a finding: its matter ends or opens again, somebody looks and finds it fine or not. */
export type FindingStep = 'ended' | 'reopened' | 'fine' | 'not_fine'

/** The one table: what is not in it does not happen. A closed matter alone never clears a finding. */
const table: Readonly<Record<FindingState, Partial<Record<FindingStep, FindingState>>>> = {
  open: { ended: 'recheck' },
  recheck: { reopened: 'open', fine: 'cleared', not_fine: 'open' },
  // Cleared is for good: the next hazard is another finding.
  cleared: {},
}

/** @returns the next state; null where the step is not taken */
export const nextState = (state: FindingState, step: FindingStep): FindingState | null => table[state][step] ?? null

/** Whether somebody may say that it is fine now: a major one is looked at by somebody else than who found it. */
export const mayClear = (level: Level, foundBy: string | null, by: string): boolean =>
  level !== 'major' || foundBy === null || foundBy !== by
