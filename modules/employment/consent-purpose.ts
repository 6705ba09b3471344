import { sql } from '../../kernel/db.ts'
import type { ConsentPurpose } from '../people/public.ts'
import { jobsPurpose } from './contract.ts'
import { agreeAsSeeker, withdrawOwn } from './seeker-service.ts'

/** What residents who look for work agree to. */
export const jobSuggestions: ConsentPurpose = {
  code: jobsPurpose,
  title: { zh: '推荐本地岗位', en: 'Suggesting jobs of firms here' },
  text: {
    zh: '我同意社区用这些信息（姓名、电话、想做的工作、技能、学历、经验、工时、工资和路程的要求）给我推荐本地企业的岗位，期限六个月。只用于这一件事。每次推荐先问我，我同意后企业才看到我的姓名和电话；我随时可以撤回，撤回后立即删除。',
    en: 'I agree that the community uses this (name, phone, the work I want, skills, education, experience, and what I ask of hours, pay and the way) to suggest jobs of firms here to me, for six months. For nothing else. I am asked each time, and a firm sees my name and phone only after my yes. I may take it back at any time; all is erased at once.',
  },
  asked: { zh: '手机“找工作”，社区代登记求职', en: 'On the phone, and where the office takes a seeker down' },
  given: (tenantId) => sql`select s.person_id as "personId", s.consent_version as version, s.consent_at as at,
      s.consent_how as how
    from employment.seekers s where s.tenant_id = ${tenantId} and s.state = 'active' and s.person_id is not null`,
  running: { agreeAnew: agreeAsSeeker, takeBack: withdrawOwn },
}
