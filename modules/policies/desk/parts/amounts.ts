import type { Words } from '../../../../kernel/contract/words.ts'
import { sumWords } from '../../amount-words.ts'
import { quantityWords } from '../../unit.ts'

interface Told {
  readonly amountFrom: number
  readonly amountTo: number | null
}

/** A sum as far as it is known; null where no money is paid. */
export const amountOf = ({ amountFrom, amountTo }: Told): Words | null =>
  amountTo === 0 ? null : sumWords({ from: amountFrom, to: amountTo, exact: amountFrom === amountTo, missing: [] })

export const moneyWords = (fen: number): Words => quantityWords(fen, 'fen')
