import type { Actor } from '../../kernel/actor.ts'
import { clauses } from '../../kernel/contract/punctuation.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import type { PushRow } from './contract.ts'
import { policyBook } from './policy-words.ts'
import { type PushQuery, pushPage } from './push-queries.ts'

const pageSize = 200

const headers = {
  zh: [
    ...['企业名称', '英文名称', '政策', '政策编号', '版本', '进展', '推送时最低（元）', '推送时最高（元）', '推送依据'],
    ...['推送时间', '推送人', '已读时间', '申报时间', '兑现时间', '兑现金额（元）', '不予兑现时间', '不予兑现原因'],
  ],
  en: [
    ...['Firm', 'English name', 'Policy', 'Code', 'Version', 'How far', 'At least (CNY)', 'At most (CNY)', 'Reasons'],
    ...['Pushed', 'Pushed by', 'Read', 'Applied', 'Granted', 'Granted (CNY)', 'Refused', 'Why refused'],
  ],
} as const

/** Exactly the rows of the list with the same filter: push by push, what was told and what came of it. */
export function pushSheet({ db, actor, lang }: { db: Db; actor: Actor; lang: Lang }, query: PushQuery) {
  return sheetStream<PushRow>({
    name: lang === 'zh' ? '政策台账' : 'Policies',
    columns: headers[lang].map((header, index) => ({ header, value: (row) => cellsOf(row, lang)[index] ?? null })),
    rows: pages(db, actor, query),
  })
}

function cellsOf(row: PushRow, lang: Lang): SheetValue[] {
  const at = (instant: string | null) => (instant ? new Date(instant) : null)
  const yuan = (fen: number | null) => (fen === null ? null : fen / 100)
  return [
    row.name,
    row.nameEn,
    row.title[lang],
    row.code,
    row.version,
    policyBook[lang].step[row.step],
    yuan(row.amountFrom),
    yuan(row.amountTo),
    clauses(
      lang,
      row.reasons.map((reason) => reason[lang]),
    ),
    at(row.pushedAt),
    row.pushedBy,
    at(row.readAt),
    at(row.appliedAt),
    at(row.grantedAt),
    yuan(row.grantedFen),
    at(row.refusedAt),
    row.refusedWhy,
  ]
}

async function* pages(db: Db, actor: Actor, query: PushQuery): AsyncGenerator<PushRow> {
  for (let offset = 0; ; offset += pageSize) {
    const { rows } = await db.read((tx) => pushPage(tx, actor, { ...query, offset, limit: pageSize }))
    yield* rows
    if (rows.length < pageSize) return
  }
}
