import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { mediationEvents } from './events.ts'

/** What module mediation keeps of a person: as a party, not what others said. */
export const mediationHeld: readonly HeldKind[] = [
  {
    code: 'mediation.parties',
    words: { zh: '调解案卷里的您', en: 'You as a party of a mediation' },
    purpose: { zh: '人民调解（人民调解法 27 条）', en: 'People’s mediation (its law, 27)' },
    kept: { zh: '立卷归档，按档案规定保存', en: 'In the file, as the rules of archives say' },
    fields: {
      number: { zh: '案号', en: 'Case' },
      name: { zh: '姓名', en: 'Name' },
      phone: { zh: '电话', en: 'Phone' },
      details: { zh: '其他情况', en: 'Details' },
    },
    revealed: mediationEvents.revealed,
    rows: ({
      tenantId,
      personId,
      phones,
    }) => sql`select c.received_on as at, p.person_id is not distinct from ${personId} as own,
        'mediation:' || p.case_id as stream, p.id::text as part, c.year || '-' || c.number as number,
        p.name_sealed as name, p.phone_sealed as phone, p.details_sealed as details
      from mediation.parties p join mediation.cases c on c.tenant_id = p.tenant_id and c.id = p.case_id
      where p.tenant_id = ${tenantId} and (p.person_id = ${personId} or p.phone_lookup = any(${[...phones]}::bytea[]))`,
  },
]
