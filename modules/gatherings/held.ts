import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'

/** What module gatherings keeps of a person. */
export const gatheringsHeld: readonly HeldKind[] = [
  {
    code: 'gatherings.entries',
    words: { zh: '参加的会议和活动', en: 'Meetings and events' },
    purpose: { zh: '组织活动和签到', en: 'To organise and to check in' },
    kept: { zh: '随活动记录', en: 'With the record of the event' },
    fields: {
      title: { zh: '活动', en: 'Event' },
      standing: { zh: '状态', en: 'Standing' },
      rating: { zh: '评分', en: 'Rating' },
      words: { zh: '评价', en: 'What you said' },
    },
    rows: ({ tenantId, personId }) => sql`select g.starts_at as at, true as own, g.title, e.standing, e.rating,
        e.rating_words as words from gatherings.entries e
      join gatherings.gatherings g on g.tenant_id = e.tenant_id and g.id = e.gathering_id
      where e.tenant_id = ${tenantId} and e.party_kind = 'person' and e.party_id = ${personId}`,
  },
]
