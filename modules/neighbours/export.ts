import { listed } from '../../kernel/contract/punctuation.ts'
import { type Lang, wordsIn } from '../../kernel/contract/words.ts'
import { type Column, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { PairingRow, VolunteerRow, WishRow } from './contract.ts'
import { rhythmNames } from './pairings/pairing.ts'
import { skillKinds } from './skills/kinds.ts'
import { nameOfSlots } from './skills/slots.ts'
import { neighbourBook } from './web/words.ts'

/** Rows that one sheet takes at most. */
export const mostExported = 5000

const named = (lang: Lang) => (of: { readonly name: string; readonly nameEn: string }) =>
  lang === 'zh' ? of.name : of.nameEn
const day = (instant: string | null) => (instant ? new Date(instant) : null)

/** The lists as the screen shows them: names masked. */
export function volunteersSheet(rows: readonly VolunteerRow[], lang: Lang) {
  const w = wordsIn(neighbourBook, lang)
  const columns: Column<VolunteerRow>[] = [
    { header: w.name, value: ({ name }) => name },
    { header: w.place, value: ({ place }) => named(lang)(place), width: 24 },
    {
      header: w.skills,
      value: ({ skills }) =>
        listed(
          lang,
          skills.map(({ kind }) => skillKinds[kind][lang]),
        ),
      width: 28,
    },
    { header: w.times, value: ({ slots }) => nameOfSlots(slots, lang), width: 28 },
    { header: w.reach, value: ({ reachM }) => reachM },
    { header: w.load, value: ({ load }) => load },
    { header: w.most, value: ({ most }) => most },
    { header: w.since, value: ({ since }) => day(since), dates: 'day' },
  ]
  return sheetStream<VolunteerRow>({ name: w.lists.volunteers, columns, rows })
}

export function wishesSheet(rows: readonly WishRow[], lang: Lang) {
  const w = wordsIn(neighbourBook, lang)
  const columns: Column<WishRow>[] = [
    { header: w.name, value: ({ name }) => name },
    { header: w.need, value: ({ kind }) => skillKinds[kind][lang] },
    { header: w.words, value: ({ words }) => words, width: 36 },
    { header: w.place, value: ({ place }) => named(lang)(place), width: 24 },
    { header: w.times, value: ({ slots }) => nameOfSlots(slots, lang), width: 28 },
    { header: w.rhythm, value: ({ rhythm }) => rhythmNames[rhythm][lang] },
    { header: w.source, value: ({ source }) => w.sources[source] },
    { header: w.state, value: ({ state }) => w.wishStates[state] },
    { header: w.since, value: ({ since }) => day(since), dates: 'day' },
    { header: w.ended, value: ({ endedAt }) => day(endedAt), dates: 'day' },
  ]
  return sheetStream<WishRow>({ name: w.lists.wishes, columns, rows })
}

export function pairingsSheet(rows: readonly PairingRow[], lang: Lang) {
  const w = wordsIn(neighbourBook, lang)
  const columns: Column<PairingRow>[] = [
    { header: w.helped, value: ({ helpedName }) => helpedName },
    { header: w.volunteer, value: ({ volunteerName }) => volunteerName },
    { header: w.need, value: ({ kind }) => skillKinds[kind][lang] },
    { header: w.place, value: ({ place }) => named(lang)(place), width: 24 },
    { header: w.rhythm, value: ({ rhythm }) => rhythmNames[rhythm][lang] },
    { header: w.state, value: ({ state }) => w.pairingStates[state] },
    { header: w.lastContact, value: ({ lastContactOn }) => lastContactOn },
    { header: w.quietSince, value: ({ quietSince }) => quietSince },
    { header: w.endReason, value: ({ endReason }) => (endReason ? w.endReasons[endReason] : null) },
  ]
  return sheetStream<PairingRow>({ name: w.lists.pairings, columns, rows })
}
