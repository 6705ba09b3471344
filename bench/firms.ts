import { dayFromNumber, dayNumberFrom } from '../kernel/time/day.ts'
import type { FactSpec, Facts, FactValue } from '../modules/policies/fact.ts'

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const codes: Readonly<Record<string, readonly string[]>> = {
  gbt4754: [
    'C3911',
    'F5211',
    'F5299',
    'H6210',
    'I6420',
    'I6513',
    'I6540',
    'K7010',
    'M7320',
    'M7491',
    'O8010',
    'R8710',
    'L7212',
  ],
  place: ['530103001001', '530103001002', '530103002001', '530103004', '530102001', '530111'],
  certificate: ['heritage', 'designCentre', 'timeHonoured'],
}

/** Sizes that firms have, so that limits divide them: the share of facts at each end is not 0. */
const largest: Readonly<Partial<Record<string, number>>> = {
  fen: 6_000_000_000,
  bp: 900,
  person: 250,
  month: 40,
  dm2: 120_000,
  count: 120,
}

/** A firm of which everything is known (`known` 1), or each fact with that chance. */
export function firmAt(n: number, dictionary: readonly FactSpec[], known: number): Facts {
  const random = randomNumbers(n * 7919 + 17)
  const facts: Record<string, FactValue | null> = {}
  for (const fact of dictionary) if (random() < known) facts[fact.key] = factValue(fact, random)
  return facts
}

function factValue({ type, mayBeNone }: FactSpec, random: () => number): FactValue | null {
  if (mayBeNone && random() < 0.2) return null
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  switch (type.kind) {
    case 'number':
      // Small firms are many, large ones few.
      return Math.floor(random() ** 3 * (largest[type.unit] ?? 100))
    case 'boolean':
      return random() < 0.4
    case 'choice':
      return pick(type.options).code
    case 'day':
      return dayFromNumber(dayNumberFrom('2026-11-23') - Math.floor(random() * 4_000))
    case 'code':
      return pick(codes[type.scheme] ?? ['A0111'])
    case 'codes':
      return (codes[type.scheme] ?? []).filter(() => random() < 0.2)
  }
}
