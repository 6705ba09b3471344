import { sql } from '../../kernel/db.ts'
import type { ConsentPurpose } from '../people/public.ts'
import { referralPurpose } from './contract.ts'

/** What a firm agrees to, want by want and bank by bank (个人信息保护法 23: of its own, naming who receives what). */
export const referring: ConsentPurpose = {
  code: referralPurpose,
  title: { zh: '把一项融资需求转介给一家银行', en: 'Passing one want on to one bank' },
  text: {
    zh: `我代表本企业同意：把这一项融资需求转介给这里写明的这一家银行。
银行看到的只有这里列出的各项：企业名称，需求的金额、期限、用途、说明和需要的时间，这项产品要看的企业信息，以及一位联系人。联系人的姓名和电话先遮掩显示；银行写明原因后可以看到全部，每次都留下记录。
只用于这家银行判断能不能提供这项产品、同我们联系和答复。不给别的银行；要给别的银行，每次另外征得同意。银行的联系方式可以向社区要。
审批通过之前随时可以收回，收回后银行在这里不再看到；它已经记下的，可以要求它删除。转介和答复的记录同这项需求一起保存，由本企业和管辖范围内负责企业服务的工作人员查看。不同意，不影响其他服务。`,
    en: `For our firm I agree that this one want is passed on to the one bank that is named here.
The bank sees just what is listed here: the firm’s name; the amount, term, use, words and date of the want; the facts of the firm that this product asks for; and one contact. Name and phone of the contact are masked at first; the bank sees them in full once it says why, and each time leaves a trace.
It is used only for this bank to judge whether it can offer this product, to reach us and to answer. No other bank is told: each needs a consent of its own. The community tells us how to reach the bank.
Until the bank approves we may take it back at any time; it then sees no more of it here, and we may ask it to erase what it has noted down. The referral and the answers are kept with the want, for our firm and for the staff who serve firms of the area. Saying no has no effect on any other service.`,
  },
  asked: {
    zh: '手机“融资”，社区代为转介',
    en: 'On the phone under finance, and where the office passes a want on',
  },
  given: (tenantId) => sql`select case when r.consent = 'firm' then r.passed_by end as "personId",
      r.consent_version as version, r.passed_at as at,
      case r.consent when 'firm' then 'self' when 'paper' then 'signed' else 'spoken' end as how
    from finance.referrals r where r.tenant_id = ${tenantId} and r.state <> 'taken_back'`,
}
