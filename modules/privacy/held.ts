import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'

/** What this module itself keeps of a person. */
export const privacyHeld: readonly HeldKind[] = [
  {
    code: 'privacy.requests',
    words: { zh: '您就个人信息提的申请', en: 'Your requests about your data' },
    purpose: { zh: '答复您并留下依据（个保法 50 条）', en: 'To answer you, and to show it (PIPL 50)' },
    kept: { zh: '答复后三年', en: 'Three years after the answer' },
    fields: { words: { zh: '申请', en: 'What you asked' }, answer: { zh: '答复', en: 'Answer' } },
    rows: ({ tenantId, personId }) => sql`select asked_at as at, true as own, words_sealed as words,
        answer_sealed as answer from privacy.requests where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
]
