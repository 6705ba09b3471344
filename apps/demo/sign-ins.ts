import type { Lang, Words } from '../../kernel/contract/words.ts'
import { sql } from '../../kernel/db.ts'
import type { Liren } from '../server/liren.ts'
import { demoPassword } from './register.ts'

const order = [
  'resident',
  'firm',
  'bank',
  'shop',
  'observer',
  'center',
  'lead',
  'secretary',
  'grid',
  'community',
  'street',
  'gulou',
  'lingguang',
  'enterprise',
  'discipline',
  'department',
  'property',
  'supervisor',
  'admin',
]
/** Pages of the pocket at which some begin. */
const starts: Record<string, string> = { firm: '/firm', bank: '/firm', shop: '/shop', observer: '/lead' }
const faces: Record<string, 'desk' | 'pocket'> = {
  resident: 'pocket',
  firm: 'pocket',
  bank: 'pocket',
  shop: 'pocket',
  observer: 'pocket',
  center: 'pocket',
  lead: 'pocket',
  secretary: 'pocket',
  grid: 'pocket',
}

/** The post, or what somebody without one is here. */
function whoIs(
  { post, firm, shop, term }: { post: Words | null; firm: string | null; shop: string | null; term: boolean },
  lang: Lang,
): string {
  const zh = lang === 'zh'
  if (post) return post[lang]
  if (firm) return zh ? `企业联系人（${firm}）` : `Contact of a firm (${firm})`
  if (shop) return zh ? `商户（${shop}）` : `Shop (${shop})`
  if (term) return zh ? '营商环境观察员' : 'Observer'
  return zh ? '居民' : 'Resident'
}

/** The table of sign-ins, one for each role, printed when the demo is ready. */
export async function demoSignIns({ db }: Liren, address: string, lang: Lang): Promise<string> {
  const { rows } = await db.read((tx) =>
    sql<{ login: string; name: string; post: Words | null; firm: string | null; shop: string | null; term: boolean }>`
      select a.login, n.name, (select jsonb_build_object('zh', p.name, 'en', p.name_en) from people.tenures t
        join people.posts p on p.tenant_id = t.tenant_id and p.id = t.post_id
        where t.tenant_id = a.tenant_id and t.person_id = a.person_id and t.to_at is null order by t.from_at limit 1) as post,
        (select f.name from enterprises.members_view m join enterprises.firms_view f on f.tenant_id = m.tenant_id
          and f.id = m.firm_id where m.tenant_id = a.tenant_id and m.person_id = a.person_id limit 1) as firm,
        (select h.name from stations.sharers h where h.tenant_id = a.tenant_id and h.person_id = a.person_id
          and h.kind = 'shop' and h.state = 'live' limit 1) as shop,
        exists (select from observers.terms o where o.tenant_id = a.tenant_id and o.person_id = a.person_id) as term
      from people.accounts a join people.persons n on n.tenant_id = a.tenant_id and n.id = a.person_id`.execute(tx),
  )
  const lines = order.flatMap((login) => {
    const row = rows.find((found) => found.login === login)
    if (!row) return []
    const page = faces[login] === 'pocket' ? `${address}${starts[login] ?? ''}` : `${address}/desk/`
    return [`  ${login.padEnd(12)} ${page.padEnd(32)} ${whoIs(row, lang)}  ${row.name}`]
  })
  const head = lang === 'zh' ? `登录（密码都是 ${demoPassword}）：` : `Sign-ins (password of all: ${demoPassword}):`
  const scan =
    lang === 'zh'
      ? `扫码上报（3栋）:   ${address}/r/TX01-3\n社区公示页:       ${address}/c/530103005006`
      : `Scan and report:  ${address}/r/TX01-3\nCommunity page:   ${address}/c/530103005006`
  return [head, ...lines, scan].join('\n')
}
