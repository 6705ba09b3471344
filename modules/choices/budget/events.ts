import type { Id } from '../../../kernel/contract/ids.ts'

type BudgetId = Id<'budget'>

export const budgetStream = (id: BudgetId): string => `budgets:${id}`

/** What happens to a vote on a budget. No event is about one voter or one ballot. */
export const budgetEvents = {
  planned: 'choices.budget_planned',
  changed: 'choices.budget_changed',
  announced: 'choices.budget_announced',
  opened: 'choices.budget_opened',
  noted: 'choices.ballots_noted',
  closed: 'choices.budget_closed',
  counted: 'choices.budget_counted',
  published: 'choices.budget_published',
  cancelled: 'choices.budget_cancelled',
  voter_registered: 'choices.voter_registered',
  codes_printed: 'choices.codes_printed',
} as const
export type BudgetEventName = keyof typeof budgetEvents

export interface BudgetEvent {
  readonly budgetId: BudgetId
  /** SHA-256 of words that stand in a row: what is voted on, or why it was cancelled. */
  readonly hash?: string
  /** Digests of sealed ballots that came since the last such event, hexadecimal, in alphabetical order. */
  readonly digests?: readonly string[]
  readonly facts?: Readonly<Record<string, unknown>>
}
