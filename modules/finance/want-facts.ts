import type { FactSpec } from '../policies/contract.ts'
import { type Dictionary, dictionaryOf, type Facts, type Row, rowOf } from '../policies/public.ts'
import { financeBook } from './finance-words.ts'
import { mostFen, mostMonths } from './product.ts'
import { type WantUse, wantUses } from './want.ts'

/** What rules of products may read besides the facts of a firm. */
export const wantFacts: readonly FactSpec[] = [
  {
    key: 'wantAmount',
    name: { zh: '融资金额', en: 'amount wanted' },
    question: { zh: '需要多少资金？', en: 'How much money is wanted?' },
    sensitive: false,
    mayBeNone: false,
    type: { kind: 'number', unit: 'fen', min: 1, max: mostFen },
  },
  {
    key: 'wantMonths',
    name: { zh: '融资期限', en: 'term wanted' },
    question: { zh: '需要用多久？', en: 'For how long is it wanted?' },
    sensitive: false,
    mayBeNone: false,
    type: { kind: 'number', unit: 'month', min: 1, max: mostMonths },
  },
  {
    key: 'wantUse',
    name: { zh: '资金用途', en: 'use of the money' },
    question: { zh: '资金用在哪里？', en: 'What is the money for?' },
    sensitive: false,
    mayBeNone: false,
    type: {
      kind: 'choice',
      options: wantUses.map((code) => ({ code, name: { zh: financeBook.zh.use[code], en: financeBook.en.use[code] } })),
    },
  },
]

const wantKeys: ReadonlySet<string> = new Set(wantFacts.map(({ key }) => key))

/** Whether a fact is one of the want, not of the firm. */
export const isWantFact = (key: string): boolean => wantKeys.has(key)

/** The facts of firms, and before them those of wants. */
export const withWantFacts = ({ facts, codes }: Dictionary): Dictionary => dictionaryOf([...wantFacts, ...facts], codes)

export interface WantedMoney {
  readonly amountFen: number
  readonly months: number
  readonly use: WantUse
}

export const factsOfWant = ({ amountFen, months, use }: WantedMoney): Facts => ({
  wantAmount: amountFen,
  wantMonths: months,
  wantUse: use,
})

/** What is known of the firm with what it wants, as one row of a dictionary that has both. */
export function rowWithWant(dictionary: Dictionary, firm: Row, want: WantedMoney): Row {
  const { row } = rowOf(dictionary, factsOfWant(want))
  return dictionary.facts.map(({ key }, slot) => (isWantFact(key) ? row[slot] : firm[slot]))
}
