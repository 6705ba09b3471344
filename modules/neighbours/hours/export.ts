import { type Lang, wordsIn } from '../../../kernel/contract/words.ts'
import { type Column, sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import type { EntryRow } from './contract.ts'
import { hoursBook } from './web/words.ts'

/** The ledger as the screen shows it, names masked, as .xlsx. */
export function exportSheet(rows: readonly EntryRow[], lang: Lang) {
  const w = wordsIn(hoursBook, lang)
  const c = w.column
  const columns: Column<EntryRow>[] = [
    { header: c.day, value: ({ onDay }) => onDay, width: 12 },
    { header: c.name, value: ({ name }) => name },
    { header: c.kind, value: ({ kind }) => w.kind[kind] },
    { header: c.purpose, value: ({ purpose }) => w.purpose[purpose] },
    { header: c.content, value: ({ content }) => content, width: 40 },
    { header: c.team, value: ({ team }) => team, width: 20 },
    { header: c.minutes, value: ({ minutes }) => minutes },
    { header: c.takenBack, value: ({ takenBack }) => (takenBack ? w.yes : null) },
    { header: c.overlaps, value: ({ overlaps }) => (overlaps ? w.yes : null) },
    { header: c.why, value: ({ why }) => why, width: 24 },
  ]
  return sheetStream<EntryRow>({ name: w.sheet, columns, rows })
}
