import { type Static, Type } from 'typebox'
import { nullable } from '../../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Named, WordsSchema } from '../../../kernel/contract/ids.ts'
import { count, PlaceShape } from '../shapes.ts'
import { ballotFaults, mostPoints } from './ballot.ts'
import { audiences, mostItems, rules, states, steps } from './budget.ts'
import { ballotKinds } from './rules/election.ts'

export const BudgetIdSchema = idSchema<'budget'>()
/** An amount of money in fen, up to what the counting rules take. */
export const fen = Type.Integer({ minimum: 0, maximum: 10_000_000_000_000 })
export const KindSchema = Type.Enum(ballotKinds)
export const RuleSchema = Type.Enum(rules)
export const AudienceSchema = Type.Enum(audiences)
export const BudgetStateSchema = Type.Enum(states)
export const BudgetStepSchema = Type.Enum(steps)
export const Most = nullable(Type.Integer({ minimum: 1, maximum: mostPoints }))
/** A mark an item, in the order of the list: see `ballot.ts`. */
export const Marks = Type.Array(Type.Integer({ minimum: 0, maximum: mostPoints }), { maxItems: mostItems })

export const ItemView = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  title: Type.String(),
  words: Type.String(),
  costFen: fen,
  ideaId: nullable(idSchema<'idea'>()),
  fileId: nullable(idSchema<'file'>()),
  /** Its idea may not be read by everybody any more: in public, title, words and picture are left out. */
  withheld: nullable(Type.Enum(['hidden', 'withdrawn'])),
})
export type ItemView = Static<typeof ItemView>

/** Why an item won, or by how much it missed, in fen. */
export const ReasonShape = Type.Object({
  kind: Type.Enum(['bought', 'costless', 'fitted', 'did_not_fit', 'supporters_short', 'no_votes']),
  /** What each payer gave for one point of theirs; those who gave their last gave less. */
  priceFen: Type.Optional(fen),
  payers: Type.Optional(count),
  spentPayers: Type.Optional(count),
  /** What was left of the budget when it was looked at. */
  leftFen: Type.Optional(fen),
  /** What its supporters had left together. */
  moneyFen: Type.Optional(fen),
  missingFen: Type.Optional(fen),
})
export type ReasonShape = Static<typeof ReasonShape>

export const RuleShape = Type.Object({
  spentFen: fen,
  /** What was added to each share until no more fitted. */
  raisedFen: fen,
  /** Chosen items in the order in which they were chosen. */
  order: Type.Array(Type.Integer()),
  /** Voters with at least one chosen item, and what went into a voter's chosen items on average. */
  represented: count,
  meanFen: fen,
  items: Type.Array(Type.Object({ n: Type.Integer(), votes: count, points: count, reasons: Type.Array(ReasonShape) })),
})
export type RuleShape = Static<typeof RuleShape>

/** The same ballots by both rules. */
export const ResultShape = Type.Object({
  ballots: count,
  invalid: count,
  blank: count,
  shares: RuleShape,
  greedy: RuleShape,
})
export type ResultShape = Static<typeof ResultShape>

const head = {
  id: BudgetIdSchema,
  code: Type.String(),
  title: Type.String(),
  state: BudgetStateSchema,
  place: PlaceShape,
  budgetFen: fen,
  opensOn: nullable(Day),
  closesOn: nullable(Day),
}

export const BudgetRow = Type.Object({ ...head, createdAt: Instant, items: count, voters: count })
export type BudgetRow = Static<typeof BudgetRow>

const described = {
  words: Type.String(),
  kind: KindSchema,
  most: Most,
  rule: RuleSchema,
  openTo: AudienceSchema,
  noticeDays: count,
  votingDays: count,
  openedAt: nullable(Instant),
  cancelledWhy: nullable(Type.String()),
  keptBy: Named,
  items: Type.Array(ItemView),
  /** How many have voted. */
  voters: count,
  result: nullable(ResultShape),
}

/** A vote as staff of the place see it: who has voted by day, never what. */
export const BudgetView = Type.Object({
  ...head,
  ...described,
  call: nullable(Type.Object({ id: idSchema<'call'>(), title: Type.String() })),
  steps: Type.Array(Type.Object({ step: BudgetStepSchema, obstacle: nullable(WordsSchema) })),
  /** Items that were chosen and whose ideas are not adopted with the result. */
  notAdopted: Type.Array(Type.Integer()),
  mayKeep: Type.Boolean(),
  noBallots: nullable(WordsSchema),
  turnout: Type.Array(Type.Object({ day: Day, phone: count, code: count, paper: count })),
  registered: count,
  /** Of those on the register. */
  registeredVoted: count,
})
export type BudgetView = Static<typeof BudgetView>

/** What everybody with the link sees. */
export const BallotPaper = Type.Object({
  ...head,
  ...described,
  signedIn: Type.Boolean(),
  /** The one who is signed in has voted. */
  voted: Type.Boolean(),
  /** Why they cannot vote by being signed in; a code may still do. */
  noVote: nullable(WordsSchema),
  /** Why nobody can vote today. */
  noBallots: nullable(WordsSchema),
  /** The one who is signed in may type in paper ballots. */
  types: Type.Boolean(),
})
export type BallotPaper = Static<typeof BallotPaper>

/** Somebody on the register of voters; masked. */
export const VoterRow = Type.Object({
  id: idSchema<'voter'>(),
  name: Type.String(),
  household: Type.String(),
  phone: nullable(Type.String()),
  voted: Type.Boolean(),
})
export type VoterRow = Static<typeof VoterRow>

export const ReceiptRow = Type.Object({ receipt: Type.String(), fault: nullable(Type.Enum(ballotFaults)) })
