import { randomNumbers } from '../../kernel/planning/random.ts'

/** Choices that are the same for the same seed. */
export interface Chance {
  /** True in so many of a hundred cases. */
  of(percent: number): boolean
  /** A whole number from 0 to below `count`. */
  below(count: number): number
  pick<T>(from: readonly T[]): T
}

/** @param seed any whole number. */
export function chanceOf(seed: number): Chance {
  const next = randomNumbers(seed)
  const below = (count: number) => Math.floor(next() * count)
  return {
    of: (percent) => next() * 100 < percent,
    below,
    pick: <T>(from: readonly T[]) => from[below(from.length)] as T,
  }
}
