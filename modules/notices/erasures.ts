import { sql } from '../../kernel/db.ts'
import type { Erasable, Overdue } from '../../kernel/erasure.ts'

const erase: Erasable['erase'] = async (tx, { tenantId, ids }) => {
  await sql`delete from notices.notices where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
}

/** Of whom it is asked; what was told of a matter under a legal hold stays with it. */
const asked = ({ tenantId, of, kept }: Overdue) => sql`tenant_id = ${tenantId}
  and (subject_id is null or subject_id <> all(${[...kept]}::text[]))
  ${of ? sql`and person_id = ${of.personId}` : sql``}`

/** What of notices is erased when its time is over: all of it, read or not. */
export const noticesErasures: readonly Erasable[] = [
  {
    code: 'notices.inbox',
    words: { zh: '看过的消息', en: 'Notices that were read' },
    since: { zh: '看过', en: 'it was read' },
    law: { zh: '个保法 19 条', en: 'PIPL 19' },
    ...{ days: 180, least: 30, onDemand: [], erase },
    due: (overdue) => sql`select id from notices.notices where ${asked(overdue)} and read_at < ${overdue.before}`,
  },
  {
    code: 'notices.unread',
    words: { zh: '没看过的消息', en: 'Notices that nobody read' },
    since: { zh: '消息发出', en: 'it was sent' },
    law: { zh: '个保法 19 条', en: 'PIPL 19' },
    ...{ days: 730, least: 180, onDemand: [], erase },
    due: (overdue) => sql`select id from notices.notices where ${asked(overdue)} and read_at is null
      and at < ${overdue.before}`,
  },
]
