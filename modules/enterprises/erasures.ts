import { sql } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'

/** What stands in the place of a name that was erased. */
const gone = '（已按期限删除）'

/** What of enterprises is erased when its time is over. */
export const enterprisesErasures: readonly Erasable[] = [
  {
    code: 'enterprises.contacts',
    words: { zh: '已不担任的企业联系人的姓名和电话', en: 'Name and phone of former contacts of firms' },
    since: { zh: '不再担任联系人', en: 'they stopped being a contact' },
    law: { zh: '个保法 19、47 条：目的已实现', en: 'PIPL 19, 47: what it was for is over' },
    ...{ days: 365, least: 30, onDemand: ['enterprises.contacts'] },
    due: ({ tenantId, before, of, kept }) => sql`select id from enterprises.contacts where tenant_id = ${tenantId}
      and ended_at < ${before} and erased_at is null and id <> all(${[...kept]}::uuid[])
      ${of ? sql`and (person_id = ${of.personId} or phone_lookup = any(${[...of.phones]}::bytea[]))` : sql``}`,
    // The row stays: the ledger tells that there was a contact, and calls name it.
    erase: async (tx, { tenantId, ids, secrets }) => {
      await sql`update enterprises.contacts set name_sealed = ${secrets.seal(gone)}, phone_sealed = ${secrets.seal('')},
          phone_lookup = ''::bytea, erased_at = clock_timestamp()
        where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    },
  },
]
