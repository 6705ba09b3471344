import { oneProportion, significant } from './proportion-tests.ts'
import type { VoteCount } from './vote-counts.ts'

const mostShown = 5

/** A statement on which all voters, whatever their group, are of one mind. */
export interface Agreed {
  readonly statement: number
  readonly votes: number
  readonly seen: number
  /** Share of those who saw it, with one vote for and one against added. */
  readonly share: number
  /** z of the share against one half. */
  readonly test: number
}

export interface Consensus {
  readonly agree: readonly Agreed[]
  readonly disagree: readonly Agreed[]
}

/**
 * What more than half agree on, beyond chance, and what more than half disagree with; at most five each, the strongest
 * first.
 * @param counts of all voters by statement, in the order of statements, without those moderated out.
 */
export function consensusOf(counts: readonly (readonly [statement: number, count: VoteCount])[]): Consensus {
  const list = (votesOf: (count: VoteCount) => number): Agreed[] =>
    counts
      .map(([statement, count]) => {
        const votes = votesOf(count)
        const { seen } = count
        return { statement, votes, seen, share: (votes + 1) / (seen + 2), test: oneProportion(votes, seen) }
      })
      .filter(({ share, test }) => share > 0.5 && significant(test))
      .sort((a, b) => b.share * b.test - a.share * a.test)
      .slice(0, mostShown)
  return { agree: list(({ agrees }) => agrees), disagree: list(({ disagrees }) => disagrees) }
}

/** How far every group agrees, 0 to 1: the product of the groups' shares, so that one group alone cannot lift it. */
export const groupAware = (groups: readonly VoteCount[]): number =>
  groups.reduce((product, { agrees, seen }) => product * ((agrees + 1) / (seen + 2)), 1)
