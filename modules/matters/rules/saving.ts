import type { Actor, EventActor } from '../../../kernel/actor.ts'
import { fail } from '../../../kernel/contract/errors.ts'

export interface Saving {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly at: Date
}

/** A rule begins now or later, and nobody overwrites what a colleague saved meanwhile. */
export function checkDraft(draft: { base: number; newest: number; validFrom: Date; at: Date }): void {
  const { base, newest, validFrom, at } = draft
  if (base !== newest)
    fail('conflict', 'matters.rule_changed', {
      zh: `这期间有同事保存了第 ${newest} 版。您的草稿还在；请看过那一版再保存`,
      en: `A colleague saved version ${newest} meanwhile. Your draft is still here; please look at theirs before you save`,
    })
  if (validFrom < at)
    fail('refused', 'matters.rule_in_the_past', {
      zh: '规则只能从现在或以后开始，已经发生的不改',
      en: 'A rule begins now or later; the past is not changed',
    })
}
