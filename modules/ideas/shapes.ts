import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import { callStates, callSteps, themes } from './call.ts'
import { ideaStates } from './idea.ts'

/** What is ticked on a paper form (docs/privacy.md, Consent texts). */
export const paperPurpose = 'ideas.paper'
export const CallIdSchema = idSchema<'call'>()
export const IdeaIdSchema = idSchema<'idea'>()
export const RemarkIdSchema = idSchema<'remark'>()
export const fen = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })
const count = Type.Integer({ minimum: 0 })

const Named = { name: Type.String(), nameEn: Type.String() }
const PlaceNamed = Type.Object({ id: idSchema<'place'>(), ...Named })
export const Point = Type.Object({
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
})

export const figureCodes = ['ideas', 'authors', 'endorsements', 'adopted', 'declined', 'merged', 'open'] as const
export type FigureCode = (typeof figureCodes)[number]
export const FigureValues = Type.Object({
  ideas: count,
  authors: count,
  endorsements: count,
  adopted: count,
  declined: count,
  merged: count,
  open: count,
})
export type FigureValues = Static<typeof FigureValues>

const head = {
  id: CallIdSchema,
  state: Type.Enum(callStates),
  title: Type.String(),
  theme: Type.Enum(themes),
  place: PlaceNamed,
  fromOn: Day,
  untilOn: Day,
  code: Type.String(),
}

export const CallRow = Type.Object({ ...head, figures: FigureValues, dueAt: nullable(Instant), pending: count })
export type CallRow = Static<typeof CallRow>

const about = {
  words: Type.String(),
  moderation: Type.Union([Type.Literal('before'), Type.Literal('after')]),
  mayBeAnonymous: Type.Boolean(),
  budgetHintFen: nullable(fen),
  office: Type.Object({ ...Named, phone: nullable(Type.String()) }),
  cancelledWhy: nullable(Type.String()),
}

const Say = Type.Object({ zh: Type.String(), en: Type.String() })

export const CallView = Type.Object({
  ...head,
  ...about,
  figures: FigureValues,
  dueAt: nullable(Instant),
  /** What waits: to be looked at before publication, and appeals. */
  pending: count,
  appeals: count,
  formsIssued: count,
  manages: Type.Boolean(),
  steps: Type.Array(Type.Enum(callSteps)),
  blocked: Type.Array(Type.Object({ step: Type.Enum(callSteps), why: Say })),
})
export type CallView = Static<typeof CallView>

/** What everybody sees by the code of the poster. */
export const PublicCall = Type.Object({
  ...head,
  ...about,
  figures: FigureValues,
  signedIn: Type.Boolean(),
  /** Why no idea can be given now; null when one can. */
  noGiving: nullable(Say),
  /** Whether the reader types in paper forms of this call. */
  typesForms: Type.Boolean(),
})
export type PublicCall = Static<typeof PublicCall>

const ideaHead = {
  id: IdeaIdSchema,
  call: Type.Object({ id: CallIdSchema, title: Type.String(), code: Type.String() }),
  state: Type.Enum(ideaStates),
  title: Type.String(),
  place: PlaceNamed,
  point: nullable(Point),
  costFen: nullable(fen),
  costBy: nullable(Type.Union([Type.Literal('author'), Type.Literal('staff')])),
  endorsements: count,
  /** Masked; null where it is kept from the public, or nobody gave one. */
  author: nullable(Type.String()),
  anonymous: Type.Boolean(),
  fileIds: Type.Array(idSchema<'file'>()),
  submittedAt: Instant,
  /** How many others were merged into it. */
  members: count,
}

export const IdeaRow = Type.Object({
  ...ideaHead,
  excerpt: Type.String(),
  endReason: nullable(Type.String()),
  appealed: Type.Boolean(),
  byPaper: Type.Boolean(),
  /** Endorsed by the reader. */
  endorsed: Type.Boolean(),
  mine: Type.Boolean(),
})
export type IdeaRow = Static<typeof IdeaRow>

export const Similar = Type.Object({
  id: IdeaIdSchema,
  title: Type.String(),
  excerpt: Type.String(),
  state: Type.Enum(ideaStates),
  place: Type.Object(Named),
  callTitle: Type.String(),
  endorsements: count,
  endorsed: Type.Boolean(),
  mine: Type.Boolean(),
})
export type Similar = Static<typeof Similar>

export const AppealView = Type.Object({
  id: idSchema<'appeal'>(),
  remarkId: nullable(RemarkIdSchema),
  words: Type.String(),
  at: Instant,
  decision: nullable(Type.Union([Type.Literal('restored'), Type.Literal('upheld')])),
  decidedWords: nullable(Type.String()),
  decidedAt: nullable(Instant),
  /** Another one than who hid it has to decide. */
  mayDecide: Type.Boolean(),
})

export const RemarkView = Type.Object({
  id: RemarkIdSchema,
  questionId: nullable(RemarkIdSchema),
  state: Type.Union([Type.Literal('pending'), Type.Literal('published'), Type.Literal('hidden')]),
  saidAs: Type.Union([Type.Literal('neighbour'), Type.Literal('author'), Type.Literal('staff')]),
  /** Masked name of a neighbour, name of a post of staff. */
  name: nullable(Type.Object(Named)),
  words: Type.String(),
  at: Instant,
  mine: Type.Boolean(),
  hidden: nullable(Type.Object({ reason: Type.String(), words: nullable(Type.String()) })),
  mayAppeal: Type.Boolean(),
})
export type RemarkView = Static<typeof RemarkView>

export const readerActs = [
  'amend',
  'withdraw',
  'endorse',
  'take_back',
  'ask',
  'answer',
  'appeal',
  'publish',
  'hide',
  'cost',
  'adopt',
  'decline',
  'merge',
  'reveal',
] as const
export type ReaderAct = (typeof readerActs)[number]

export const IdeaView = Type.Object({
  ...ideaHead,
  body: Type.String(),
  version: Type.Integer(),
  versions: Type.Array(
    Type.Object({
      ...{ version: Type.Integer(), title: Type.String(), body: Type.String(), at: Instant },
      /** How many pictures came with this version, and how many went. */
      ...{ picturesAdded: Type.Integer(), picturesGone: Type.Integer() },
    }),
  ),
  costNote: nullable(Type.String()),
  byMerge: Type.Boolean(),
  /** Who typed in the paper form; for staff and the author. */
  typedIn: nullable(
    Type.Object({ formNumber: Type.Integer(), consentVersion: Type.Integer(), post: Type.Object(Named) }),
  ),
  mergedInto: nullable(Type.Object({ id: IdeaIdSchema, title: Type.String() })),
  mergedIdeas: Type.Array(
    Type.Object({ id: IdeaIdSchema, title: Type.String(), body: Type.String(), author: nullable(Type.String()) }),
  ),
  /** The merge that can be undone. */
  mergeId: nullable(idSchema<'merge'>()),
  end: nullable(Type.Object({ reason: nullable(Type.String()), words: nullable(Type.String()), at: Instant })),
  matter: nullable(Type.Object({ id: idSchema<'matter'>(), number: Type.String(), state: Type.String() })),
  hidden: nullable(Type.Object({ reason: Type.String(), words: nullable(Type.String()), at: Instant })),
  appeals: Type.Array(AppealView),
  remarks: Type.Array(RemarkView),
  mine: Type.Boolean(),
  staff: Type.Boolean(),
  endorsed: Type.Boolean(),
  /** Masked; for staff. */
  contact: nullable(Type.Object({ name: nullable(Type.String()), phone: nullable(Type.String()) })),
  may: Type.Array(Type.Enum(readerActs)),
})
export type IdeaView = Static<typeof IdeaView>

/** A call that one may give an idea to, or whose ideas one follows. */
export const OpenCall = Type.Object({ ...head, figures: FigureValues })
export type OpenCall = Static<typeof OpenCall>
