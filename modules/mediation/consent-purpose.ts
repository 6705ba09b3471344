import { sql } from '../../kernel/db.ts'
import type { ConsentPurpose } from '../people/public.ts'
import { mediationPurpose } from './kinds.ts'

/** What a party agrees to by applying or by a yes (人民调解法 17); free of charge (4), and never a bar to other ways (3). */
export const mediating: ConsentPurpose = {
  code: mediationPurpose,
  title: { zh: '接受人民调解', en: 'Agreeing to mediation' },
  text: {
    zh: `我同意由人民调解委员会调解这起纠纷。
人民调解是调解员帮双方自愿商量，不是判决，不收任何费用。双方都同意才开始；双方一起选调解员，也可以要求更换。
在协议生效以前，我随时可以说不，不用说理由，调解就此终止，不影响我去仲裁、找行政机关或者向法院起诉。
我的姓名、电话、说的话和交的材料，只由主持的调解员和调委会主任、副主任看到；登记这起纠纷的人在受理前也能看到。对方看到我的姓名（部分遮掩）、案件进展和写好的协议，看不到我在这里说的话。有人身危险时会通知公安和负责监护的人，不说纠纷内容。街道等只看到件数。
我的答复、调解经过和协议记进案卷，结案后装订封存，按档案规定保存；谁打开都要写明原因并留下记录。说不以后不再调解，已经记下的仍留在案卷里。`,
    en: `I agree that the people’s mediation committee mediates this dispute.
Mediation means that mediators help both sides to settle it of their own will. It is no judgment, and it is free of charge. It begins only once both sides agree; both choose the mediator together, and may ask for another.
Until an agreement is in effect I may say no at any time and without a reason. Mediation then ends, and I may still go to arbitration, to the administration or to court.
My name, my phone, what I say and what I hand in are seen by the mediators of the case and by the head and deputy heads of the committee; until it is accepted, also by who took it down. The other side sees my name (partly masked), how the case stands and the agreement once it is written, not what I said here. Where somebody is in danger the police and those who look after the vulnerable are told, not what the dispute is about. The street and others see numbers only.
My answer, the sessions and the agreement go into the file. It is bound and sealed when the case is over and kept as the rules of archives say; whoever opens it says why, and that leaves a trace. After a no nothing more is mediated; what was written down stays in the file.`,
  },
  asked: {
    zh: '手机“人民调解”的申请和答复，凭码答复，社区代登记',
    en: 'On the phone in applications and answers, by code, and where the committee writes one down',
  },
  given: (tenantId) => sql`select p.person_id as "personId", p.consent_version as version, p.consent_at as at,
      case when p.consent_way in ('application', 'pocket') then 'self' when p.consent_way = 'paper' then 'signed'
        else 'spoken' end as how
    from mediation.parties p where p.tenant_id = ${tenantId} and p.consent = 'yes'`,
}
