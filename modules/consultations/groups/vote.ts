/**
 * A vote on a statement, coded as the published method codes it inside: −1 agrees, 0 passes, 1 disagrees. Files that
 * say +1 for agreeing are turned round where they are read.
 */
export type Vote = -1 | 0 | 1

export const agree = -1

/** One row of the log of votes; of several by one person on one statement the last one counts. */
export interface VoteCast {
  /** Number of the person within the consultation, from 0, in the order of first votes: where clusters begin rests on it. */
  readonly person: number
  /** Number of the statement within the consultation, from 0. */
  readonly statement: number
  readonly vote: Vote
  /** Milliseconds since 1970; votes of one instant count as one batch where history matters. */
  readonly at: number
}

/** What the moderators took out of the mathematics. Both still count in tallies that are shown. */
export interface Moderation {
  /** Not shown to anybody. */
  readonly rejected: ReadonlySet<number>
  /** Asks who somebody is, not what somebody thinks: shown, but no ground for groups. */
  readonly meta: ReadonlySet<number>
}

export const nothingModerated: Moderation = { rejected: new Set(), meta: new Set() }

/** Rejected or meta: neither pulls anybody into a group nor stands for one. */
export const isOut = ({ rejected, meta }: Moderation, statement: number): boolean =>
  rejected.has(statement) || meta.has(statement)
