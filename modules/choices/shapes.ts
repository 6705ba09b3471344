import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Named, WordsSchema } from '../../kernel/contract/ids.ts'
import { areaSources, ownerKinds } from './owners/kinds.ts'
import { channels, states, steps } from './question.ts'
import { choices } from './threshold.ts'

export const OwnerIdSchema = idSchema<'owner'>()
export const QuestionIdSchema = idSchema<'question'>()
export const PlaceShape = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
export const count = Type.Integer({ minimum: 0 })
/** In cm². */
export const area = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000_000 })
export const ChoiceSchema = Type.Enum(choices)
export const StateSchema = Type.Enum(states)
export const StepSchema = Type.Enum(steps)
export const ChannelSchema = Type.Enum(channels)
export const OwnerKindSchema = Type.Enum(ownerKinds)
export const AreaSourceSchema = Type.Enum(areaSources)
export const MatterSchema = Type.Integer({ minimum: 1, maximum: 9 })

/** Area in cm² and heads, as JSON has them. */
export const MeasureShape = Type.Object({ areaCm2: area, heads: count })
export type MeasureShape = Static<typeof MeasureShape>

export const LineShape = Type.Object({
  of: Type.Enum(['participation', 'agreement']),
  side: Type.Enum(['areaCm2', 'heads']),
  base: area,
  stands: area,
  needed: area,
  missing: area,
})
export type LineShape = Static<typeof LineShape>

export const OutcomeShape = Type.Object({
  majority: Type.Enum(['half', 'three_quarters']),
  total: MeasureShape,
  participated: MeasureShape,
  agreed: MeasureShape,
  opposed: MeasureShape,
  abstained: MeasureShape,
  followed: MeasureShape,
  followedTo: nullable(Type.Enum(['agree', 'oppose'])),
  lines: Type.Array(LineShape),
  passed: Type.Boolean(),
})
export type OutcomeShape = Static<typeof OutcomeShape>

const head = {
  id: QuestionIdSchema,
  code: Type.String(),
  title: Type.String(),
  matter: MatterSchema,
  state: StateSchema,
  place: PlaceShape,
  compound: PlaceShape,
  opensOn: nullable(Day),
  closesOn: nullable(Day),
  objectionsUntil: nullable(Day),
}

export const QuestionRow = Type.Object({
  ...head,
  createdAt: Instant,
  total: MeasureShape,
  participated: MeasureShape,
  /** Once it is closed. */
  passed: nullable(Type.Boolean()),
})
export type QuestionRow = Static<typeof QuestionRow>

const described = {
  words: Type.String(),
  basis: nullable(Type.String()),
  followRule: nullable(Type.String()),
  noticeDays: count,
  votingDays: count,
  objectionDays: count,
  announcedAt: nullable(Instant),
  openedAt: nullable(Instant),
  closedAt: nullable(Instant),
  publishedAt: nullable(Instant),
  cancelledWhy: nullable(Type.String()),
}

export const ObjectionView = Type.Object({
  id: idSchema<'objection'>(),
  about: Type.Enum(['notice', 'result']),
  words: Type.String(),
  by: Type.String(),
  at: Instant,
  answer: nullable(Type.String()),
  answeredAt: nullable(Instant),
})
export type ObjectionView = Static<typeof ObjectionView>

/** A question as staff of the place see it. */
export const QuestionView = Type.Object({
  ...head,
  ...described,
  outcome: OutcomeShape,
  byChannel: Type.Object({ paper: count, door: count, phone: count }),
  /** Rooms that the tree of places knows there, and no owner holds in the register. */
  roomsWithoutOwner: count,
  objections: Type.Array(ObjectionView),
  steps: Type.Array(Type.Object({ step: StepSchema, obstacle: nullable(WordsSchema) })),
  mayKeep: Type.Boolean(),
  /** Why no vote is taken today; null when votes are taken. */
  noVotes: nullable(WordsSchema),
})
export type QuestionView = Static<typeof QuestionView>

export const VoteView = Type.Object({
  /** Null for whom it is not to be seen. */
  choice: nullable(ChoiceSchema),
  channel: ChannelSchema,
  at: Instant,
  takenBy: nullable(Type.String()),
  slipIds: Type.Array(idSchema<'file'>()),
})

/** Somebody who may vote. Names are masked. */
export const RollRow = Type.Object({
  ownerId: OwnerIdSchema,
  name: Type.String(),
  kind: OwnerKindSchema,
  areaCm2: area,
  rooms: Type.Array(Type.String()),
  roomsEn: Type.Array(Type.String()),
  vote: nullable(VoteView),
  /** How often it was changed. */
  changes: count,
})
export type RollRow = Static<typeof RollRow>

/** One's own head. */
export const MyHead = Type.Object({
  ownerId: OwnerIdSchema,
  areaCm2: area,
  rooms: Type.Array(Type.String()),
  roomsEn: Type.Array(Type.String()),
  vote: nullable(VoteView),
})
export type MyHead = Static<typeof MyHead>

/** The notice that everybody sees: sums only. */
export const NoticeView = Type.Object({
  ...head,
  ...described,
  keptBy: Named,
  total: MeasureShape,
  participated: MeasureShape,
  /** Once the result is published. */
  outcome: nullable(OutcomeShape),
  objections: count,
  signedIn: Type.Boolean(),
  mine: Type.Array(MyHead),
  myObjections: Type.Array(ObjectionView),
  mayObject: Type.Boolean(),
  noVotes: nullable(WordsSchema),
})
export type NoticeView = Static<typeof NoticeView>
