import { sql } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'

/** What this module itself erases: the words of requests; that they were made and answered stays. */
export const privacyErasures: readonly Erasable[] = [
  {
    code: 'privacy.words',
    words: { zh: '个人信息申请和答复的内容', en: 'Words of requests about personal data and of answers' },
    since: { zh: '答复或撤回', en: 'the answer, or being taken back' },
    law: { zh: '个保法 56 条：处理记录至少三年', en: 'PIPL 56: records are kept three years at least' },
    ...{ days: 1095, least: 1095, onDemand: [] },
    due: ({ tenantId, before, kept }) => sql`select id from privacy.requests where tenant_id = ${tenantId}
      and ended_at < ${before} and not erased and id <> all(${[...kept]}::uuid[])`,
    erase: async (tx, { tenantId, ids, secrets }) => {
      await sql`update privacy.requests set erased = true, words_sealed = ${secrets.seal('')},
        answer_sealed = case when answer_sealed is not null then ${secrets.seal('')}::bytea end
        where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    },
  },
]
