import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { ideaEvents } from './events.ts'

/** What module ideas keeps of a person. */
export const ideasHeld: readonly HeldKind[] = [
  {
    code: 'ideas.ideas',
    words: { zh: '您提的点子', en: 'Your ideas' },
    purpose: { zh: '征集意见并答复您', en: 'To collect ideas and answer you' },
    kept: { zh: '随征集；姓名和电话按保存规则删除', en: 'With the call; name and phone erased by rule' },
    fields: {
      title: { zh: '标题', en: 'Title' },
      body: { zh: '内容', en: 'Words' },
      name: { zh: '留的姓名', en: 'Name given' },
      phone: { zh: '留的电话', en: 'Phone given' },
    },
    revealed: ideaEvents.authorRevealed,
    rows: ({
      tenantId,
      personId,
      phones,
    }) => sql`select submitted_at as at, author_id is not distinct from ${personId} as own,
        'ideas:' || id as stream, title, body, author_name_sealed as name, author_phone_sealed as phone
      from ideas.ideas where tenant_id = ${tenantId}
        and (author_id = ${personId} or author_phone_lookup = any(${[...phones]}::bytea[]))`,
  },
]
