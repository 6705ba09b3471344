import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { eventTypes } from './events.ts'
import { type Answers, answerWords, type Form } from './form.ts'
import type { KeptAnswers } from './forms/kept.ts'

const purpose = {
  zh: '办理您反映的事项、与您联系（个保法 13 条，信访工作条例）',
  en: 'To handle what you reported and reach you (PIPL 13, petition rules)',
}

const linesOf = (form: Form, values: Answers): string[] =>
  form.flatMap((field) => {
    const value = values[field.key]
    return value === undefined ? [] : [`${field.label.zh}：${answerWords(field, value).zh}`]
  })

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
      form: { zh: '填的表单', en: 'Form filled in' },
      sealed: { zh: '表单里加密的内容', en: 'Sealed answers of the form' },
      ended: { zh: '办结时间', en: 'Ended' },
    },
    revealed: eventTypes.reveal,
    present: (row, secrets) => {
      const form = (row['asked'] ?? []) as Form
      const kept = row['answers'] as KeptAnswers | null
      const sealed = row['answers_sealed'] as Buffer | null
      return {
        ...row,
        form: linesOf(form, kept?.values ?? {}),
        sealed: sealed ? linesOf(form, JSON.parse(secrets.open(sealed)) as Answers) : [],
      }
    },
    rows: ({
      tenantId,
      personId,
      phones,
    }) => sql`select reported_at as at, reporter_id is not distinct from ${personId} as own,
        'matters:' || id as stream, number, title, body, place_detail as where, reporter_name_sealed as name,
        reporter_phone_sealed as phone, answers, answers_sealed, closed_at as ended,
        (select k.spec -> 'form' from matters.kind_versions k where k.tenant_id = m.tenant_id and k.code = m.kind_code
          and k.version = (m.answers ->> 'version')::integer) as asked
      from matters.matters m where tenant_id = ${tenantId}
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
