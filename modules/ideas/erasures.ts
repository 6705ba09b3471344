import { sql } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'

/** What of ideas is erased when its time is over. */
export const ideasErasures: readonly Erasable[] = [
  {
    code: 'ideas.contact',
    words: { zh: '提点子的人留的姓名和电话', en: 'Name and phone of who gave an idea' },
    since: { zh: '点子有了结果', en: 'the idea had its outcome' },
    law: { zh: '个保法 19、47 条', en: 'PIPL 19, 47' },
    ...{ days: 1095, least: 180, onDemand: ['ideas.ideas'] },
    due: ({ tenantId, before, of, kept }) => sql`select id from ideas.ideas where tenant_id = ${tenantId}
      and ended_at < ${before} and (author_name_sealed is not null or author_phone_sealed is not null)
      and id <> all(${[...kept]}::uuid[])
      ${of ? sql`and (author_id = ${of.personId} or author_phone_lookup = any(${[...of.phones]}::bytea[]))` : sql``}`,
    erase: async (tx, { tenantId, ids }) => {
      await sql`update ideas.ideas set author_name_sealed = null, author_phone_sealed = null, author_phone_lookup = null
        where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    },
  },
]
