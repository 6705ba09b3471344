import { sql } from '../../../kernel/db.ts'
import type { ConsentPurpose } from '../../people/public.ts'
import { helpPurpose } from '../shapes.ts'
import { agreeAsVolunteer, stopSelf } from '../skills/volunteer-service.ts'

/** What volunteers agree to. */
export const volunteering: ConsentPurpose = {
  code: helpPurpose,
  title: { zh: '参加邻里互助', en: 'Taking part in helping neighbours' },
  text: {
    zh: '我自愿参加志愿服务，同意社区按我选的范围使用以上内容（姓名、电话、能力、语言、有空的时间和住的小区），只用来找到需要帮助的邻居、询问我是否愿意帮忙。双方都同意后，才把我的姓名和电话告诉对方。登记保存到我退出为止；我随时可以退出，退出后删除能力和时间。',
    en: 'I volunteer freely and agree that the community uses this as I chose (name, phone, what I can do, languages, times and the compound where I live), only to find neighbours who need help and to ask whether I would. My name and phone are given to the other side only once both of us agree. It is kept until I stop. I may stop at any time; what I can do and my times are erased then.',
  },
  asked: { zh: '手机“我来帮忙”，社区代登记志愿者', en: 'On the phone, and where the office takes a volunteer down' },
  given: (tenantId) => sql`select v.person_id as "personId", v.consent_version as version, v.consent_at as at,
      v.consent_how as how
    from neighbours.volunteers v where v.tenant_id = ${tenantId} and v.state = 'active'`,
  running: { agreeAnew: agreeAsVolunteer, takeBack: stopSelf },
}
