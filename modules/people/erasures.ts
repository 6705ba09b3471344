import { sql } from '../../kernel/db.ts'
import type { Erasable } from '../../kernel/erasure.ts'

/** What of people is erased when its time is over. */
export const peopleErasures: readonly Erasable[] = [
  {
    code: 'people.handover_note',
    words: { zh: '岗位交接说明', en: 'Notes of hand-overs of posts' },
    since: { zh: '交接生效或取消', en: 'the hand-over was done or called off' },
    law: { zh: '个保法 19 条：不再需要就删；谁在任的记录保留', en: 'PIPL 19; who held the post stays on record' },
    ...{ days: 730, least: 180, onDemand: [] },
    // Nobody's on request: a note is the office's.
    due: ({ tenantId, before, of, kept }) => sql`select h.id from people.handovers h where h.tenant_id = ${tenantId}
      and h.ended_at < ${before} and h.note_sealed is not null and ${of === null} and h.id <> all(${[...kept]}::uuid[])`,
    erase: async (tx, { tenantId, ids }) => {
      await sql`update people.handovers set note_sealed = null
        where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    },
  },
]
