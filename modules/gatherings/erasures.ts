import { sql } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'

/** What of gatherings is erased when its time is over. */
export const gatheringsErasures: readonly Erasable[] = [
  {
    code: 'gatherings.guests',
    words: { zh: '签到来宾留的姓名', en: 'Names that guests gave at the door' },
    since: { zh: '活动结束', en: 'the gathering was over' },
    law: {
      zh: '个保法 19 条：人数留在记录里，姓名不需要',
      en: 'PIPL 19: the count stays on record, names are not needed',
    },
    ...{ days: 180, least: 30, onDemand: [] },
    due: ({ tenantId, before, of, kept }) => sql`select e.id from gatherings.entries e
      join gatherings.gatherings g on g.tenant_id = e.tenant_id and g.id = e.gathering_id
      where e.tenant_id = ${tenantId} and e.party_kind = 'guest' and e.name_sealed is not null and g.ends_at < ${before}
        and e.id <> all(${[...kept]}::uuid[]) and g.id <> all(${[...kept]}::uuid[])
        ${of ? sql`and false` : sql``}`,
    erase: async (tx, { tenantId, ids }) => {
      await sql`update gatherings.entries set name_sealed = null, name = '来宾'
        where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    },
  },
]
