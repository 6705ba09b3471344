import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import { type Column, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { ResourceRow } from './contract.ts'
import { kinds } from './kinds.ts'
import { stationBook } from './web/words.ts'

/** The list as the screen shows it, as .xlsx. */
export function exportSheet(rows: readonly ResourceRow[], lang: Lang) {
  const w = wordsIn(stationBook, lang)
  const c = w.column
  const columns: Column<ResourceRow>[] = [
    { header: c.name, value: ({ name }) => name, width: 28 },
    { header: c.kind, value: ({ kind }) => kinds[kind].name[lang], width: 16 },
    { header: c.sharer, value: ({ sharer }) => sharer.name, width: 24 },
    { header: c.sharerKind, value: ({ sharer }) => w.sharerKind[sharer.kind] },
    { header: c.place, value: ({ place }) => (lang === 'zh' ? place.name : place.nameEn), width: 18 },
    { header: c.station, value: ({ station }) => station?.name ?? null, width: 18 },
    { header: c.capacity, value: ({ capacity }) => capacity },
    { header: c.audience, value: ({ audience }) => w.audience[audience] },
    { header: c.deposit, value: ({ depositFen }) => (depositFen === null ? null : depositFen / 100) },
    { header: c.state, value: ({ state, resting }) => w.resourceState[resting && state === 'live' ? 'paused' : state] },
  ]
  return sheetStream<ResourceRow>({ name: w.resources, columns, rows })
}
