import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf } from '../../kernel/contract/endpoint.ts'
import { clauses } from '../../kernel/contract/punctuation.ts'
import { defineWords, type Lang, type Words } from '../../kernel/contract/words.ts'
import { type Db, sql } from '../../kernel/db.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import type { DueId, DueRow, exportDues } from './contract.ts'
import { partsOf } from './coverage.ts'
import { duePage } from './due-queries.ts'
import type { Method } from './rule.ts'
import { visitWords } from './web/words.ts'

const pageSize = 200
/** An export of more rows is asked to be narrowed. */
export const mostExported = 50_000

/** What was done about a due: who went, how, and what became of a difficulty that was named. */
interface Call {
  readonly heldAt: Date
  readonly method: Method
  readonly person: string | null
  readonly post: Words | null
  readonly matter: string | null
}
type Line = DueRow & { readonly call: Call | null }

const headers = {
  zh: [
    ...[
      '走访对象',
      '地点',
      '上级地点',
      '走访要求',
      '要求方式',
      '开始',
      '期限',
      '责任岗位',
      '状态',
      '计入应访',
      '计入已访',
    ],
    ...['走访时间', '走访方式', '走访人', '走访岗位', '未接通次数', '诉求编号', '未走访原因'],
  ],
  en: [
    ...['Whom', 'Place', 'In', 'Rule', 'Asked for', 'From', 'Deadline', 'Held by', 'State', 'Counts as due', 'As done'],
    ...['Done at', 'How', 'By whom', 'For the post', 'Not reached', 'Matter number', 'Why not'],
  ],
} as const

const words = defineWords({
  zh: { yes: '是', no: '否', sheet: '走访台账' },
  en: { yes: 'Yes', no: 'No', sheet: 'Visits' },
})

/** Exactly the rows of the list of dues with the same filter, with what was done about each, as a stream of .xlsx. */
export function dueSheet(db: Db, actor: Actor, query: QueryOf<typeof exportDues>, now: Date, lang: Lang) {
  return sheetStream<Line>({
    name: words[lang].sheet,
    columns: headers[lang].map((header, index) => ({ header, value: (row) => cellsOf(row, lang)[index] ?? null })),
    rows: lines(db, actor, query, now),
  })
}

function cellsOf(row: Line, lang: Lang): SheetValue[] {
  const w = visitWords[lang]
  const { yes, no } = words[lang]
  const name = (of: { name: string; nameEn: string }) => (lang === 'zh' ? of.name : of.nameEn)
  const parts = partsOf(row)
  const why = clauses(
    lang,
    [row.dropReason && w.drop[row.dropReason], row.endedWhy?.[lang]].flatMap((part) => part || []),
  )
  return [
    row.subject.name,
    name(row.place),
    name(row.place.above),
    row.rule.name[lang],
    w.method[row.method],
    new Date(row.fromAt),
    new Date(row.deadlineAt),
    name(row.holder),
    w.state[row.state],
    parts.includes('denominator') ? yes : no,
    parts.includes('numerator') ? yes : no,
    row.call?.heldAt ?? null,
    row.call ? w.method[row.call.method] : null,
    row.call?.person ?? null,
    row.call?.post?.[lang] ?? null,
    row.tries,
    row.call?.matter ?? null,
    row.state === 'done' ? null : why || null,
  ]
}

async function* lines(db: Db, actor: Actor, query: QueryOf<typeof exportDues>, now: Date): AsyncGenerator<Line> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const rows = await db.read(async (tx) => {
      const page = await duePage(tx, actor, { ...query, offset, limit: pageSize }, now)
      const ids = page.rows.filter(({ state }) => state === 'done').map(({ id }) => id)
      const { rows: calls } = await sql<Call & { dueId: DueId }>`
        select d.id as "dueId", v.held_at as "heldAt", v.method, b.name as person,
          case when p.id is not null then json_build_object('zh', p.name, 'en', p.name_en) end as post,
          f.matter_number as matter
        from visits.dues d join visits.visits v on v.tenant_id = d.tenant_id and v.id = d.visit_id
        left join people.persons_view b on b.tenant_id = v.tenant_id and b.id = v.person_id
        left join people.posts_view p on p.tenant_id = v.tenant_id and p.id = v.post_id
        left join visits.difficulties f on f.tenant_id = v.tenant_id and f.visit_id = v.id
        where d.tenant_id = ${actor.tenantId} and d.id = any(${ids}::uuid[])`.execute(tx)
      const byDue = new Map(calls.map(({ dueId, ...call }) => [dueId, call]))
      return page.rows.map((row): Line => ({ ...row, call: byDue.get(row.id) ?? null }))
    })
    yield* rows
    if (rows.length < pageSize) return
  }
}
