import type { Amount, Tier } from './amount.ts'
import type { Facts } from './fact.ts'
import { naiveValue } from './naive.fixture.ts'

const half = (above: bigint, below: bigint): bigint => (2n * above + below) / (2n * below)

/** What a firm is paid of which everything is known, in fen: counted out by hand, without the language of rules. */
export function naiveAmount(amount: Amount, facts: Facts, today: string): bigint {
  const calculate = (rule: Parameters<typeof naiveValue>[0]) => naiveValue(rule, facts, today) as bigint | null
  const whole = (): bigint | null => {
    switch (amount.kind) {
      case 'none':
        return 0n
      case 'fixed':
        return BigInt(amount.fen)
      case 'formula':
        return calculate(amount.fen)
      case 'rate': {
        const of = calculate(amount.of)
        return of === null ? null : half(of * BigInt(amount.rate), 10_000n)
      }
      case 'per_head': {
        const heads = calculate(amount.heads)
        return heads === null ? null : heads * BigInt(amount.each)
      }
      case 'tiers': {
        const of = calculate(amount.of)
        if (of === null) return null
        return amount.how === 'bracket' ? inBracket(amount.tiers, of) : throughTiers(amount.tiers, of)
      }
    }
  }
  const paid = whole() ?? 0n
  const positive = paid < 0n ? 0n : paid
  const cap = 'cap' in amount ? amount.cap : undefined
  return cap !== undefined && positive > BigInt(cap) ? BigInt(cap) : positive
}

const pay = ({ fen, each, rate }: Tier, of: bigint): bigint =>
  fen !== undefined ? BigInt(fen) : each !== undefined ? BigInt(each) * of : half(BigInt(rate ?? 0) * of, 10_000n)

function inBracket(tiers: readonly Tier[], of: bigint): bigint {
  let paid = 0n
  for (const tier of tiers) if (of >= BigInt(tier.from)) paid = pay(tier, of)
  return paid
}

function throughTiers(tiers: readonly Tier[], of: bigint): bigint {
  let paid = 0n
  for (const [index, tier] of tiers.entries()) {
    const next = tiers[index + 1]
    const top = next && of > BigInt(next.from) ? BigInt(next.from) : of
    if (top > BigInt(tier.from)) paid += pay(tier, top - BigInt(tier.from))
  }
  return paid
}
