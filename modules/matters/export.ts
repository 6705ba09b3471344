import type { Actor } from '../../kernel/actor.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { type SheetPlan, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { MatterRow } from './contract.ts'
import { type ListQuery, listPage } from './matter-queries.ts'
import { matterWords } from './matter-words.ts'

const pageSize = 200
/** An export of more rows is asked to be narrowed: what nobody can read nobody should carry away. */
export const mostExported = 50_000

const headers = {
  zh: [
    '受理编号',
    '标题',
    '类别',
    '地点',
    '上级地点',
    '网格',
    '来源',
    '状态',
    '承办',
    '承办人',
    '当前时限',
    '上报时间',
    '办结时间',
    '归档时间',
    '结果',
    '满意度',
    '办理轮次',
  ],
  en: [
    'Number',
    'Title',
    'Category',
    'Place',
    'In',
    'Grid',
    'Channel',
    'State',
    'Held by',
    'Person',
    'Deadline',
    'Reported',
    'Resolved',
    'Closed',
    'Outcome',
    'Satisfaction',
    'Rounds',
  ],
} as const

/** Exactly the rows of the list with the same filter and order, as a stream of .xlsx. */
export function exportStream(db: Db, actor: Actor, query: ListQuery, now: Date, lang: Lang) {
  const plan: SheetPlan<MatterRow> = {
    name: lang === 'zh' ? '事项' : 'Matters',
    columns: headers[lang].map((header, index) => ({
      header,
      value: (row: MatterRow) => cellsOf(row, lang)[index] ?? null,
    })),
    rows: pages(db, actor, query, now),
  }
  return sheetStream(plan)
}

function cellsOf(row: MatterRow, lang: Lang) {
  const words = matterWords[lang]
  const date = (at: string | null) => (at ? new Date(at) : null)
  return [
    row.number,
    row.title,
    row.category.name[lang],
    lang === 'zh' ? row.place.name : row.place.nameEn,
    lang === 'zh' ? row.place.above.name : row.place.above.nameEn,
    row.grid ? (lang === 'zh' ? row.grid.name : row.grid.nameEn) : '',
    words.channel[row.channel],
    words.state[row.state],
    row.holder ? (lang === 'zh' ? row.holder.name : row.holder.nameEn) : '',
    row.holder?.personName ?? '',
    date(row.clock?.dueAt ?? null),
    date(row.reportedAt),
    date(row.resolvedAt),
    date(row.closedAt),
    row.outcome ? words.outcome[row.outcome] : '',
    row.satisfaction,
    row.rounds,
  ]
}

async function* pages(db: Db, actor: Actor, query: ListQuery, now: Date): AsyncGenerator<MatterRow> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const page = await listPage(db, actor, { ...query, offset, limit: pageSize }, now)
    yield* page.rows
    if (page.rows.length < pageSize) return
  }
}
