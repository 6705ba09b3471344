import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { eventTypes } from './events.ts'

const purpose = {
  zh: '办理您反映的事项、与您联系（个保法 13 条，信访工作条例）',
  en: 'To handle what you reported and reach you (PIPL 13, petition rules)',
}

/** What module matters keeps of a person. */
export const mattersHeld: readonly HeldKind[] = [
  {
    code: 'matters.reports',
    words: { zh: '您反映的事项', en: 'Matters you reported' },
    purpose,
    kept: { zh: '姓名和电话：办结后按保存规则删除', en: 'Name and phone: erased by rule after the end' },
    fields: {
      number: { zh: '编号', en: 'Number' },
      title: { zh: '标题', en: 'Title' },
      body: { zh: '内容', en: 'Words' },
      where: { zh: '位置说明', en: 'Where' },
      name: { zh: '留的姓名', en: 'Name given' },
      phone: { zh: '留的电话', en: 'Phone given' },
      ended: { zh: '办结时间', en: 'Ended' },
    },
    revealed: eventTypes.reveal,
    rows: ({
      tenantId,
      personId,
      phones,
    }) => sql`select reported_at as at, reporter_id is not distinct from ${personId} as own,
        'matters:' || id as stream, number, title, body, place_detail as where, reporter_name_sealed as name,
        reporter_phone_sealed as phone, closed_at as ended
      from matters.matters where tenant_id = ${tenantId}
        and (reporter_id = ${personId} or reporter_phone_lookup = any(${[...phones]}::bytea[]))`,
  },
  {
    code: 'matters.remarks',
    words: { zh: '您在事项里说的话', en: 'What you said in matters' },
    purpose,
    kept: { zh: '随事项；按保存规则删除', en: 'With the matter; erased by rule' },
    fields: { number: { zh: '编号', en: 'Number' }, words: { zh: '内容', en: 'Words' } },
    rows: ({ tenantId, personId }) => sql`select r.at, true as own, m.number, r.words
      from matters.remarks r join matters.matters m on m.tenant_id = r.tenant_id and m.id = r.matter_id
      where r.tenant_id = ${tenantId} and r.person_id = ${personId} and r.post_id is null`,
  },
]
