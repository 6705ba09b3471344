import type { Random } from '../district/random.ts'
import type { PlannedSuite, Tower } from './towers.ts'

/** Suites that are let together. */
export interface Lot {
  readonly tower: Tower
  readonly suites: readonly PlannedSuite[]
  /** Several suites of a large firm, let from the beginning. */
  readonly show: boolean
}

export const areaOf = ({ suites }: Pick<Lot, 'suites'>): number => suites.reduce((sum, suite) => sum + suite.areaCm2, 0)

/** One suite each, but on some floors of the tallest building five neighbours together. */
export function lotsOf(tower: Tower, random: Random): Lot[] {
  const lots: Lot[] = []
  for (let floor = 1; floor <= tower.floors; floor++) {
    const here = tower.suites.filter((suite) => suite.floor === floor && suite.lettable)
    const together = tower.floors > 20 && floor > 12 && here[0]?.purpose === 'office' && random.chance(0.65) ? 5 : 1
    if (together > 1) lots.push({ tower, suites: here.slice(0, together), show: true })
    for (const suite of here.slice(together > 1 ? together : 0)) lots.push({ tower, suites: [suite], show: false })
  }
  return lots
}
