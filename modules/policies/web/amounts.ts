import type { Words } from '../../../kernel/contract/words.ts'
import { sumWords } from '../amount-words.ts'
import { quantityWords } from '../unit.ts'

interface Told {
  readonly amountFrom: number
  readonly amountTo: number | null
}

/** A sum as far as it is known; null where no money is paid. */
export function amountOf({ amountFrom, amountTo }: Told): Words | null {
  if (amountTo === 0) return null
  if (amountFrom === 0 && amountTo === null) return { zh: '金额待定', en: 'sum not known yet' }
  if (amountFrom === 0 && amountTo !== null) {
    const most = moneyWords(amountTo)
    return { zh: `最高 ${most.zh}`, en: `up to ${most.en}` }
  }
  return sumWords({ from: amountFrom, to: amountTo, exact: amountFrom === amountTo, missing: [] })
}

export const moneyWords = (fen: number): Words => quantityWords(fen, 'fen')
