import type { Electorate } from './electorate.ts'

/** Who is represented by what was chosen. */
export interface Representation {
  /** All who voted, empty ballots included. */
  readonly voters: number
  /** Those of whose projects at least one was chosen. */
  readonly represented: number
  /** Chosen projects of a voter: the smallest, quartiles and largest over all voters, and their sum. */
  readonly projects: Spread
  /** Money that goes into a voter's chosen projects, in units of account. */
  readonly money: Spread
}

/** Of a number that each voter has. A quartile is the number that so much of the voters do not exceed. */
export interface Spread {
  readonly least: number
  readonly lowerQuartile: number
  readonly median: number
  readonly upperQuartile: number
  readonly most: number
  /** Over all voters; the mean is it by their number. */
  readonly sum: bigint
}

/** Counts what voters get of a choice. @param order positions of the chosen projects, in any order */
export function representation(electorate: Electorate, order: readonly number[]): Representation {
  const { election, voters, groups, weight, ballotStart, ballotProject } = electorate
  const chosen = new Set(order)
  const counts: Counted[] = []
  const money: Counted[] = []
  let withBallot = 0
  let represented = 0
  for (let group = 0; group < groups; group++) {
    const heads = weight[group] ?? 0
    let projects = 0
    let cost = 0
    for (let at = ballotStart[group] ?? 0; at < (ballotStart[group + 1] ?? 0); at++) {
      const project = ballotProject[at] ?? 0
      if (!chosen.has(project)) continue
      projects++
      cost += election.projects[project]?.cost ?? 0
    }
    withBallot += heads
    if (projects > 0) represented += heads
    counts.push({ value: projects, heads })
    money.push({ value: cost, heads })
  }
  const empty = { value: 0, heads: voters - withBallot }
  return { voters, represented, projects: spread([...counts, empty], voters), money: spread([...money, empty], voters) }
}

interface Counted {
  readonly value: number
  readonly heads: number
}

function spread(counted: readonly Counted[], voters: number): Spread {
  const sorted = counted.filter(({ heads }) => heads > 0).sort((a, b) => a.value - b.value)
  const at = (share: number) => {
    let passed = 0
    for (const { value, heads } of sorted) {
      passed += heads
      if (passed >= share * voters) return value
    }
    return 0
  }
  return {
    least: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    most: at(1),
    sum: sorted.reduce((sum, { value, heads }) => sum + BigInt(value) * BigInt(heads), 0n),
  }
}
