import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'

/** What module channels keeps of a person. */
export const channelsHeld: readonly HeldKind[] = [
  {
    code: 'channels.preferences',
    words: { zh: '您的通知方式', en: 'How you want to hear' },
    purpose: { zh: '按您的选择在站外通知您（同意）', en: 'To tell you outside as you chose (consent)' },
    kept: { zh: '到您改变选择为止', en: 'Until you choose otherwise' },
    fields: { mail: { zh: '邮箱', en: 'Mail address' } },
    rows: ({ tenantId, personId }) => sql`select changed_at as at, true as own, mail_sealed as mail
      from channels.preferences where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
  {
    code: 'channels.sendings',
    words: { zh: '发给您的站外通知', en: 'Messages that went to you outside' },
    purpose: { zh: '知道通知是否送达', en: 'To know whether they reached you' },
    kept: { zh: '90 天', en: '90 days' },
    fields: { state: { zh: '状态', en: 'State' } },
    rows: ({ tenantId, personId }) => sql`select made_at as at, true as own, state
      from channels.sendings where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
]
