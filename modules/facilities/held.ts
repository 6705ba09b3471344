import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'

/** What module facilities keeps of a person. */
export const facilitiesHeld: readonly HeldKind[] = [
  {
    code: 'facilities.residences',
    words: { zh: '住在哪个小区', en: 'Where you live' },
    purpose: { zh: '您申请确认住户，用于开访客通行码', en: 'You asked to be confirmed, to make visitor passes' },
    kept: { zh: '确认有效期间；结束后按保存规则删除', en: 'While it stands; erased by rule after its end' },
    fields: {
      compound: { zh: '小区', en: 'Compound' },
      home: { zh: '门牌', en: 'Door' },
      state: { zh: '状态', en: 'State' },
    },
    rows: ({
      tenantId,
      personId,
    }) => sql`select r.asked_at as at, true as own, c.name as compound, r.home_sealed as home,
        r.state from facilities.residences r
      join places.places_view c on c.tenant_id = r.tenant_id and c.id = r.compound_id
      where r.tenant_id = ${tenantId} and r.person_id = ${personId}`,
  },
  {
    code: 'facilities.passes',
    words: { zh: '访客通行码', en: 'Visitor passes' },
    purpose: { zh: '您为访客开的通行码', en: 'Passes that you made for visitors' },
    kept: { zh: '到期后 30 天', en: '30 days after they end' },
    fields: { label: { zh: '备注', en: 'Label' }, until: { zh: '有效至', en: 'Until' } },
    rows: ({ tenantId, personId }) => sql`select created_at as at, true as own, label_sealed as label, until_at as until
      from facilities.passes where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
]
