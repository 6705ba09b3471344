import type { Audience, BudgetRule } from '../budget.ts'
import type { BudgetView, ChangeBudget } from '../contract.ts'
import type { BallotKind } from '../rules/election.ts'

/** What is typed on the page, before it is sent. */
export interface DraftItem {
  /** Of this page: items may be alike while they are typed. */
  readonly key: string
  readonly ideaId: string | null
  readonly title: string
  readonly words: string
  readonly yuan: string
}

export interface Draft {
  readonly title: string
  readonly words: string
  readonly budget: string
  readonly kind: BallotKind
  readonly most: string
  readonly rule: BudgetRule
  readonly openTo: Audience
  readonly noticeDays: string
  readonly votingDays: string
  readonly items: readonly DraftItem[]
}

export const emptyDraft: Draft = {
  ...{ title: '', words: '', budget: '', kind: 'approval', most: '', rule: 'shares', openTo: 'phones' },
  ...{ noticeDays: '7', votingDays: '14', items: [] },
}

export const draftOf = (of: BudgetView): Draft => ({
  ...{ title: of.title, words: of.words, kind: of.kind, rule: of.rule, openTo: of.openTo },
  budget: String(of.budgetFen / 100),
  most: of.most === null ? '' : String(of.most),
  ...{ noticeDays: String(of.noticeDays), votingDays: String(of.votingDays) },
  items: of.items.map(({ n, title, words, costFen, ideaId }) => ({
    ...{ key: String(n), ideaId, title, words, yuan: String(costFen / 100) },
  })),
})

/** What was typed in yuan as fen; 0 where it is no amount. */
export function fenOf(typed: string): number {
  const fen = Math.round(Number(typed) * 100)
  return Number.isSafeInteger(fen) && fen > 0 ? fen : 0
}

/** As the server takes it; null while something is missing. */
export function bodyOf(draft: Draft): ChangeBudget | null {
  const [budgetFen, noticeDays, votingDays] = [fenOf(draft.budget), Number(draft.noticeDays), Number(draft.votingDays)]
  const items = draft.items.filter(({ title, yuan }) => title.trim() !== '' || yuan !== '')
  if (!draft.title.trim() || !budgetFen || !noticeDays || !votingDays) return null
  if (items.some(({ title, yuan }) => !title.trim() || !fenOf(yuan))) return null
  return {
    ...{ title: draft.title.trim(), words: draft.words.trim(), budgetFen, kind: draft.kind, rule: draft.rule },
    ...{ openTo: draft.openTo, noticeDays, votingDays, most: draft.most ? Number(draft.most) : null },
    items: items.map(({ title, words, yuan, ideaId }) => ({
      ...{ title: title.trim(), words: words.trim(), costFen: fenOf(yuan) },
      ideaId: ideaId as ChangeBudget['items'][number]['ideaId'] & string,
    })),
  }
}
