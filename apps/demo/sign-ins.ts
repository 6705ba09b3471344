import type { Lang, Words } from '../../kernel/contract/words.ts'
import { sql } from '../../kernel/db.ts'
import type { Liren } from '../server/liren.ts'
import { demoPassword } from './register.ts'

const order = [
  'resident',
  'center',
  'lead',
  'secretary',
  'grid',
  'community',
  'street',
  'gulou',
  'department',
  'property',
  'supervisor',
  'admin',
]
const faces: Record<string, 'desk' | 'pocket'> = {
  resident: 'pocket',
  center: 'pocket',
  lead: 'pocket',
  secretary: 'pocket',
  grid: 'pocket',
}

/** The table of sign-ins, one for each role, printed when the demo is ready. */
export async function demoSignIns({ db }: Liren, address: string, lang: Lang): Promise<string> {
  const { rows } = await db.read((tx) =>
    sql<{ login: string; name: string; post: Words | null }>`
      select a.login, n.name, (select jsonb_build_object('zh', p.name, 'en', p.name_en) from people.tenures t
        join people.posts p on p.tenant_id = t.tenant_id and p.id = t.post_id
        where t.tenant_id = a.tenant_id and t.person_id = a.person_id and t.to_at is null order by t.from_at limit 1) as post
      from people.accounts a join people.persons n on n.tenant_id = a.tenant_id and n.id = a.person_id`.execute(tx),
  )
  const lines = order.flatMap((login) => {
    const row = rows.find((found) => found.login === login)
    if (!row) return []
    const post = row.post?.[lang] ?? (lang === 'zh' ? '居民' : 'Resident')
    return [
      `  ${login.padEnd(12)} ${(faces[login] === 'pocket' ? address : `${address}/desk/`).padEnd(32)} ${post}  ${row.name}`,
    ]
  })
  const head = lang === 'zh' ? `登录（密码都是 ${demoPassword}）：` : `Sign-ins (password of all: ${demoPassword}):`
  const scan =
    lang === 'zh'
      ? `扫码上报（3栋）:   ${address}/r/TX01-3\n社区公示页:       ${address}/c/530103005006`
      : `Scan and report:  ${address}/r/TX01-3\nCommunity page:   ${address}/c/530103005006`
  return [head, ...lines, scan].join('\n')
}
