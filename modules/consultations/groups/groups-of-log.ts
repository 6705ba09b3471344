import { inConversationByLog } from './in-conversation.ts'
import { newGroups, type OpinionGroups, updateGroups } from './opinion-groups.ts'
import { type Moderation, nothingModerated, type VoteCast } from './vote.ts'
import { noVotes, type VotesMatrix, withVotes } from './votes-matrix.ts'

/** Groups of a whole log at once. Numbers of people in `found` are places in `people`. */
export interface GroupsOfLog {
  /** Numbers of people as the log has them, in the order of their first votes. */
  readonly people: readonly number[]
  readonly matrix: VotesMatrix
  /** Votes beyond the limits of people and statements, which were left out. */
  readonly left: number
  readonly found: OpinionGroups
}

/**
 * Opinion groups from a log of votes and nothing else: one update from a cold start, with who is in the conversation
 * by the history of the log. People are numbered anew in the order of their first votes, so that other numbers for
 * the same people make the same groups.
 * @param log in the order of its instants. @param seed of the random start.
 */
export function groupsOfLog(
  log: readonly VoteCast[],
  moderation: Moderation = nothingModerated,
  seed = 1,
): GroupsOfLog {
  const numbers = new Map<number, number>()
  const arrived = log.map((vote) => {
    const number = numbers.get(vote.person) ?? numbers.size
    numbers.set(vote.person, number)
    return { ...vote, person: number }
  })
  const { matrix, left } = withVotes(noVotes, arrived)
  const { found } = updateGroups({ ...newGroups(seed), inside: inConversationByLog(arrived) }, matrix, moderation)
  return { people: [...numbers.keys()], matrix, left, found }
}
