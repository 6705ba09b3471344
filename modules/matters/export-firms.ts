import type { Actor } from '../../kernel/actor.ts'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { defineWords, type Lang, type Words } from '../../kernel/contract/words.ts'
import { type Db, sql } from '../../kernel/db.ts'
import type { MatterRow } from './contract.ts'
import { matterWords } from './matter-words.ts'

/** What the ledger of difficulties that offices keep by hand says beside the list: how it goes, and what the firm answered. */
export interface Course {
  /** Who resolved it, else who holds it: a closed matter is held by nobody. */
  readonly unit: Words | null
  readonly progress: string | null
  readonly method: 'phone' | 'in_person' | 'verify' | null
  readonly reached: boolean | null
  readonly solved: boolean | null
  readonly satisfaction: number | null
  readonly answered: string | null
}

export type FirmRow = MatterRow & { readonly course: Course | null }

const headers: Readonly<Record<Lang, readonly string[]>> = {
  zh: [
    ...['受理编号', '企业', '诉求', '类别', '地点', '上报时间', '交办单位', '承办人', '时限', '进展', '最近办理情况'],
    ...['办结时间', '结果', '回访结果', '企业意见', '满意度', '办理轮次'],
  ],
  en: [
    ...['Number', 'Firm', 'Request', 'Category', 'Place', 'Reported', 'Held by', 'Person', 'Deadline', 'State'],
    ...['Latest progress', 'Resolved', 'Outcome', 'Call-back', 'Words of the firm', 'Satisfaction', 'Rounds'],
  ],
}

const words = defineWords({
  zh: {
    method: { phone: '电话回访', in_person: '上门回访', verify: '现场核实' },
    confirmed: '企业确认',
    unreached: '联系不上',
    solved: '已解决',
    notSolved: '未解决',
    stars: (n: number) => `，${n} 分`,
    found: (how: string, what: string) => `${how}：${what}`,
  },
  en: {
    method: { phone: 'By phone', in_person: 'In person', verify: 'On the spot' },
    confirmed: 'Confirmed by the firm',
    unreached: 'not reached',
    solved: 'solved',
    notSolved: 'not solved',
    stars: (n) => `, ${n} of 5`,
    found: (how, what) => `${how}: ${what}`,
  },
})

export const firmHeaders = (lang: Lang): readonly string[] => headers[lang]

/** One query for a page: the last words meant for the firm, and the last call-back of this round or answer. */
export async function coursesOf(db: Db, actor: Actor, rows: readonly MatterRow[]): Promise<FirmRow[]> {
  const ids = rows.map((row) => row.id)
  const found = await db.read(async (tx) => {
    const { rows: courses } = await sql<Course & { id: MatterId }>`
      select m.id, json_build_object('zh', u.name, 'en', u.name_en) as unit, p.words as progress, f.method, f.reached, f.solved, f.satisfaction, a.words as answered
      from matters.matters m
      left join people.posts_view u on u.tenant_id = m.tenant_id and u.id = coalesce(m.resolver_post_id, m.holder_post_id)
      left join lateral (select r.words from matters.remarks r where r.tenant_id = m.tenant_id and r.matter_id = m.id
        and r.action in ('contact', 'handle', 'resolve', 'extend', 'suspend', 'resume') and r.words <> ''
        order by r.at desc, r.id desc limit 1) p on true
      left join lateral (select f.method, f.reached, f.solved, f.satisfaction from matters.follow_ups f
        where f.tenant_id = m.tenant_id and f.matter_id = m.id and f.round = m.rounds order by f.at desc, f.id desc limit 1) f on true
      left join lateral (select r.words from matters.remarks r where r.tenant_id = m.tenant_id and r.matter_id = m.id
        and r.action in ('follow_up', 'confirm', 'reject', 'reopen') and r.words <> ''
        order by r.at desc, r.id desc limit 1) a on true
      where m.tenant_id = ${actor.tenantId} and m.id = any(${ids}::uuid[])`.execute(tx)
    return new Map(courses.map((course) => [course.id, course]))
  })
  return rows.map((row) => ({ ...row, course: found.get(row.id) ?? null }))
}

export function firmCells(row: FirmRow, lang: Lang) {
  const w = matterWords[lang]
  const named = (thing: { name: string; nameEn: string }) => (lang === 'zh' ? thing.name : thing.nameEn)
  const date = (at: string | null) => (at ? new Date(at) : null)
  return [
    row.number,
    row.subject?.name[lang] ?? '',
    row.title,
    row.category.name[lang],
    `${named(row.place.above)} ${named(row.place)}`.trim(),
    date(row.reportedAt),
    row.course?.unit?.[lang] ?? '',
    row.holder?.personName ?? '',
    date(row.clock?.dueAt ?? null),
    w.state[row.state],
    row.course?.progress ?? '',
    date(row.resolvedAt),
    row.outcome ? w.outcome[row.outcome] : '',
    followUpWords(row, lang),
    row.course?.answered ?? '',
    row.satisfaction,
    row.rounds,
  ]
}

function followUpWords({ course, state, satisfaction }: FirmRow, lang: Lang): string {
  const w = words[lang]
  // Whoever could not be reached, or was not called in this round, may have answered all the same.
  if (typeof course?.solved !== 'boolean' && state === 'closed' && satisfaction !== null)
    return w.found(w.confirmed, `${w.solved}${w.stars(satisfaction)}`)
  if (!course?.method) return ''
  if (course.solved === null) return w.found(w.method[course.method], w.unreached)
  const stars = course.satisfaction ? w.stars(course.satisfaction) : ''
  return w.found(w.method[course.method], `${course.solved ? w.solved : w.notSolved}${stars}`)
}
