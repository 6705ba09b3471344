import type { Actor } from '../../kernel/actor.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import { candidatePage } from './candidate-queries.ts'
import type { CandidateFilter, CandidateRow } from './contract.ts'
import type { Dictionary } from './fact.ts'
import { policyBook } from './policy-words.ts'
import { factNamesIn } from './reasons.ts'

const pageSize = 200
/** An export of more rows is asked to be narrowed. */
export const mostExported = 50_000

const headers = {
  zh: [
    '企业名称',
    '英文名称',
    '地点',
    '重点企业',
    '结论',
    '金额下限（元）',
    '金额上限（元）',
    '缺少的信息',
    '推送情况',
  ],
  en: ['Firm', 'English name', 'Place', 'Key firm', 'Verdict', 'At least (CNY)', 'At most (CNY)', 'Missing', 'Push'],
} as const

/** Exactly the rows of the list with the same filter and order, as a stream of .xlsx. */
export function candidateSheet(
  { db, actor, lang, dictionary }: { db: Db; actor: Actor; lang: Lang; dictionary: Dictionary },
  code: string,
  filter: CandidateFilter,
) {
  const words = policyBook[lang]
  const cells = (row: CandidateRow): SheetValue[] => [
    row.name,
    row.nameEn,
    lang === 'zh' ? row.place.name : row.place.nameEn,
    row.keyFirm ? words.yes : words.no,
    words.verdict[row.verdict],
    row.verdict === 'unfit' ? null : row.amountFrom / 100,
    row.verdict === 'unfit' || row.amountTo === null ? null : row.amountTo / 100,
    factNamesIn(row.missing, dictionary)[lang],
    row.push ? words.step[row.push.step] : null,
  ]
  return sheetStream<CandidateRow>({
    name: lang === 'zh' ? '适用企业' : 'Firms',
    columns: headers[lang].map((header, index) => ({ header, value: (row) => cells(row)[index] ?? null })),
    rows: pages(db, actor, code, filter),
  })
}

async function* pages(db: Db, actor: Actor, code: string, filter: CandidateFilter): AsyncGenerator<CandidateRow> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const page = await db.read((tx) => candidatePage(tx, actor, code, { ...filter, offset, limit: pageSize }))
    yield* page.rows
    if (page.rows.length < pageSize) return
  }
}
