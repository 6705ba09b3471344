import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import { MatterRow } from '../matters/contract.ts'
import { kinds, partyKinds, standings, states, steps, subjectKinds } from './gathering.ts'

export const GatheringIdSchema = idSchema<'gathering'>()
export const EntryIdSchema = idSchema<'entry'>()
export const KindSchema = Type.Enum(kinds)
export const StateSchema = Type.Enum(states)
export const StepSchema = Type.Enum(steps)
export const Named = { name: Type.String(), nameEn: Type.String() }

export const SubjectSchema = Type.Object({ kind: Type.Enum(subjectKinds), id: Type.String({ format: 'uuid' }) })
export type Subject = Static<typeof SubjectSchema>

const count = Type.Integer({ minimum: 0 })

export const Counts = Type.Object({
  invited: count,
  /** Accepted or signed up. */
  coming: count,
  waiting: count,
  attended: count,
  /** Firms among those who came. */
  firms: count,
  items: count,
  decisions: count,
  decisionsClosed: count,
  exhibitors: count,
  stalls: count,
  stallsAllotted: count,
  turnoverFen: count,
})
export type Counts = Static<typeof Counts>

const head = {
  id: GatheringIdSchema,
  kind: KindSchema,
  state: StateSchema,
  title: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
  venue: Type.String(),
  place: Type.Object({ id: idSchema<'place'>(), ...Named }),
  organiser: Type.Object({ postId: idSchema<'post'>(), ...Named }),
  isPublic: Type.Boolean(),
}

export const GatheringRow = Type.Object({ ...head, counts: Counts })
export type GatheringRow = Static<typeof GatheringRow>

export const WishSchema = Type.Object({
  areaCm2: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
  power: Type.Boolean(),
  water: Type.Boolean(),
  category: Type.String({ maxLength: 40 }),
})

export const PartySchema = Type.Object({
  kind: Type.Enum(partyKinds),
  id: nullable(Type.String({ format: 'uuid' })),
  name: Type.String({ maxLength: 100 }),
})
export type Party = Static<typeof PartySchema>

/** Somebody on the list, as staff see it. Names that came by the door are masked. */
export const EntryView = Type.Object({
  id: EntryIdSchema,
  kind: Type.Enum(partyKinds),
  ...Named,
  masked: Type.Boolean(),
  standing: Type.Enum(standings),
  /** Place on the waiting list, from 1. */
  waitingAt: nullable(Type.Integer()),
  checkedInAt: nullable(Instant),
  checkedInBy: nullable(Type.Enum(['code', 'organiser', 'leader'])),
  wish: nullable(WishSchema),
  stall: nullable(Type.String()),
  turnoverFen: nullable(Type.Integer()),
  rating: nullable(Type.Integer()),
  ratingWords: nullable(Type.String()),
})
export type EntryView = Static<typeof EntryView>

/** A decision with the present state of its matter. Who may not see matters gets the state alone. */
export const DecisionView = Type.Object({
  id: idSchema<'decision'>(),
  gatheringId: GatheringIdSchema,
  itemId: idSchema<'item'>(),
  words: Type.String(),
  dueOn: Day,
  decidedAt: Instant,
  /** At the gathering that is read: when it was heard, how far it was then, and what was said. */
  heard: nullable(Type.Object({ at: Instant, state: MatterRow.properties.state, words: nullable(Type.String()) })),
  matter: Type.Object({
    id: idSchema<'matter'>(),
    number: Type.String(),
    state: MatterRow.properties.state,
    closedAt: nullable(Instant),
    clock: MatterRow.properties.clock,
    reviewAt: nullable(Instant),
    holder: nullable(Type.Object({ ...Named, personName: nullable(Type.String()) })),
  }),
})
export type DecisionView = Static<typeof DecisionView>

export const ItemView = Type.Object({
  id: idSchema<'item'>(),
  position: Type.Integer(),
  title: Type.String(),
  matter: nullable(Type.Object({ id: idSchema<'matter'>(), number: Type.String(), state: MatterRow.properties.state })),
  /** What else it is about, and where staff read of it. */
  subject: nullable(
    Type.Object({
      ...SubjectSchema.properties,
      state: Type.Object({ zh: Type.String(), en: Type.String() }),
      path: Type.String(),
    }),
  ),
  discussion: nullable(Type.String()),
  decisions: Type.Array(DecisionView),
})
export type ItemView = Static<typeof ItemView>

export const StallFormSchema = Type.Object({
  rows: Type.Integer({ minimum: 1, maximum: 20 }),
  columns: Type.Integer({ minimum: 1, maximum: 40 }),
  width: Type.Integer({ minimum: 100, maximum: 2000 }),
  depth: Type.Integer({ minimum: 100, maximum: 2000 }),
  gapEvery: Type.Integer({ minimum: 0, maximum: 40 }),
  powerRows: Type.Array(Type.Integer({ minimum: 1, maximum: 20 })),
  waterRows: Type.Array(Type.Integer({ minimum: 1, maximum: 20 })),
})

export const StallView = Type.Object({
  id: idSchema<'stall'>(),
  number: Type.String(),
  rowAt: Type.Integer(),
  columnAt: Type.Integer(),
  x: Type.Integer(),
  y: Type.Integer(),
  width: Type.Integer(),
  depth: Type.Integer(),
  power: Type.Boolean(),
  water: Type.Boolean(),
  entryId: nullable(EntryIdSchema),
  byHand: Type.Boolean(),
  why: nullable(
    Type.Object({
      rule: Type.Union([Type.Literal('hand'), Type.Literal('order')]),
      turn: Type.Integer(),
      fitting: Type.Integer(),
      alike: Type.Integer(),
    }),
  ),
})
export type StallView = Static<typeof StallView>

/** One gathering whole, as its organisers and other staff see it; those invited see no others' names and figures. */
export const GatheringView = Type.Object({
  ...head,
  counts: Counts,
  topics: Type.String(),
  capacity: nullable(Type.Integer()),
  signUpUntil: nullable(Instant),
  code: Type.String(),
  seriesId: GatheringIdSchema,
  cancelledWhy: nullable(Type.String()),
  thanks: nullable(Type.String()),
  materialIds: Type.Array(idSchema<'file'>()),
  /** The reader may change it. */
  manages: Type.Boolean(),
  /** The reader sees the list of people and the figures of exhibitors. */
  reads: Type.Boolean(),
  steps: Type.Array(StepSchema),
  blocked: Type.Array(Type.Object({ step: StepSchema, why: Type.Object({ zh: Type.String(), en: Type.String() }) })),
  items: Type.Array(ItemView),
  /** What earlier meetings of the series decided: that of the last one, and what is still open from before. */
  before: Type.Array(
    Type.Object({
      gathering: Type.Object({ id: GatheringIdSchema, title: Type.String(), startsAt: Instant }),
      decisions: Type.Array(DecisionView),
    }),
  ),
  entries: Type.Array(EntryView),
  stalls: Type.Array(StallView),
  rating: nullable(Type.Object({ average: Type.Number(), count: Type.Integer() })),
})
export type GatheringView = Static<typeof GatheringView>

/** My own part in a gathering. */
export const MyEntry = Type.Object({
  id: EntryIdSchema,
  kind: Type.Enum(partyKinds),
  ...Named,
  standing: Type.Enum(standings),
  waitingAt: nullable(Type.Integer()),
  checkedInAt: nullable(Instant),
  stall: nullable(Type.Object({ number: Type.String(), why: StallView.properties.why })),
  wish: nullable(WishSchema),
  turnoverFen: nullable(Type.Integer()),
  rating: nullable(Type.Integer()),
})
export type MyEntry = Static<typeof MyEntry>

/** A decision as those who were there follow it: what, who, by when, how far. */
export const FollowedDecision = Type.Object({
  id: idSchema<'decision'>(),
  words: Type.String(),
  dueOn: Day,
  state: MatterRow.properties.state,
  /** It was heard at this council. */
  heard: Type.Boolean(),
  holder: nullable(Type.Object(Named)),
})
export type FollowedDecision = Static<typeof FollowedDecision>

/** What the code at the door shows: no personal data of others. */
export const DoorView = Type.Object({
  ...head,
  code: Type.String(),
  topics: Type.String(),
  signedIn: Type.Boolean(),
  capacity: nullable(Type.Integer()),
  placesLeft: nullable(Type.Integer()),
  signUpUntil: nullable(Instant),
  cancelledWhy: nullable(Type.String()),
  thanks: nullable(Type.String()),
  /** Its items; what was said on each is for who is invited. */
  agenda: Type.Array(Type.Object({ id: idSchema<'item'>(), title: Type.String(), said: nullable(Type.String()) })),
  /** Decisions of this one and, before them, of the series; for who is invited. */
  decided: Type.Array(FollowedDecision),
  decidedBefore: Type.Array(FollowedDecision),
  materialIds: Type.Array(idSchema<'file'>()),
  /** Why nobody can check in or sign up now; null when one can. */
  noCheckIn: nullable(Type.Object({ zh: Type.String(), en: Type.String() })),
  noSignUp: nullable(Type.Object({ zh: Type.String(), en: Type.String() })),
  mine: Type.Array(MyEntry),
  /** Who leads it on the spot: the reader, somebody else, nobody. */
  led: nullable(Type.Enum(['by_me', 'by_other'])),
  /** As whom the reader may sign up: oneself, a firm of one's own. */
  as: Type.Array(Type.Object({ kind: Type.Enum(partyKinds), id: Type.String(), ...Named })),
})
export type DoorView = Static<typeof DoorView>

export const MyGathering = Type.Object({
  ...head,
  code: Type.String(),
  standing: nullable(Type.Enum(standings)),
  checkedIn: Type.Boolean(),
})
export type MyGathering = Static<typeof MyGathering>

export const PublicGathering = Type.Object({ ...head, code: Type.String(), placesLeft: nullable(Type.Integer()) })
