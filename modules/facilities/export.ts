import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import { type Column, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { FacilityRow } from './contract.ts'
import { kinds } from './kinds.ts'
import { facilityBook } from './web/words.ts'

/** The list as the screen shows it, as .xlsx. */
export function exportSheet(rows: readonly FacilityRow[], lang: Lang) {
  const w = wordsIn(facilityBook, lang)
  const c = w.column
  const named = (of: { readonly name: string; readonly nameEn: string }) => (lang === 'zh' ? of.name : of.nameEn)
  const columns: Column<FacilityRow>[] = [
    { header: c.name, value: ({ name }) => name, width: 24 },
    { header: c.kind, value: ({ kind }) => kinds[kind].name[lang] },
    { header: c.compound, value: ({ compound }) => named(compound), width: 18 },
    { header: c.place, value: ({ place, compound }) => (place.id === compound.id ? null : named(place)) },
    { header: c.keeper, value: ({ keeper }) => named(keeper), width: 24 },
    { header: c.mark, value: ({ mark }) => w.mark[mark] },
    { header: c.gate, value: ({ gate }) => (gate ? w.gate[gate] : null) },
    { header: c.rhythm, value: ({ rhythmDays }) => rhythmDays },
    {
      header: c.last,
      value: ({ lastInspectedAt }) => (lastInspectedAt ? new Date(lastInspectedAt) : null),
      dates: 'day',
    },
    { header: c.next, value: ({ nextDueOn }) => nextDueOn },
    { header: c.from, value: ({ fromOn }) => fromOn },
    { header: c.to, value: ({ toOn }) => toOn },
    { header: c.lng, value: ({ point }) => point.lng },
    { header: c.lat, value: ({ point }) => point.lat },
    { header: c.code, value: ({ code }) => code },
  ]
  return sheetStream<FacilityRow>({ name: w.sheet, columns, rows })
}
