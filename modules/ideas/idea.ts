import type { Words } from '../../kernel/contract/words.ts'
import type { CallState } from './call.ts'

export const ideaStates = ['pending', 'published', 'hidden', 'adopted', 'declined', 'merged', 'withdrawn'] as const
export type IdeaState = (typeof ideaStates)[number]

/** What everybody may read. */
export const shownStates = ['published', 'adopted', 'declined', 'merged'] as const satisfies readonly IdeaState[]
/** Still without an end: someone owes an answer. */
export const unendedStates = ['pending', 'published'] as const satisfies readonly IdeaState[]

interface Act {
  readonly from: readonly IdeaState[]
  /** Null: it stays as it is. */
  readonly to: IdeaState | null
}

/** The one table of what happens to an idea. */
export const ideaActs = {
  publish: { from: ['pending'], to: 'published' },
  hide: { from: ['pending', 'published'], to: 'hidden' },
  appeal: { from: ['hidden'], to: null },
  uphold: { from: ['hidden'], to: null },
  restore: { from: ['hidden'], to: 'published' },
  // Where moderation comes first, amended words wait again: see `stateAfterAmending`.
  amend: { from: ['pending', 'published'], to: null },
  withdraw: { from: ['pending', 'published'], to: 'withdrawn' },
  endorse: { from: ['published'], to: null },
  ask: { from: ['published'], to: null },
  cost: { from: ['pending', 'published', 'adopted'], to: null },
  merge: { from: ['published'], to: 'merged' },
  unmerge: { from: ['merged'], to: 'published' },
  adopt: { from: ['published'], to: 'adopted' },
  decline: { from: ['published'], to: 'declined' },
} as const satisfies Record<string, Act>
export type IdeaAct = keyof typeof ideaActs

export const mayAct = (act: IdeaAct, state: IdeaState): boolean =>
  (ideaActs[act].from as readonly IdeaState[]).includes(state)

/** Where an act leads; the state itself where it stays. */
export const stateAfter = (act: IdeaAct, state: IdeaState): IdeaState => ideaActs[act].to ?? state

/** New words of a call that is moderated before publication wait again. */
export const stateAfterAmending = (moderation: 'before' | 'after', state: IdeaState): IdeaState =>
  moderation === 'before' ? 'pending' : state

/** Why the author cannot change an idea now; null when one can. */
export function amendObstacle(call: { readonly state: CallState; readonly frozen: boolean }): Words | null {
  if (call.frozen) return { zh: '已开始投票，不能再改', en: 'Voting has begun: it can no longer be changed' }
  if (call.state !== 'open')
    return { zh: '征集已截止，不能再改', en: 'The call has closed: it can no longer be changed' }
  return null
}

export const hideReasons = ['personal_data', 'insult', 'advert', 'not_here', 'double', 'other'] as const
export type HideReason = (typeof hideReasons)[number]

export const declineReasons = ['done_already', 'not_here', 'too_costly', 'against_rules', 'few_wish', 'other'] as const
export type DeclineReason = (typeof declineReasons)[number]

/** Somebody as endorsements and authors are counted: an account, a phone, or (an author with neither) the idea itself. */
export type Head = string

/**
 * How many heads stand behind ideas that are one: each head once, authors not at all.
 * @param endorsers heads of all endorsements of the idea and of those merged into it.
 */
export function countHeads(endorsers: readonly Head[], authors: readonly Head[]): number {
  const own = new Set(authors)
  return new Set(endorsers.filter((head) => !own.has(head))).size
}
