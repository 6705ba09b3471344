import type { Block } from '../../../kernel/documents/blocks.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { numberOf } from '../case-service.ts'
import { answerWays, type Side, sides } from '../kinds.ts'
import type { Writing } from '../scope.ts'
import type { PartyRecord } from '../tables.ts'
import { mediatorsNow, type Whole } from '../whole.ts'

// What the documents of a case say, in Chinese: they are papers of a Chinese committee.

/** A case opened for a document: names in full. */
export interface Reading {
  readonly whole: Whole
  readonly open: (sealed: Buffer | null) => string
  readonly number: string
  readonly place: string
  readonly today: string
  /** The texts that parties agreed to, by version, the oldest first. */
  readonly agreed: readonly AgreedText[]
}

/** A text as it was shown to who agreed to it. */
export interface AgreedText {
  readonly version: number
  readonly zh: string
  /** The first instant at which it was shown. */
  readonly fromAt: Date | null
}

export const readingOf = (
  { secrets, at }: Writing,
  whole: Whole,
  place: string,
  agreed: readonly AgreedText[],
): Reading => ({
  ...{ whole, place, agreed, today: dayOf(at), number: numberOf(whole.row) },
  open: (sealed) => (sealed ? secrets.open(sealed) : ''),
})

/** 2026年12月1日 */
export function inChinese(day: string | null): string {
  const [year, month, date] = (day ?? '').split('-').map(Number)
  return year && month && date ? `${year}年${month}月${date}日` : '＿＿年＿月＿日'
}

export const nameOf = ({ open }: Reading, party: Pick<PartyRecord, 'name_sealed'>): string => open(party.name_sealed)

export const partyNamed = (reading: Reading, id: string): string => {
  const party = reading.whole.parties.find((one) => one.id === id)
  return party ? nameOf(reading, party) : ''
}

export const mediatorNames = ({ whole }: Reading): string =>
  mediatorsNow(whole)
    .map(({ person_id, leads }) => `${whole.names.get(person_id) ?? ''}${leads ? '（主持）' : ''}`)
    .join('、')

export const sideName = (side: Side): string => sides[side].zh

/** Who the parties are, a row each. */
export const partyTable = (reading: Reading): Block => ({
  is: 'table',
  widths: [2, 2, 2, 6],
  head: true,
  rows: [
    ['当事人', '姓名', '电话', '基本情况'],
    ...reading.whole.parties.map((party) => [
      sideName(party.side),
      nameOf(reading, party),
      reading.open(party.phone_sealed),
      reading.open(party.details_sealed),
    ]),
  ],
})

export const saidHow = (way: PartyRecord['consent_way']): string => (way ? answerWays[way].zh : '')
