import { day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'

/** Leases of a firm one after the other: each ends where the next begins or the firm leaves. */
export interface Lease {
  readonly from: Date
  readonly until: Date
}

const years = [1, 2, 2, 3, 3, 5]
/** Who stays signs the next lease so many days before. */
const signedAhead = [10, 75] as const

/** When the next lease is signed. */
export const signedAt = ({ from }: Lease, inAt: Date, random: Random): Date =>
  new Date(Math.max(from.getTime() - random.int(...signedAhead) * day, inAt.getTime() + 2 * day))

/**
 * Those who were there before the register began are somewhere in a lease; others begin one. Most who leave do so when it
 * ends, some earlier.
 */
export function leasesOf(
  { inAt, outAt, first }: { inAt: Date; outAt: Date | null; first: boolean },
  until: Date,
  random: Random,
): Lease[] {
  const leases: Lease[] = []
  let from = inAt
  const end = outAt ?? new Date(until.getTime() + signedAhead[1] * day)
  while (from < end) {
    const days = first && leases.length === 0 ? random.int(60, 1050) : random.pick(years) * 365
    const to = new Date(from.getTime() + days * day)
    leases.push({ from, until: to })
    from = to
  }
  const last = leases.at(-1)
  return outAt && last && random.chance(0.7) ? [...leases.slice(0, -1), { ...last, until: outAt }] : leases
}
