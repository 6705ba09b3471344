import { sql } from '../../../kernel/db.ts'
import type { HeldKind, HeldRecord } from '../../../kernel/held.ts'
import { consentPurposes } from './purposes.ts'

const hows = sql`case g.how when 'self' then '本人勾选 ticked' when 'signed' then '书面 on paper' else '口头 spoken' end`

/** What somebody agreed to, with the text: the proof of it. */
export const consentsHeld: HeldKind = {
  code: 'people.consents',
  words: { zh: '您同意过的事项', en: 'What you agreed to' },
  purpose: { zh: '证明您同意了什么（个保法 13、14 条）', en: 'To prove what you agreed to (PIPL 13, 14)' },
  kept: { zh: '到撤回为止', en: 'Until you take it back' },
  fields: {
    title: { zh: '事项', en: 'For what' },
    version: { zh: '第几版', en: 'Version' },
    how: { zh: '方式', en: 'How' },
    text: { zh: '同意书', en: 'Text in Chinese' },
    textEn: { zh: '同意书（英文）', en: 'Text' },
  },
  rows: ({ tenantId, personId }) => {
    const each = consentPurposes().map(
      ({
        code,
        title,
        text,
        given,
      }) => sql`select g.at, true as own, ${`${title.zh} ${title.en}`}::text as title, g.version, ${hows} as how,
          coalesce(t.zh, ${text.zh}::text) as text, coalesce(t.en, ${text.en}::text) as "textEn"
        from (${given(tenantId)}) g left join people.consent_texts t on t.tenant_id = ${tenantId} and t.purpose = ${code}
          and t.version = g.version
        where g."personId" = ${personId}`,
    )
    return each.length === 0
      ? sql<HeldRecord>`select null::timestamptz as at, true as own where false`
      : sql<HeldRecord>`${sql.join(each, sql` union all `)}`
  },
}
