import { sql } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'
import type { Item } from './shapes.ts'

/** What stands in the place of words that were erased. */
const gone = '（已按期限删除）'

/** What of households is erased when its time is over. That somebody lived there, from when to when, stays. */
export const householdsErasures: readonly Erasable[] = [
  {
    code: 'households.moved_out',
    words: {
      zh: '已迁出住户的成员、情况、民情日志和心愿',
      en: 'Members, facts, notes and wishes of households that moved out',
    },
    since: { zh: '迁出', en: 'they moved out' },
    law: { zh: '个保法 19、47 条：服务目的已实现', en: 'PIPL 19, 47: they are served here no more' },
    ...{ days: 365, least: 30, onDemand: [] },
    due: ({ tenantId, before, of, kept }) => sql`select id from households.households where tenant_id = ${tenantId}
      and to_on < ${before}::date and erased_at is null and id <> all(${[...kept]}::uuid[])
      ${of ? sql`and false` : sql``}`,
    // Hashes stay, which the ledger is held against; without the key they are of no use.
    erase: async (tx, { tenantId, ids, secrets }) => {
      const of = sql`tenant_id = ${tenantId} and household_id = any(${[...ids]}::uuid[])`
      // As whoever writes to a household: what they wrote before is erased as well, and who comes after sees that it was.
      await sql`select from households.households where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])
        order by id for no key update`.execute(tx)
      const nothing = JSON.stringify({ item: { kind: 'contact' } satisfies Item, value: null })
      await sql`update households.entries set value_sealed = ${secrets.seal(nothing)}, is_empty = true, code_lookup = null,
        until_on = null, name_lookup = null, phone_lookup = null, words_sealed = null where ${of}`.execute(tx)
      await sql`update households.notes set words_sealed = ${secrets.seal(gone)} where ${of}`.execute(tx)
      await sql`update households.wishes set words_sealed = null where ${of}`.execute(tx)
      await sql`update households.households set people = 0, tags = '{}', erased_at = clock_timestamp()
        where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    },
  },
]
