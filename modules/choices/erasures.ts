import { sql } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'

/** What stands in the place of a name that was erased. */
const gone = '（已按期限删除）'

/** What of choices is erased when its time is over. Rolls, votes and their counts stay: they must be checkable. */
export const choicesErasures: readonly Erasable[] = [
  {
    code: 'choices.owners',
    words: { zh: '已不是业主的姓名和电话', en: 'Name and phone of former owners' },
    since: { zh: '最后一处房屋转出', en: 'their last room went to somebody else' },
    law: {
      zh: '个保法 19 条；表决可在知道后一年内请求撤销（民法典 280、152 条），至少留满一年',
      en: 'PIPL 19; a decision may be challenged for a year (Civil Code 280, 152), so a year at least',
    },
    ...{ days: 1095, least: 365, onDemand: [] },
    due: ({ tenantId, before, of, kept }) => sql`select o.id from choices.owners o where o.tenant_id = ${tenantId}
      and o.erased_at is null and o.id <> all(${[...kept]}::uuid[])
      and (select max(coalesce(h.to_on, 'infinity')) from choices.holdings h
        where h.tenant_id = ${tenantId} and h.owner_id = o.id) < ${before}::date
      ${of ? sql`and o.phone_lookup = any(${[...of.phones]}::bytea[])` : sql``}`,
    erase: async (tx, { tenantId, ids, secrets }) => {
      await sql`update choices.owners set name_sealed = ${secrets.seal(gone)}, name_lookup = ''::bytea,
          phone_sealed = null, phone_lookup = null, erased_at = clock_timestamp()
        where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    },
  },
]
