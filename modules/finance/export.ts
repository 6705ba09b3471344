import type { Actor } from '../../kernel/actor.ts'
import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import type { WantFilter, WantRow } from './contract.ts'
import { financeBook } from './finance-words.ts'
import { wantPage } from './want-queries.ts'

const pageSize = 200
const mostExported = 50_000

const headers = {
  zh: [
    ...['企业名称', '英文名称', '社区', '融资金额（元）', '期限（月）', '资金用途', '说明', '需要时间', '提出时间'],
    ...['状态', '已转介机构数', '获批机构数', '获批金额（元）'],
  ],
  en: [
    ...['Firm', 'English name', 'Community', 'Wanted (CNY)', 'Months', 'Use', 'Words', 'Needed by', 'Raised at'],
    ...['State', 'Banks', 'Approved by', 'Approved (CNY)'],
  ],
} as const

/** Exactly the wants of the list with the same filter, as a stream of .xlsx. */
export function exportStream(db: Db, actor: Actor, filter: WantFilter, lang: Lang) {
  return sheetStream<WantRow>({
    name: lang === 'zh' ? '融资需求' : 'Wants',
    columns: headers[lang].map((header, index) => ({
      header,
      value: (row: WantRow) => cellsOf(row, lang)[index] ?? null,
    })),
    rows: pages(db, actor, filter),
  })
}

function cellsOf(row: WantRow, lang: Lang): SheetValue[] {
  const words = wordsIn(financeBook, lang)
  return [
    row.firm.name,
    row.firm.nameEn,
    row.place ? (lang === 'zh' ? row.place.name : row.place.nameEn) : null,
    row.amountFen / 100,
    row.months,
    words.use[row.use],
    row.words,
    row.neededBy,
    new Date(row.raisedAt),
    words.wantState[row.state],
    row.passed,
    row.approved,
    row.approvedFen / 100,
  ]
}

async function* pages(db: Db, actor: Actor, filter: WantFilter): AsyncGenerator<WantRow> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const page = await db.read((tx) => wantPage(tx, actor, { ...filter, offset, limit: pageSize }))
    yield* page.rows
    if (page.rows.length < pageSize) return
  }
}
