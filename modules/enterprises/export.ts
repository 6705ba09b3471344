import type { Actor } from '../../kernel/actor.ts'
import { listed } from '../../kernel/contract/punctuation.ts'
import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import type { FirmRow } from './contract.ts'
import { type FirmListQuery, firmPage } from './firm-queries.ts'
import { firmBook } from './firm-words.ts'
import { industryName } from './industry.ts'

const pageSize = 200
/** An export of more rows is asked to be narrowed. */
export const mostExported = 50_000

const headers = {
  zh: [
    ...['企业名称', '英文名称', '统一社会信用代码', '类型', '行业代码', '行业', '职工人数', '规模', '地点', '上级地点'],
    ...['房号', '面积（㎡）', '租约到期', '重点企业', '标签', '状态', '成立日期', '本地注册', '入驻日期'],
  ],
  en: [
    ...['Name', 'English name', 'Credit code', 'Form', 'Industry code', 'Industry', 'Staff', 'Size', 'Place', 'In'],
    ...['Suites', 'Area (m²)', 'Lease until', 'Key firm', 'Tags', 'State', 'Founded', 'Registered here', 'Here since'],
  ],
} as const

/** Exactly the rows of the list with the same filter and order, as a stream of .xlsx. */
export function exportStream(db: Db, actor: Actor, query: FirmListQuery, now: Date, lang: Lang) {
  return sheetStream<FirmRow>({
    name: lang === 'zh' ? '企业' : 'Firms',
    columns: headers[lang].map((header, index) => ({
      header,
      value: (row: FirmRow) => cellsOf(row, lang)[index] ?? null,
      dates: 'day' as const,
    })),
    rows: pages(db, actor, query, now),
  })
}

function cellsOf(row: FirmRow, lang: Lang): SheetValue[] {
  const words = wordsIn(firmBook, lang)
  const day = (on: string | null) => (on ? new Date(`${on}T00:00:00+08:00`) : null)
  const yesNo = (value: boolean | null) => (value === null ? null : value ? words.yes : words.no)
  const name = (of: { name: string; nameEn: string }) => (lang === 'zh' ? of.name : of.nameEn)
  return [
    row.name,
    row.nameEn,
    row.uscc,
    row.legalForm ? words.legalForm[row.legalForm] : null,
    row.industry,
    row.industry ? (industryName(row.industry)?.[lang] ?? null) : null,
    row.staff,
    row.sizeClass ? words.sizeClass[row.sizeClass] : null,
    name(row.place),
    name(row.place.above),
    listed(lang, row.suites),
    row.areaCm2 === 0 ? null : row.areaCm2 / 10_000,
    day(row.leaseUntil),
    yesNo(row.keyFirm),
    listed(lang, row.tags),
    words.firmState[row.state],
    day(row.foundedOn),
    yesNo(row.registeredHere),
    day(row.sinceOn),
  ]
}

async function* pages(db: Db, actor: Actor, query: FirmListQuery, now: Date): AsyncGenerator<FirmRow> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const page = await db.read((tx) => firmPage(tx, actor, { ...query, offset, limit: pageSize }, now))
    yield* page.rows
    if (page.rows.length < pageSize) return
  }
}
