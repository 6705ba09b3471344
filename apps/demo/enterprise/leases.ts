import { day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'

/** Leases of a firm one after the other: each ends where the next begins or the firm leaves. */
export interface Lease {
  readonly from: Date
  readonly until: Date
  /** The register knows of it from then on. */
  readonly signedAt: Date
}

const years = [1, 1, 2, 2, 3, 3]
/** Who stays signs the next lease so many days before. */
const signedAhead = [5, 62] as const

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
    const ahead = random.int(...signedAhead) * day
    const signedAt = from === inAt ? inAt : new Date(Math.max(from.getTime() - ahead, inAt.getTime() + 2 * day))
    leases.push({ from, until: to, signedAt })
    from = to
  }
  const last = leases.at(-1)
  return outAt && last && random.chance(0.7) ? [...leases.slice(0, -1), { ...last, until: outAt }] : leases
}

/** The day on which the lease ends that the register knows of at an instant. */
export const knownEnd = (leases: readonly Lease[], at: Date): Date | null =>
  leases.filter(({ signedAt }) => signedAt <= at).at(-1)?.until ?? null
