/** An exact fraction: `num / den`, `den` above 0, not always in lowest terms. */
export interface Ratio {
  readonly num: bigint
  readonly den: bigint
}

export const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** The same number in lowest terms. */
export function lowest({ num, den }: Ratio): Ratio {
  const shared = gcd(num < 0n ? -num : num, den)
  return shared > 1n ? { num: num / shared, den: den / shared } : { num, den }
}

/** The smallest whole number that is not below it. */
export const roundedUp = ({ num, den }: Ratio): bigint => (num > 0n ? (num + den - 1n) / den : num / den)

/**
 * num/den × 2^shift as a float, for num ≥ 0. The relative error is below 2^-51: at least 62 bits of the quotient are taken,
 * and the float keeps 53 of them.
 */
export function asFloat({ num, den }: Ratio, shift = 0): number {
  if (num === 0n) return 0
  const more = 64 - (bits(num) - bits(den))
  const quotient = more >= 0 ? (num << BigInt(more)) / den : num / (den << BigInt(-more))
  return Number(quotient) * 2 ** (shift - more)
}

/** How long a number is in bits, to within three: only the place of the quotient's first bit leans on it. */
const bits = (x: bigint): number => x.toString(16).length * 4
