import { type Lang, wordsIn } from '../../../kernel/contract/words.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import type { LinkCode, LinkNumber, LinksView } from '../links-contract.ts'
import { linkBook } from './link-words.ts'

type Row = LinkNumber & { readonly link: LinkCode }

/** The board as .xlsx, a row a number. */
export function linkSheet(board: LinksView, lang: Lang) {
  const w = wordsIn(linkBook, lang)
  const rows = board.links.flatMap(({ code: link, figures }) => figures.map((figure): Row => ({ ...figure, link })))
  const cells = ({ link, words, value, ofDays }: Row): SheetValue[] => [
    ...[w.link[link], words[lang], value, ofDays ? w.ofDays : w.ofNow],
    ...[board.place.name[lang], board.from, board.to],
  ]
  const columns = Object.values(w.column).map((header, n) => ({ header, value: (row: Row) => cells(row)[n] ?? null }))
  return sheetStream<Row>({ name: w.sheet, columns, rows })
}
