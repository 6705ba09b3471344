import { sql } from '../../kernel/db.ts'
import type { HeldKind } from '../../kernel/held.ts'
import { seekerEvents } from './events.ts'

const purpose = { zh: '您同意由我们介绍工作', en: 'You agreed that we look for work with you' }

/** What module employment keeps of a person. */
export const employmentHeld: readonly HeldKind[] = [
  {
    code: 'employment.seekers',
    words: { zh: '求职登记', en: 'Looking for work' },
    purpose,
    kept: { zh: '六个月；撤回同意时立即删除', en: 'Six months; at once when you take your consent back' },
    fields: {
      name: { zh: '姓名', en: 'Name' },
      phone: { zh: '电话', en: 'Phone' },
      words: { zh: '您的说明', en: 'Your words' },
      kinds: { zh: '想做的工作', en: 'Work wanted' },
      skills: { zh: '技能', en: 'Skills' },
      education: { zh: '学历', en: 'Education' },
      consent: { zh: '同意至', en: 'Consent until' },
    },
    revealed: seekerEvents.revealed,
    rows: ({ tenantId, personId }) => sql`select since_at as at, true as own, 'seekers:' || id as stream,
        name_sealed as name, phone_sealed as phone, words_sealed as words, kinds, skills, education,
        consent_until as consent from employment.seekers where tenant_id = ${tenantId} and person_id = ${personId}`,
  },
  {
    code: 'employment.referrals',
    words: { zh: '推荐的岗位', en: 'Jobs proposed to you' },
    purpose,
    kept: { zh: '随求职登记', en: 'With your registration' },
    fields: { title: { zh: '岗位', en: 'Job' }, state: { zh: '状态', en: 'State' } },
    rows: ({ tenantId, personId }) => sql`select r.proposed_at as at, true as own, o.title, r.state
      from employment.referrals r
      join employment.seekers s on s.tenant_id = r.tenant_id and s.id = r.seeker_id and s.person_id = ${personId}
      join employment.openings o on o.tenant_id = r.tenant_id and o.id = r.opening_id
      where r.tenant_id = ${tenantId}`,
  },
]
