import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'

export interface Office {
  readonly code: string
  readonly name: Words
}

/** Kinds of departments that policies name, for a tenant that has no such post (yet). */
const usualOffices: Readonly<Record<string, Words>> = {
  employment: { zh: '人社部门', en: 'employment office' },
  finance: { zh: '金融部门', en: 'finance office' },
  statistics: { zh: '统计部门', en: 'statistics office' },
  enterprise_service: { zh: '企业服务部门', en: 'enterprise service' },
  commerce: { zh: '商务部门', en: 'commerce office' },
  culture: { zh: '文旅部门', en: 'culture and tourism office' },
  development: { zh: '发改部门', en: 'development and reform office' },
  technology: { zh: '科技部门', en: 'science and technology office' },
  investment: { zh: '投资促进部门', en: 'investment promotion office' },
  disabled_federation: { zh: '残联', en: 'disabled persons’ federation' },
}

/** Kinds of posts that may take applications: the tenant's own by the name of their first post, then the usual ones. */
export async function officesOf(tx: Tx, tenantId: TenantId): Promise<Office[]> {
  const { rows } = await sql<{ code: string; zh: string; en: string; posts: number }>`
    select kind_code as code, min(name) as zh, min(name_en) as en, count(*)::int as posts from people.posts_view
    where tenant_id = ${tenantId} and role in ('department', 'street') and abolished_at is null
    group by kind_code order by kind_code`.execute(tx)
  const own = rows.map(({ code, zh, en, posts }): Office => {
    const usual = usualOffices[code]
    return { code, name: posts > 1 && usual ? usual : { zh, en } }
  })
  const known = new Set(own.map(({ code }) => code))
  const usual = Object.entries(usualOffices).flatMap(([code, name]) => (known.has(code) ? [] : [{ code, name }]))
  return [...own, ...usual]
}

export const officeName = (offices: readonly Office[], code: string): Words =>
  offices.find((office) => office.code === code)?.name ?? { zh: code, en: code }
