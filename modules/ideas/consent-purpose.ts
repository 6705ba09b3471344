import { sql } from '../../kernel/db.ts'
import type { ConsentPurpose } from '../people/public.ts'
import { paperPurpose } from './shapes.ts'

/** What is ticked and signed on the paper form of a call for ideas. */
export const paperForms: ConsentPurpose = {
  code: paperPurpose,
  title: { zh: '金点子征集表（纸质）', en: 'Paper forms of calls for ideas' },
  text: {
    zh: '我同意社区为这次征集使用这张表上的内容：姓名、电话、点子和地点。点子和地点会公开，署名只露部分字；勾了不署名的，不公开姓名。电话不公开，只用来联系我，社区也按它给我建账户，我用它登录能看到这条点子。姓名在点子有结果满三年后删除。有结果前我可以凭回执码撤回，撤回后不再公开。',
    en: 'I agree that the community uses what I wrote on this form for this call: name, phone, idea and spot. The idea and its spot are published, with part of my name, or without it where I ticked so. The phone is not published: it is used to reach me, and the community opens an account under it, where I find this idea. My name is erased three years after the outcome. Until the outcome I may withdraw the idea with the receipt code; it is public no longer then.',
  },
  asked: { zh: '金点子的纸质征集表', en: 'On the paper form of a call for ideas' },
  given: (tenantId) => sql`select i.author_id as "personId", i.consent_version::int as version, i.submitted_at as at,
      'signed' as how
    from ideas.ideas i where i.tenant_id = ${tenantId} and i.consent_version is not null`,
}
