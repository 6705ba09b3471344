import { type Static, Type } from 'typebox'
import { nullable, oneOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { caseStates, stepCodes } from './case.ts'
import {
  answerWays,
  courtStates,
  dangerKindCodes,
  declineReasonCodes,
  disputeKindCodes,
  interestKinds,
  originKindCodes,
  otherWayCodes,
  releaseReasonCodes,
  seatKindCodes,
  sourceCodes,
  staffWays,
} from './kinds.ts'

const codesOf = <K extends string>(book: Readonly<Record<K, unknown>>) => Object.keys(book) as K[]

export const CommitteeIdSchema = idSchema<'mediation_committee'>()
export const CaseIdSchema = idSchema<'mediation_case'>()
export const PartyIdSchema = idSchema<'mediation_party'>()
export const PersonIdSchema = idSchema<'person'>()
export const count = Type.Integer({ minimum: 0 })
export const words = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' })
export const maybeWords = (most: number) => Type.Optional(Type.String({ maxLength: most }))
export const Phone = Type.String({ pattern: '^[0-9+ -]{7,20}$' })
export const PlaceShape = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
export const PostShape = Type.Object({ id: idSchema<'post'>(), name: Type.String(), nameEn: Type.String() })
export const KindSchema = Type.Enum(disputeKindCodes)
export const StateSchema = Type.Enum(caseStates)
export const StaffWay = Type.Enum([...staffWays])
export const YesNo = Type.Enum(['yes', 'no'] as const)
export const SideSchema = Type.Enum(['a', 'b'] as const)
export const SourceSchema = Type.Enum(sourceCodes)
export const OriginSchema = Type.Enum(originKindCodes)
export const DeclineSchema = Type.Enum(declineReasonCodes)
export const WaysSchema = Type.Array(oneOf(otherWayCodes), { minItems: 1, uniqueItems: true })
export const DangerSchema = Type.Enum(dangerKindCodes)
export const SeatKindSchema = Type.Enum(seatKindCodes)
export const InterestSchema = Type.Enum(codesOf(interestKinds))
export const ReleaseSchema = Type.Enum(releaseReasonCodes)
export const CourtSchema = Type.Enum(codesOf(courtStates))
export const AnswerWaySchema = Type.Enum(codesOf(answerWays))
export const LampSchema = Type.Enum(['green', 'yellow', 'red'] as const)

/** A count of days, as `clocks.ts` has it. */
export const DayClockShape = Type.Object({ dueOn: Day, left: count, over: count, lamp: LampSchema })

export const SeatView = Type.Object({
  id: idSchema<'mediation_seat'>(),
  personId: PersonIdSchema,
  name: Type.String(),
  kind: SeatKindSchema,
  fromOn: Day,
  toOn: nullable(Day),
  interests: count,
})
export const CommitteeView = Type.Object({
  id: CommitteeIdSchema,
  name: Type.String(),
  sealName: Type.String(),
  place: PlaceShape,
  fromOn: Day,
  untilOn: Day,
  limitDays: count,
  keepYears: count,
  courtName: nullable(Type.String()),
  numberPrefix: Type.String(),
  /** What the next case of this year is called. */
  nextNumber: Type.Object({ number: count, words: Type.String() }),
  police: nullable(PostShape),
  guardian: nullable(PostShape),
  /** Null: it may take cases. */
  obstacle: nullable(WordsSchema),
  seats: Type.Array(SeatView),
  /** What the reader may do: keep the register; take down a case. */
  mayKeep: Type.Boolean(),
  maySit: Type.Boolean(),
})
export type CommitteeView = Static<typeof CommitteeView>

/** What a list is narrowed to; the counts use the same conditions. */
export const shows = [
  'received',
  'asking',
  'accepted',
  'clock',
  'signing',
  'court',
  'promises',
  'binding',
  'open',
  'archived',
] as const
export type Show = (typeof shows)[number]
/** Those that wait for somebody, in the order of the page. */
export const pressing = ['clock', 'court', 'promises', 'received', 'asking', 'accepted', 'signing', 'binding'] as const

export const CaseRow = Type.Object({
  id: CaseIdSchema,
  number: Type.String(),
  kind: KindSchema,
  state: StateSchema,
  place: PlaceShape,
  /** Masked. */
  parties: Type.Array(Type.String()),
  lead: nullable(Type.String()),
  receivedOn: Day,
  clock: nullable(DayClockShape),
  court: nullable(DayClockShape),
  danger: Type.Boolean(),
})
export type CaseRow = Static<typeof CaseRow>

const PartyView = Type.Object({
  id: PartyIdSchema,
  side: SideSchema,
  /** Masked, as the phone is. */
  name: Type.String(),
  phone: nullable(Type.String()),
  described: Type.Boolean(),
  hasAccount: Type.Boolean(),
  receiptCode: Type.String(),
  consent: nullable(YesNo),
  consentWay: nullable(AnswerWaySchema),
  consentAt: nullable(Instant),
  consentVersion: nullable(count),
  wish: nullable(Type.Object({ personId: PersonIdSchema, name: Type.String() })),
  accepts: nullable(Type.Boolean()),
  acceptsWay: nullable(AnswerWaySchema),
  asksOther: nullable(Type.String()),
})
export type PartyView = Static<typeof PartyView>

const MediatorView = Type.Object({
  id: idSchema<'mediation_mediator'>(),
  personId: PersonIdSchema,
  name: Type.String(),
  leads: Type.Boolean(),
  chosenBy: Type.Enum(['parties', 'committee'] as const),
  endReason: nullable(ReleaseSchema),
})
const SessionView = Type.Object({
  id: idSchema<'mediation_session'>(),
  heldAt: Instant,
  where: Type.String(),
  partyIds: Type.Array(PartyIdSchema),
  mediators: Type.Array(Type.String()),
  words: Type.String(),
  tried: nullable(Type.String()),
  nextOn: nullable(Day),
})
export const PromiseView = Type.Object({
  id: idSchema<'mediation_promise'>(),
  partyId: PartyIdSchema,
  who: Type.String(),
  what: Type.String(),
  dueOn: Day,
  state: Type.Enum(['open', 'kept', 'broken'] as const),
  settledOn: nullable(Day),
  note: nullable(Type.String()),
  overdue: Type.Boolean(),
})
export const CourtView = Type.Object({ state: CourtSchema, on: nullable(Day), clock: DayClockShape })
const AgreementView = Type.Object({
  form: Type.Enum(['written', 'oral'] as const),
  facts: nullable(Type.String()),
  issues: nullable(Type.String()),
  duties: nullable(Type.String()),
  terms: Type.String(),
  effectiveOn: nullable(Day),
  promises: Type.Array(PromiseView),
  signed: Type.Array(
    Type.Object({
      who: Type.Enum(['party', 'mediator', 'seal'] as const),
      name: Type.String(),
      way: Type.Enum(['signature', 'fingerprint', 'stamp'] as const),
      on: Day,
      fileId: nullable(idSchema<'file'>()),
    }),
  ),
  unsigned: Type.Object({
    parties: Type.Array(Type.Object({ id: PartyIdSchema, name: Type.String() })),
    mediators: Type.Array(Type.Object({ personId: PersonIdSchema, name: Type.String() })),
    seal: Type.Boolean(),
  }),
  court: nullable(CourtView),
})
export type AgreementView = Static<typeof AgreementView>

export const VolumeView = Type.Object({
  boundOn: Day,
  keepUntil: Day,
  pages: count,
  sha256: Type.String(),
  contents: Type.Array(Type.Object({ title: Type.String(), page: count, pages: count })),
})

export const CaseView = Type.Object({
  id: CaseIdSchema,
  number: Type.String(),
  committee: Type.Object({ id: CommitteeIdSchema, name: Type.String(), police: nullable(PostShape) }),
  kind: KindSchema,
  source: SourceSchema,
  originKind: nullable(OriginSchema),
  words: Type.String(),
  place: PlaceShape,
  firm: nullable(PostShape),
  state: StateSchema,
  endState: nullable(StateSchema),
  receivedOn: Day,
  acceptedOn: nullable(Day),
  clock: nullable(DayClockShape),
  declineReason: nullable(DeclineSchema),
  toldWays: Type.Array(Type.Enum(otherWayCodes)),
  toldOn: nullable(Day),
  head: Type.Boolean(),
  parties: Type.Array(PartyView),
  mediators: Type.Array(MediatorView),
  nominees: Type.Array(
    Type.Object({
      personId: PersonIdSchema,
      name: Type.String(),
      kind: SeatKindSchema,
      conflict: nullable(WordsSchema),
      wishedBy: count,
    }),
  ),
  sessions: Type.Array(SessionView),
  evidence: Type.Array(
    Type.Object({
      id: idSchema<'mediation_evidence'>(),
      what: Type.String(),
      from: nullable(Type.String()),
      pages: count,
      fileIds: Type.Array(idSchema<'file'>()),
    }),
  ),
  extensions: Type.Array(Type.Object({ fromOn: Day, toOn: Day, why: Type.String() })),
  agreement: nullable(AgreementView),
  callBacks: Type.Array(
    Type.Object({
      id: idSchema<'mediation_call_back'>(),
      who: Type.String(),
      at: Instant,
      reached: Type.Boolean(),
      content: nullable(count),
      words: nullable(Type.String()),
    }),
  ),
  dangers: Type.Array(
    Type.Object({
      id: idSchema<'mediation_danger'>(),
      kind: DangerSchema,
      words: Type.String(),
      matterId: idSchema<'matter'>(),
      at: Instant,
      overAt: nullable(Instant),
    }),
  ),
  volume: nullable(VolumeView),
  /** Steps that the reader may take from here, with what is missing. */
  steps: Type.Array(Type.Object({ step: Type.Enum(stepCodes), obstacle: nullable(WordsSchema) })),
})
export type CaseView = Static<typeof CaseView>

/** What a party sees of its case: how it stands and its own answers; never what the other side said. */
export const MyCase = Type.Object({
  partyId: PartyIdSchema,
  number: Type.String(),
  committee: Type.String(),
  kind: KindSchema,
  state: StateSchema,
  endState: nullable(StateSchema),
  place: PlaceShape,
  side: SideSchema,
  others: Type.Array(Type.String()),
  receivedOn: Day,
  clock: nullable(DayClockShape),
  consent: nullable(YesNo),
  /** Of the text that my yes agreed to. */
  consentVersion: nullable(count),
  mayConsent: Type.Boolean(),
  mayChoose: Type.Boolean(),
  mayAskOther: Type.Boolean(),
  accepts: nullable(Type.Boolean()),
  wish: nullable(PersonIdSchema),
  mediators: Type.Array(Type.Object({ personId: PersonIdSchema, name: Type.String(), leads: Type.Boolean() })),
  choices: Type.Array(Type.Object({ personId: PersonIdSchema, name: Type.String(), kind: SeatKindSchema })),
  nextOn: nullable(Day),
  toldWays: Type.Array(Type.Enum(otherWayCodes)),
  agreement: nullable(
    Type.Object({
      form: Type.Enum(['written', 'oral'] as const),
      terms: Type.String(),
      effectiveOn: nullable(Day),
      mineSigned: Type.Boolean(),
      promises: Type.Array(
        Type.Object({
          mine: Type.Boolean(),
          who: Type.String(),
          what: Type.String(),
          dueOn: Day,
          state: Type.Enum(['open', 'kept', 'broken'] as const),
        }),
      ),
      court: nullable(CourtView),
    }),
  ),
})
export type MyCase = Static<typeof MyCase>

export const CaseParams = Type.Object({ caseId: CaseIdSchema })
