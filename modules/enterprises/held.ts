import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { firmEvents } from './events.ts'

/** What module enterprises keeps of a person: as the contact of a firm. */
export const enterprisesHeld: readonly HeldKind[] = [
  {
    code: 'enterprises.contacts',
    words: { zh: '企业联系人登记', en: 'You as a firm’s contact' },
    purpose: { zh: '联系和服务企业', en: 'To reach firms and serve them' },
    kept: { zh: '担任联系人期间；之后按保存规则删除', en: 'While you are; erased by rule afterwards' },
    fields: {
      firm: { zh: '企业', en: 'Firm' },
      name: { zh: '姓名', en: 'Name' },
      phone: { zh: '电话', en: 'Phone' },
      duty: { zh: '职务', en: 'Duty' },
      ended: { zh: '结束', en: 'Ended' },
    },
    revealed: firmEvents.contactRevealed,
    rows: ({
      tenantId,
      personId,
      phones,
    }) => sql`select c.added_at as at, c.person_id is not distinct from ${personId} as own,
        'enterprises:' || c.firm_id as stream, c.id::text as part, f.name as firm, c.name_sealed as name,
        c.phone_sealed as phone, c.duty, c.ended_at as ended
      from enterprises.contacts c join enterprises.firms f on f.tenant_id = c.tenant_id and f.id = c.firm_id
      where c.tenant_id = ${tenantId} and (c.person_id = ${personId} or c.phone_lookup = any(${[...phones]}::bytea[]))`,
  },
]
