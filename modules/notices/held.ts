import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'

/** What module notices keeps of a person. */
export const noticesHeld: readonly HeldKind[] = [
  {
    code: 'notices.inbox',
    words: { zh: '发给您的消息', en: 'Notices to you' },
    purpose: { zh: '告诉您办理进展', en: 'To tell you how things go' },
    kept: { zh: '看过后半年；没看过的两年', en: 'Half a year after they were read; two years unread' },
    fields: { words: { zh: '内容', en: 'Words' } },
    rows: ({ tenantId, personId }) => sql`select at, true as own, words
      from notices.notices where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
]
