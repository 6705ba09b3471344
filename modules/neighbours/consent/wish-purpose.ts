import { sql } from '../../../kernel/db.ts'
import type { ConsentPurpose } from '../../people/public.ts'
import { wishPurpose } from '../shapes.ts'
import { agreeAsHelped, withdrawAllOf } from './wish-consent.ts'

/** What people agree to who want a neighbour's help. */
export const wishing: ConsentPurpose = {
  code: wishPurpose,
  title: { zh: '找邻居帮忙', en: 'Finding a neighbour who helps me' },
  text: {
    zh: '我同意社区用这些内容（姓名、电话、需要什么、说明、方便的时间、住的小区和楼栋，以及我说了的语言和性别）给我找愿意帮忙的邻居，只用于这一件事。社区工作人员看得到。询问邻居时，对方只看到需要什么、说明（遮去电话）、时间和小区；双方都同意后，才把我的姓名、电话和楼栋告诉对方。保存到心愿结束为止。我随时可以撤回；撤回或结束后马上删除说明和为这个心愿记下的姓名、电话，只留下何时、在哪里需要过哪类帮助。',
    en: 'I agree that the community uses this (name, phone, what I need, my words, times, the compound and building where I live, and languages and sex where I said them) to find a neighbour who would help me, and for nothing else. Staff of the community see it. A neighbour who is asked sees only what I need, my words without phone numbers, times and compound; my name, phone and building are told once both of us agree. It is kept until the wish ends. I may take it back at any time; when it is taken back or ends, my words and the name and phone noted for it are erased at once. What stays is when, where and which kind of help was needed.',
  },
  asked: {
    zh: '手机“找邻居帮忙”，社区代记心愿，走访听到的心愿征得本人同意时',
    en: 'On the phone, where the office notes a wish, and where somebody agrees to a wish that was heard at a visit',
  },
  // Of somebody with more than one wish the oldest agreement says whether they are asked anew.
  given: (tenantId) => sql`select w.person_id as "personId", min(w.consent_version)::int as version,
      (array_agg(w.consent_at order by w.consent_version, w.consent_at))[1] as at, (array_agg(w.consent_how order by w.consent_version, w.consent_at))[1] as how
    from neighbours.wishes w where w.tenant_id = ${tenantId} and w.state in ('open', 'paired')
      and w.person_id is not null group by w.person_id`,
  running: { agreeAnew: agreeAsHelped, takeBack: withdrawAllOf },
}
