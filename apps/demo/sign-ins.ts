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
  'volunteer',
  'leader',
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
  'mediator',
  'supervisor',
  'admin',
]
/** Pages of their app at which some begin. */
const starts: Record<string, string> = {
  firm: '/firm',
  bank: '/firm',
  shop: '/shop',
  observer: '/lead',
  volunteer: '/volunteer',
  leader: '/volunteer',
  mediator: '/mediation',
}
const faces: Record<string, 'desk' | 'pocket'> = {
  resident: 'pocket',
  firm: 'pocket',
  bank: 'pocket',
  shop: 'pocket',
  observer: 'pocket',
  volunteer: 'pocket',
  leader: 'pocket',
  center: 'pocket',
  lead: 'pocket',
  secretary: 'pocket',
  grid: 'pocket',
}

interface Known {
  readonly post: Words | null
  readonly firm: string | null
  readonly shop: string | null
  readonly term: boolean
  readonly seat: boolean
  readonly team: string | null
  readonly volunteers: boolean
}

/** The post, or what somebody without one is here. */
function whoIs({ post, firm, shop, term, seat, team, volunteers }: Known, lang: Lang): string {
  const zh = lang === 'zh'
  if (post) return post[lang]
  if (firm) return zh ? `企业联系人（${firm}）` : `Contact of a firm (${firm})`
  if (seat) return zh ? '人民调解员' : 'Mediator'
  if (shop) return zh ? `商户（${shop}）` : `Shop (${shop})`
  if (term) return zh ? '营商环境观察员' : 'Observer'
  if (team) return zh ? `队长（${team}）` : `Leader of a team (${team})`
  if (volunteers) return zh ? '志愿者' : 'Volunteer'
  return zh ? '居民' : 'Resident'
}

/** The table of sign-ins, one for each role, printed when the demo is ready. */
export async function demoSignIns({ db }: Liren, address: string, lang: Lang): Promise<string> {
  const { rows } = await db.read((tx) =>
    sql<Known & { login: string; name: string }>`
      select a.login, n.name, (select jsonb_build_object('zh', p.name, 'en', p.name_en) from people.tenures t
        join people.posts p on p.tenant_id = t.tenant_id and p.id = t.post_id
        where t.tenant_id = a.tenant_id and t.person_id = a.person_id and t.to_at is null order by t.from_at limit 1) as post,
        (select f.name from enterprises.members_view m join enterprises.firms_view f on f.tenant_id = m.tenant_id
          and f.id = m.firm_id where m.tenant_id = a.tenant_id and m.person_id = a.person_id limit 1) as firm,
        exists (select from observers.terms o where o.tenant_id = a.tenant_id and o.person_id = a.person_id) as term,
        (select t.name from neighbours.volunteers_view v join neighbours.teams_view t on t.tenant_id = v.tenant_id
          and t.leader_id = v.id where v.tenant_id = a.tenant_id and v.person_id = a.person_id limit 1) as team,
        exists (select from neighbours.volunteers_view v where v.tenant_id = a.tenant_id and v.person_id = a.person_id
          and v.state = 'active') as volunteers,
        exists (select from mediation.seats s where s.tenant_id = a.tenant_id and s.person_id = a.person_id
          and s.to_on is null) as seat,
        (select h.name from stations.sharers h where h.tenant_id = a.tenant_id and h.person_id = a.person_id
          and h.kind = 'shop' and h.state = 'live' limit 1) as shop
      from people.accounts a join people.persons n on n.tenant_id = a.tenant_id and n.id = a.person_id`.execute(tx),
  )
  const lines = order.flatMap((login) => {
    const row = rows.find((found) => found.login === login)
    if (!row) return []
    const page =
      faces[login] === 'pocket' ? `${address}${starts[login] ?? ''}` : `${address}/desk${starts[login] ?? '/'}`
    return [`  ${login.padEnd(12)} ${page.padEnd(32)} ${whoIs(row, lang)}  ${row.name}`]
  })
  const head = lang === 'zh' ? `登录（密码都是 ${demoPassword}）：` : `Sign-ins (password of all: ${demoPassword}):`
  const scan =
    lang === 'zh'
      ? `扫码上报（3栋）:   ${address}/r/TX01-3\n社区公示页:       ${address}/c/530103005006`
      : `Scan and report:  ${address}/r/TX01-3\nCommunity page:   ${address}/c/530103005006`
  return [head, ...lines, scan].join('\n')
}
