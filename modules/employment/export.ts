import type { Actor } from '../../kernel/actor.ts'
import { listed } from '../../kernel/contract/punctuation.ts'
import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import type { OpeningFilter, OpeningRow, ReferralFilter, ReferralView } from './contract.ts'
import { jobBook } from './employment-words.ts'
import { openingPage } from './opening-queries.ts'
import { referralPage } from './referral-queries.ts'

const pageSize = 200
/** An export of more rows is asked to be narrowed. */
export const mostExported = 50_000

const openingHeaders = {
  zh: '岗位 企业 人数 已录用 工时 工资下限（元） 工资上限（元） 计薪 学历 经验（月） 技能 地点 开始 截止 状态 结束原因'.split(
    ' ',
  ),
  en: [
    ...['Job', 'Firm', 'Wanted', 'Hired', 'Hours', 'Pay from (yuan)', 'Pay to (yuan)', 'Pay', 'Education'],
    ...['Experience (months)', 'Skills', 'Place', 'From', 'Until', 'State', 'Why it ended'],
  ],
} as const

const day = (on: string | null) => (on ? new Date(`${on}T00:00:00+08:00`) : null)
const nameIn = (lang: Lang, of: { name: string; nameEn: string | null }) => (lang === 'en' && of.nameEn) || of.name

function openingCells(row: OpeningRow, lang: Lang): SheetValue[] {
  const w = wordsIn(jobBook, lang)
  return [
    row.title,
    nameIn(lang, row.firm),
    row.headcount,
    row.hired,
    w.hours[row.hours],
    row.payFromFen / 100,
    row.payToFen / 100,
    w.payUnit[row.payUnit],
    w.education[row.education],
    row.experienceMonths,
    listed(lang, row.skills),
    nameIn(lang, row.place),
    day(row.fromOn),
    day(row.untilOn),
    w.openingState[row.state],
    row.endedWhy?.[lang] ?? null,
  ]
}

const referralHeaders = {
  zh: '岗位 企业 居民 电话 状态 推荐时间 推荐人 录用日期 原因 满月在岗'.split(' '),
  en: [...['Job', 'Firm', 'Resident', 'Phone', 'State', 'Proposed', 'By', 'Hired on', 'Why', 'There after a month']],
} as const

/** Masked as on the screen. */
function referralCells(row: ReferralView, lang: Lang): SheetValue[] {
  const there = { zh: ['是', '否'], en: ['yes', 'no'] }[lang]
  return [
    row.opening.title,
    nameIn(lang, row.firm),
    row.name,
    row.phone,
    wordsIn(jobBook, lang).referralState[row.state],
    new Date(row.proposedAt),
    row.proposedBy,
    day(row.hiredOn),
    row.why,
    row.stillThere === null ? null : (there[row.stillThere ? 0 : 1] ?? null),
  ]
}

/** Exactly the rows of the list with the same filter, as a stream of .xlsx. */
export const exportOpenings = (db: Db, actor: Actor, filter: OpeningFilter, lang: Lang) =>
  sheetStream<OpeningRow>({
    name: lang === 'zh' ? '招聘岗位' : 'Openings',
    columns: openingHeaders[lang].map((header, at) => ({
      header,
      value: (row: OpeningRow) => openingCells(row, lang)[at] ?? null,
      dates: 'day' as const,
    })),
    rows: pages((page) => db.read((tx) => openingPage(tx, actor, { ...filter, ...page }))),
  })

export const exportReferrals = (db: Db, secrets: Secrets, actor: Actor, filter: ReferralFilter, lang: Lang) =>
  sheetStream<ReferralView>({
    name: lang === 'zh' ? '推荐' : 'Referrals',
    columns: referralHeaders[lang].map((header, at) => ({
      header,
      value: (row: ReferralView) => referralCells(row, lang)[at] ?? null,
      dates: at === 7 ? ('day' as const) : ('instant' as const),
    })),
    rows: pages((page) => db.read((tx) => referralPage(tx, secrets, actor, { ...filter, ...page }))),
  })

async function* pages<Row>(
  read: (page: { offset: number; limit: number }) => Promise<{ rows: Row[] }>,
): AsyncGenerator<Row> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const { rows } = await read({ offset, limit: pageSize })
    yield* rows
    if (rows.length < pageSize) return
  }
}
