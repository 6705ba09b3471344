import type { FollowUpDraft } from '../matter/draft.ts'

/**
 * One key answers one question of a call: R reached, U not reached, Y solved, N not solved, 1 to 5 how content.
 * An answer that only somebody reached can give says as well that they were reached. Null: not one of the keys.
 */
export function answerByKey(key: string, draft: FollowUpDraft): FollowUpDraft | null {
  const reached = draft.method === 'verify' ? draft.reached : true
  switch (key.toLowerCase()) {
    case 'r':
      return { ...draft, reached: true }
    case 'u':
      return { ...draft, reached: false }
    case 'y':
      return { ...draft, reached, solved: true }
    case 'n':
      return { ...draft, reached, solved: false }
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
      return { ...draft, reached, satisfaction: Number(key) }
    default:
      return null
  }
}
