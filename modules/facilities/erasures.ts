import { sql } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'

/** What of facilities is erased when its time is over. */
export const facilitiesErasures: readonly Erasable[] = [
  {
    code: 'facilities.residences',
    words: { zh: '已结束或未确认的住户申请', en: 'Homes that ended or were not confirmed' },
    since: { zh: '社区办结', en: 'the community settled it' },
    law: { zh: '个保法 19 条：用途已结束', en: 'PIPL 19: what it was for is over' },
    ...{ days: 180, least: 30, onDemand: ['facilities.residences'] },
    due: ({ tenantId, before, of, kept }) => sql`select id from facilities.residences where tenant_id = ${tenantId}
      and state in ('ended', 'refused') and settled_at < ${before} and id <> all(${[...kept]}::uuid[])
      ${of ? sql`and person_id = ${of.personId}` : sql``}`,
    erase: async (tx, { tenantId, ids }) => {
      await sql`delete from facilities.residences where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(
        tx,
      )
    },
  },
]
