import fc from 'fast-check'
import { randomFrom } from './random.ts'
import type { Vote, VoteCast } from './vote.ts'

/** Any log of votes: repeated votes, passes, few or many people. */
export const someLog: fc.Arbitrary<VoteCast[]> = fc
  .array(
    fc.record({ person: fc.nat(39), statement: fc.nat(11), vote: fc.constantFrom<Vote>(-1, 0, 1), at: fc.nat(50) }),
    { maxLength: 400 },
  )
  .map((log) => log.sort((a, b) => a.at - b.at))

/**
 * A town of so many camps that think alike within: each person votes on a share of the statements, mostly as their
 * camp does. The same seed makes the same votes.
 */
export function campVotes({
  people,
  statements,
  camps,
  share,
  seed,
}: Record<'people' | 'statements' | 'camps' | 'share' | 'seed', number>): VoteCast[] {
  const random = randomFrom(seed)
  const opinions = Array.from({ length: camps }, () => Array.from({ length: statements }, () => random()))
  const log: VoteCast[] = []
  for (let person = 0; person < people; person++)
    for (let statement = 0; statement < statements; statement++) {
      if (random() >= share) continue
      const liking = opinions[person % camps]?.[statement] ?? 0
      const vote: Vote = random() < 0.1 ? 0 : random() < (liking > 0.5 ? 0.9 : 0.1) ? -1 : 1
      log.push({ person, statement, vote, at: log.length })
    }
  return log
}
