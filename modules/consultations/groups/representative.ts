import { oneProportion, significant, twoProportions } from './proportion-tests.ts'
import { summed, type VoteCount } from './vote-counts.ts'

const mostShown = 5

/** One side, agreeing or disagreeing, of a group's votes on a statement. */
interface Side {
  readonly votes: number
  /** Share of those who saw it, with one vote for and one against added. */
  readonly share: number
  /** z of the share against one half. */
  readonly test: number
  /** The share over that of all other groups. */
  readonly ratio: number
  /** z of the share against that of all other groups. */
  readonly ratioTest: number
}

/** How a group stands to a statement, beside all other groups. */
export interface Stance {
  readonly statement: number
  readonly seen: number
  readonly agree: Side
  readonly disagree: Side
}

/** A statement that says what a group holds, rather than the others. */
export interface Representative extends Side {
  readonly statement: number
  readonly direction: 'agree' | 'disagree'
  readonly seen: number
  /** What the group agrees on most, put first. */
  readonly bestAgree: boolean
}

/** Every group's stance to one statement, from the groups' counts. */
export function stances(statement: number, groups: readonly VoteCount[]): Stance[] {
  return groups.map((own, index) => {
    const others = summed(groups.filter((_, other) => other !== index))
    const side = (votes: (count: VoteCount) => number): Side => {
      const share = (votes(own) + 1) / (own.seen + 2)
      return {
        votes: votes(own),
        share,
        test: oneProportion(votes(own), own.seen),
        ratio: share / ((1 + votes(others)) / (2 + others.seen)),
        ratioTest: twoProportions(votes(own), own.seen, votes(others), others.seen),
      }
    }
    return {
      statement,
      seen: own.seen,
      agree: side(({ agrees }) => agrees),
      disagree: side(({ disagrees }) => disagrees),
    }
  })
}

const holds = ({ test, ratioTest }: Side) => significant(ratioTest) && significant(test)

/** Which side stands out more from the other groups. */
function representative({ statement, seen, agree, disagree }: Stance, bestAgree = false): Representative {
  const agreeing = agree.ratioTest > disagree.ratioTest
  return { statement, direction: agreeing ? 'agree' : 'disagree', seen, bestAgree, ...(agreeing ? agree : disagree) }
}

const strength = ({ ratio, ratioTest, share, test }: Side) => ratio * ratioTest * share * test

/**
 * What a group holds: first what it agrees on most, then whatever it holds more than chance would have it, both in
 * itself and beside the others, the strongest first; at most five, agreements before disagreements. Where nothing is
 * beyond chance, one statement: the best agreement, else what differs most.
 * @param all the group's stances in the order of statements, without those moderated out.
 */
export function representativeStatements(all: readonly Stance[]): Representative[] {
  const agreed = bestAgreement(all)
  const first = agreed ? [representative(agreed, true)] : []
  const sufficient = all.filter(({ agree, disagree }) => holds(agree) || holds(disagree))
  if (sufficient.length === 0) return agreed ? first : mostDifferent(all)
  const rest = sufficient
    .filter((stance) => stance !== agreed)
    .map((stance) => representative(stance))
    .sort((a, b) => strength(b) - strength(a))
  const shown = [...first, ...rest].slice(0, mostShown)
  return [
    ...shown.filter(({ direction }) => direction === 'agree'),
    ...shown.filter(({ direction }) => direction === 'disagree'),
  ]
}

/** One pass in the order of statements; what counts as better depends on how good the best so far is. */
function bestAgreement(all: readonly Stance[]): Stance | null {
  let best: Stance | null = null
  for (const stance of all) {
    const { agree, disagree } = stance
    if (agree.votes === 0 && disagree.votes === 0) continue
    const better: boolean =
      best === null
        ? significant(agree.test) || (agree.ratio > 1 && agree.share > 0.5)
        : best.agree.ratio > 1
          ? strength(agree) > strength(best.agree)
          : agree.share * agree.test > best.agree.share * best.agree.test
    if (better) best = stance
  }
  return best
}

function mostDifferent(all: readonly Stance[]): Representative[] {
  let found: Representative | null = null
  for (const stance of all) {
    const one = representative(stance)
    if (found === null || one.ratioTest > found.ratioTest) found = one
  }
  return found ? [found] : []
}
