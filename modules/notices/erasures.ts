import { sql, type Tx } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'
import { mine } from './tables.ts'

async function erase(tx: Tx, { tenantId, ids }: Parameters<Erasable['erase']>[1]): Promise<void> {
  await mine(tx)
    .deleteFrom('notices.notices')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids as never)
    .execute()
}

/** What was told of a matter under a legal hold stays with it. */
const notOf = (kept: readonly string[]) => sql`(subject_id is null or subject_id <> all(${[...kept]}::text[]))`

/** What of notices is erased when its time is over: all of it, read or not. */
export const noticesErasures: readonly Erasable[] = [
  {
    code: 'notices.inbox',
    words: { zh: '看过的消息', en: 'Notices that were read' },
    since: { zh: '看过', en: 'it was read' },
    law: { zh: '个保法 19 条', en: 'PIPL 19' },
    ...{ days: 180, least: 30, onDemand: [], erase },
    due: ({ tenantId, before, kept }) => sql`select id from notices.notices where tenant_id = ${tenantId}
      and read_at < ${before} and ${notOf(kept)}`,
  },
  {
    code: 'notices.unread',
    words: { zh: '没看过的消息', en: 'Notices that nobody read' },
    since: { zh: '消息发出', en: 'it was sent' },
    law: { zh: '个保法 19 条', en: 'PIPL 19' },
    ...{ days: 730, least: 180, onDemand: [], erase },
    due: ({ tenantId, before, kept }) => sql`select id from notices.notices where tenant_id = ${tenantId}
      and read_at is null and at < ${before} and ${notOf(kept)}`,
  },
]
