import type { Lang } from '../../kernel/contract/words.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import type { ResultRow } from './ledgers-contract.ts'

const headers = {
  zh: [
    ...['季度', '起', '止', '地点', '迁入企业', '迁出企业', '期初空置率（%）', '期末空置率（%）', '期末空置面积（㎡）'],
    ...['应访', '已访', '诉求', '办结', '企业确认解决', '评分满意', '兑现政策（项次）', '兑现金额（元）'],
    ...['座谈会', '展会', '参展企业'],
  ],
  en: [
    ...['Quarter', 'From', 'To', 'Place', 'Firms in', 'Firms out', 'Vacancy before (%)', 'Vacancy after (%)'],
    ...['Vacant after (m²)', 'Visits due', 'Done', 'Difficulties', 'Resolved', 'Confirmed as solved', 'Satisfied'],
    ...['Policies granted', 'Granted (CNY)', 'Seminars', 'Fairs', 'Exhibitors'],
  ],
} as const

/** A rate in per cent to two decimals; null where there is nothing to let. */
export const vacancyPercent = ({ vacantCm2, lettableCm2 }: ResultRow['vacancyBefore']): number | null =>
  lettableCm2 === 0 ? null : Math.round((vacantCm2 * 10_000) / lettableCm2) / 100

/** The rows of the ledger as a stream of .xlsx. */
export function resultSheet(rows: readonly ResultRow[], lang: Lang) {
  return sheetStream<ResultRow>({
    name: lang === 'zh' ? '成效台账' : 'Results',
    columns: headers[lang].map((header, index) => ({ header, value: (row) => cellsOf(row, lang)[index] ?? null })),
    rows: (async function* () {
      yield* rows
    })(),
  })
}

const cellsOf = (row: ResultRow, lang: Lang): SheetValue[] => [
  row.quarter,
  row.from,
  row.to,
  row.place.name[lang],
  row.firmsIn,
  row.firmsOut,
  vacancyPercent(row.vacancyBefore),
  vacancyPercent(row.vacancyAfter),
  row.vacancyAfter.vacantCm2 / 10_000,
  row.due,
  row.done,
  row.raised,
  row.resolved,
  row.solved,
  row.satisfied,
  row.granted,
  row.grantedFen / 100,
  row.seminars,
  row.fairs,
  row.exhibitors,
]
