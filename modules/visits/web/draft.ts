import { newId } from '../../../kernel/contract/ids.ts'
import type { DueView, RecordBody, VisitId } from '../contract.ts'
import type { Method } from '../rule.ts'

/** What was filled in so far. */
export interface VisitDraft {
  /** Made here, so that a retry names the same visit. */
  readonly visitId: VisitId
  readonly reached: boolean | null
  readonly contactId: string | null
  /** As typed, by the code of the question. */
  readonly answers: Readonly<Record<string, string>>
  readonly words: string
  readonly mood: number | null
  readonly followUp: boolean
  /** Null: none was named. */
  readonly difficulty: string | null
  /** Null while untouched: a likely suggestion is taken. */
  readonly category: string | null
}

export const freshDraft = (due: Pick<DueView, 'contacts'>): VisitDraft => ({
  visitId: newId<'visit'>(),
  reached: null,
  contactId: due.contacts[0]?.id ?? null,
  answers: {},
  words: '',
  mood: null,
  followUp: false,
  difficulty: null,
  category: null,
})

/** What is missing before it can be saved. */
export function faultOf(draft: VisitDraft): 'reached' | 'difficulty' | null {
  if (draft.reached === null) return 'reached'
  return draft.reached && draft.difficulty !== null && draft.difficulty.trim().length < 4 ? 'difficulty' : null
}

/** What is sent. Where nobody was reached there is nothing to tell but words. */
export function bodyOf(
  draft: VisitDraft,
  more: { method: Method; category: string; heldAt: Date; fileIds?: RecordBody['fileIds'] },
): RecordBody {
  const words = draft.words.trim()
  const reached = draft.reached === true
  const shared = {
    visitId: draft.visitId,
    method: more.method,
    reached,
    heldAt: more.heldAt.toISOString(),
    ...(words ? { words } : {}),
    ...(more.fileIds && more.fileIds.length > 0 ? { fileIds: more.fileIds } : {}),
  }
  if (!reached) return shared
  const answers = Object.fromEntries(Object.entries(draft.answers).filter(([, answer]) => answer.trim() !== ''))
  return {
    ...shared,
    ...(draft.contactId ? { contactId: draft.contactId } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(draft.mood ? { mood: draft.mood } : {}),
    ...(draft.followUp ? { followUp: true } : {}),
    ...(draft.difficulty ? { difficulty: { category: more.category, words: draft.difficulty.trim() } } : {}),
  }
}
