import { sql } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'

/** The last hiding of the idea `i` itself. */
const lastHidingSql = sql`(select m.id from ideas.moderations m where m.tenant_id = i.tenant_id and m.idea_id = i.id
  and m.remark_id is null and m.act = 'hide' order by m.at desc, m.id desc limit 1)`

/**
 * A hidden idea has no end of its own: it is over once the appeal against its hiding was refused, or its call is answered and
 * takes no appeal any more.
 */
const hiddenOverSql = sql<Date | null>`least((select a.decided_at from ideas.appeals a where a.tenant_id = i.tenant_id
    and a.moderation_id = ${lastHidingSql} and a.decision = 'upheld'),
  (select c.decided_at from ideas.calls c where c.tenant_id = i.tenant_id and c.id = i.call_id))`

/** What of ideas is erased when its time is over. */
export const ideasErasures: readonly Erasable[] = [
  {
    code: 'ideas.contact',
    words: { zh: '提点子的人留的姓名和电话', en: 'Name and phone of who gave an idea' },
    since: {
      zh: '点子有了结果；被隐藏的，申诉未获支持或征集已全部答复',
      en: 'the idea had its outcome; of a hidden one, the appeal was refused or its call was answered',
    },
    law: { zh: '个保法 19、47 条', en: 'PIPL 19, 47' },
    ...{ days: 1095, least: 180, onDemand: ['ideas.ideas'] },
    due: ({ tenantId, before, of, kept }) => sql`select i.id from ideas.ideas i where i.tenant_id = ${tenantId}
      and (i.ended_at < ${before} or (i.state = 'hidden' and ${hiddenOverSql} < ${before}))
      and (author_name_sealed is not null or author_phone_sealed is not null)
      and i.id <> all(${[...kept]}::uuid[])
      ${of ? sql`and (author_id = ${of.personId} or author_phone_lookup = any(${[...of.phones]}::bytea[]))` : sql``}`,
    erase: async (tx, { tenantId, ids }) => {
      await sql`update ideas.ideas set author_name_sealed = null, author_phone_sealed = null, author_phone_lookup = null
        where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    },
  },
]
