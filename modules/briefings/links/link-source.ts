import type { Actor } from '../../../kernel/actor.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Tx } from '../../../kernel/db.ts'
import type { LinkCode } from '../links-contract.ts'

/** What a source is asked: a place and days, `from` and `to` as instants at midnight, half open. */
export interface LinkAsked {
  readonly placePath: string
  readonly from: Date
  readonly to: Date
  /** Now, for what is counted as it stands. */
  readonly at: Date
}

/** One number of the board. */
export interface LinkFigure {
  readonly code: string
  readonly words: Words
  readonly value: number
  /** The desk address whose list holds exactly the things counted. */
  readonly to: string
}

export type LinkFigures = (tx: Tx, actor: Actor, asked: LinkAsked) => Promise<readonly LinkFigure[]>

export interface LinkSource {
  readonly link: LinkCode
  /** Who may open the lists that its numbers lead to; nobody else has them. */
  readonly roles: readonly Role[]
  readonly figures: LinkFigures
  /** Codes of numbers that press when they are not zero, the most pressing first. */
  readonly pressing?: readonly string[]
}
