import type { Words } from '../../kernel/contract/words.ts'

// Money of a renewal, in whole fen. Pure.

export interface Purse {
  readonly receivedFen: number
  readonly paidFen: number
}

/** `123456` fen as `1,234.56`. */
export function yuan(fen: number): string {
  const whole = String((fen - (fen % 100)) / 100).replace(/\B(?=(\d{3})+$)/g, ',')
  return fen % 100 === 0 ? whole : `${whole}.${String(fen % 100).padStart(2, '0')}`
}

/** Why this much cannot be paid out; null when it can. */
export function payObstacle({ receivedFen, paidFen }: Purse, fen: number): Words | null {
  const rest = receivedFen - paidFen
  if (fen <= rest) return null
  return {
    zh: `已到账未支付的只有 ${yuan(rest)} 元，不能支付 ${yuan(fen)} 元；请先登记到账`,
    en: `Only ¥${yuan(rest)} of what was received is left, so ¥${yuan(fen)} cannot be paid. Enter what came in first`,
  }
}

/** Why a receipt cannot be taken back; null when it can. */
export function undoReceiptObstacle({ receivedFen, paidFen }: Purse, fen: number): Words | null {
  if (receivedFen - fen >= paidFen) return null
  return {
    zh: `这笔钱已支付出去，撤回后支付会超过到账；请先撤回支付`,
    en: 'It has been paid out already: more would be paid than was received. Take the payment back first',
  }
}

/** An amount shared out to households, to the nearest fen (half a fen upwards); null without households. */
export function costAHousehold(costFen: number, households: number | null): number | null {
  if (households === null || households <= 0) return null
  // Remainders of whole numbers are exact where a quotient would be rounded.
  const doubled = 2 * costFen + households
  return (doubled - (doubled % (2 * households))) / (2 * households)
}

export interface Cost {
  readonly planned_fen: number | null
  readonly final_fen: number | null
}

/** The cost of items: final where it is known, planned else. */
export const costOf = (items: readonly Cost[]) => ({
  costFen: items.reduce((sum, { planned_fen, final_fen }) => sum + (final_fen ?? planned_fen ?? 0), 0),
  costIsFinal: items.length > 0 && items.every(({ final_fen }) => final_fen !== null),
})
