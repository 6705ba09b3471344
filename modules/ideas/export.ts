import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import type { IdeaFilter, IdeaRow } from './contract.ts'
import { declineReasons } from './idea.ts'
import { listPage } from './idea-queries.ts'
import type { Reading } from './idea-rows.ts'
import { ideaBook } from './idea-words.ts'

const pageSize = 200
/** An export of more rows is asked to be narrowed. */
export const mostExported = 50_000

const headers = {
  zh: '征集令 标题 内容摘要 地点 状态 提出人 附议 估计花费（元） 估价来源 照片 纸质代登 合并来的 提出时间 未采纳原因'.split(
    ' ',
  ),
  en: [
    ...['Call', 'Title', 'Excerpt', 'Place', 'State', 'Author', 'Endorsements', 'Cost (yuan)', 'Cost by', 'Photos'],
    ...['By paper form', 'Merged into it', 'Given', 'Why not adopted'],
  ],
} as const

/** Masked as on the screen. */
function cells(row: IdeaRow, lang: Lang): SheetValue[] {
  const w = wordsIn(ideaBook, lang)
  const reason = declineReasons.find((one) => one === row.endReason)
  return [
    row.call.title,
    row.title,
    row.excerpt,
    lang === 'en' ? row.place.nameEn || row.place.name : row.place.name,
    w.ideaState[row.state],
    row.author,
    row.endorsements,
    row.costFen === null ? null : row.costFen / 100,
    row.costBy && w.costBy[row.costBy],
    row.fileIds.length,
    row.byPaper ? { zh: '是', en: 'yes' }[lang] : null,
    row.members,
    new Date(row.submittedAt),
    reason ? w.declineReason[reason] : null,
  ]
}

/** Exactly the rows of the list with the same filter, as a stream of .xlsx. */
export const exportIdeas = (
  db: Db,
  reading: Parameters<typeof listPage>[1] & Reading,
  filter: IdeaFilter,
  lang: Lang,
) =>
  sheetStream<IdeaRow>({
    name: lang === 'zh' ? '金点子' : 'Ideas',
    columns: headers[lang].map((header, at) => ({
      header,
      value: (row: IdeaRow) => cells(row, lang)[at] ?? null,
      dates: 'instant' as const,
    })),
    rows: pages(db, reading, filter),
  })

async function* pages(db: Db, reading: Parameters<typeof listPage>[1], filter: IdeaFilter): AsyncGenerator<IdeaRow> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const { rows } = await db.read((tx) => listPage(tx, reading, { ...filter, offset, limit: pageSize }))
    yield* rows
    if (rows.length < pageSize) return
  }
}
