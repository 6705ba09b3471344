import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import { type Column, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { FindingRow } from './contract.ts'
import { kinds } from './kinds.ts'
import { safetyBook } from './web/words.ts'

/** The ledger of hazards as the screen shows it, as .xlsx. */
export function exportSheet(rows: readonly FindingRow[], lang: Lang) {
  const w = wordsIn(safetyBook, lang)
  const c = w.column
  const named = (of: { readonly name: string; readonly nameEn: string } | null) =>
    of && (lang === 'zh' ? of.name : of.nameEn)
  const columns: Column<FindingRow>[] = [
    { header: c.point, value: ({ point }) => point.name, width: 24 },
    { header: c.kind, value: ({ point }) => kinds[point.kind].name[lang] },
    { header: c.compound, value: ({ compound }) => named(compound), width: 18 },
    { header: c.place, value: ({ place, compound }) => (place.id === compound.id ? null : named(place)) },
    { header: c.hazard, value: ({ matter }) => (matter.seen ? matter.title : null), width: 36 },
    { header: c.level, value: ({ level }) => w.level[level] },
    { header: c.state, value: ({ state }) => w.state[state] },
    { header: c.foundAt, value: ({ foundAt }) => new Date(foundAt), dates: 'day' },
    { header: c.foundBy, value: ({ foundBy }) => named(foundBy) ?? w.neighbour, width: 20 },
    { header: c.rectifyBy, value: ({ rectifyBy }) => rectifyBy },
    { header: c.late, value: ({ late }) => (late ? w.yes : null) },
    { header: c.number, value: ({ matter }) => matter.number },
    { header: c.holder, value: ({ matter }) => named(matter.holder), width: 20 },
    { header: c.reopened, value: ({ reopened }) => reopened },
    { header: c.clearedAt, value: ({ clearedAt }) => (clearedAt ? new Date(clearedAt) : null), dates: 'day' },
    { header: c.clearedBy, value: ({ clearedBy }) => named(clearedBy), width: 20 },
  ]
  return sheetStream<FindingRow>({ name: w.sheet, columns, rows })
}
