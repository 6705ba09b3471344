/** What happened on one volunteer's account; minutes are more than 0. */
export interface Movement {
  readonly way: 'in' | 'out'
  /** The day on which it was earned or spent, YYYY-MM-DD. */
  readonly onDay: string
  readonly minutes: number
}

/** What is left of what was earned on a day. */
export interface Lot {
  readonly onDay: string
  readonly left: number
}

/**
 * What is left of each day's earnings. What was earned first goes first, whatever it goes for; so expiry can never take
 * what was spent before. Where the order is not that in which it happened, what went out before it was there is taken of
 * what comes in next.
 * @throws where more goes out than comes in.
 */
export function lotsOf(movements: readonly Movement[]): Lot[] {
  let lots: Lot[] = []
  let missing = 0
  for (const { way, onDay, minutes } of movements) {
    if (way === 'in') lots = [...lots, { onDay, left: minutes }].sort((a, b) => (a.onDay < b.onDay ? -1 : 1))
    else missing += minutes
    const now = Math.min(missing, balanceOf(lots))
    lots = taken(lots, now)
    missing -= now
  }
  if (missing > 0) throw new RangeError(`${missing} minutes more are taken than are there`)
  return lots
}

function taken(lots: readonly Lot[], minutes: number): Lot[] {
  let open = minutes
  return lots.flatMap(({ onDay, left }) => {
    const part = Math.min(left, open)
    open -= part
    return left > part ? [{ onDay, left: left - part }] : []
  })
}

export const balanceOf = (lots: readonly Lot[]): number => lots.reduce((sum, { left }) => sum + left, 0)

/** What a correction finds. */
export interface Correcting {
  /** What the entry and its corrections put on the account so far; null: nothing ever, exchange was off. */
  readonly brought: number | null
  /** What the entry was worth before. */
  readonly was: number
  /** What it is worth now. */
  readonly worth: number
  readonly balance: number
}

/**
 * What a correction moves: what is missing of what the entry is now worth, or of what is too much its own difference at most.
 * What was spent stays spent, and is not taken of what was earned elsewhere.
 */
export const correcting = ({ brought, was, worth, balance }: Correcting): number =>
  brought === null ? 0 : Math.max(worth - brought, Math.min(0, worth - was), -balance)

/** The first day whose earnings are still good: `months` before today, the last day of a shorter month. */
export function goodSince(today: string, months: number): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  const at = year * 12 + (month - 1) - months
  const [y, m] = [Math.floor(at / 12), at % 12]
  const last = new Date(Date.UTC(y, m + 1, 0)).getUTCDate()
  return `${y}-${String(m + 1).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`
}

/** Minutes that expire today: what is left of days before `goodSince`. */
export const expiring = (lots: readonly Lot[], today: string, months: number): number =>
  balanceOf(lots.filter(({ onDay }) => onDay < goodSince(today, months)))
