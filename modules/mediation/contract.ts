import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { ConsentVersion } from '../people/contract.ts'
import * as s from './shapes.ts'

export type { CaseId, CommitteeId, PartyId } from './events.ts'
export type { DisputeKind } from './kinds.ts'
export type { AgreementView, CaseRow, CaseView, CommitteeView, MyCase, PartyView, Show } from './shapes.ts'
export { pressing, shows } from './shapes.ts'

const base = '/api/mediation'
const one = `${base}/cases/:caseId`
const zh = (zhWords: string, en: string) => ({ zh: zhWords, en })
const optionalPost = Type.Optional(nullable(idSchema<'post'>()))

// The committee.

export const listCommittees = endpoint({
  ...{ id: 'mediation.committees', method: 'GET', path: `${base}/committees`, summary: zh('调委会', 'Committees') },
  response: Type.Object({ rows: Type.Array(s.CommitteeView), mayFound: Type.Boolean() }),
})

/** Somebody for a seat: who acts for a post, or a name and a phone. */
const SeatBody = Type.Object({
  postId: Type.Optional(idSchema<'post'>()),
  name: Type.Optional(s.words(40)),
  phone: Type.Optional(s.Phone),
  kind: s.SeatKindSchema,
  /** Left out: today, or the first day of a new committee. */
  fromOn: Type.Optional(Day),
  /** The first day on which they no longer sit; left out: open. */
  toOn: Type.Optional(nullable(Day)),
})
export type SeatBody = Static<typeof SeatBody>
export const FoundBody = Type.Object({
  id: Type.Optional(s.CommitteeIdSchema),
  communityId: idSchema<'place'>(),
  name: s.words(60),
  sealName: s.words(60),
  fromOn: Day,
  policePostId: optionalPost,
  guardianPostId: optionalPost,
  seats: Type.Array(SeatBody, { minItems: 3, maxItems: 30 }),
})
export type FoundBody = Static<typeof FoundBody>
export const foundCommittee = endpoint({
  ...{
    id: 'mediation.found',
    method: 'POST',
    path: `${base}/committees`,
    summary: zh('登记调委会', 'Found a committee'),
  },
  body: FoundBody,
  response: Type.Object({ id: s.CommitteeIdSchema }),
})
const committeeParams = Type.Object({ committeeId: s.CommitteeIdSchema })
export const ChangeBody = Type.Object({
  name: Type.Optional(s.words(60)),
  sealName: Type.Optional(s.words(60)),
  limitDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 180 })),
  keepYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  policePostId: optionalPost,
  guardianPostId: optionalPost,
  /** The court to which the parties may go together. */
  courtName: Type.Optional(nullable(s.words(60))),
  /** Before the number: 天祥民调. For cases from now on. */
  numberPrefix: Type.Optional(Type.String({ maxLength: 20 })),
  /** This year's next number, where the year began on paper. */
  firstNumber: Type.Optional(Type.Integer({ minimum: 1, maximum: 99_999 })),
  /** A new term of three years from this day. */
  termFromOn: Type.Optional(Day),
})
export type ChangeBody = Static<typeof ChangeBody>
export const changeCommittee = endpoint({
  id: 'mediation.change',
  ...{ method: 'POST', path: `${base}/committees/:committeeId`, summary: zh('修改调委会', 'Change a committee') },
  ...{ params: committeeParams, body: ChangeBody, response: Done },
})
export const takeSeat = endpoint({
  id: 'mediation.take_seat',
  ...{ method: 'POST', path: `${base}/committees/:committeeId/seats`, summary: zh('增加成员', 'Add a seat') },
  ...{ params: committeeParams, body: SeatBody, response: Type.Object({ id: idSchema<'mediation_seat'>() }) },
})
export const leaveSeat = endpoint({
  id: 'mediation.leave_seat',
  ...{ method: 'POST', path: `${base}/seats/:seatId/end`, summary: zh('离任', 'End a seat') },
  params: Type.Object({ seatId: idSchema<'mediation_seat'>() }),
  /** The first day on which they no longer sit; left out: today. */
  body: Type.Object({ on: Type.Optional(Day) }),
  response: Done,
})
export const InterestBody = Type.Object({
  /** Left out: the reader's own. */
  personId: Type.Optional(s.PersonIdSchema),
  kind: s.InterestSchema,
  phone: Type.Optional(s.Phone),
  postId: Type.Optional(idSchema<'post'>()),
})
export type InterestBody = Static<typeof InterestBody>
export const declareInterest = endpoint({
  id: 'mediation.declare',
  ...{
    method: 'POST',
    path: `${base}/committees/:committeeId/interests`,
    summary: zh('申报回避事项', 'Declare an interest'),
  },
  ...{ params: committeeParams, body: InterestBody, response: Done },
})

// Cases, for those in charge.

const Filter = {
  show: Type.Optional(Type.Enum(s.shows)),
  kind: Type.Optional(Type.Array(s.KindSchema)),
  number: Type.Optional(Type.String({ maxLength: 20 })),
}
export const CaseFilter = Type.Object(Filter)
export type CaseFilter = Static<typeof CaseFilter>
export const listCases = endpoint({
  ...{ id: 'mediation.list', method: 'GET', path: `${base}/cases`, summary: zh('纠纷案件', 'Cases') },
  query: Type.Object({ ...PageQuery, ...Filter }),
  response: pageOf(s.CaseRow),
})
export const caseCounts = endpoint({
  ...{ id: 'mediation.counts', method: 'GET', path: `${base}/counts`, summary: zh('待办', 'What waits') },
  response: Type.Object(Object.fromEntries(s.shows.map((show) => [show, s.count])) as Record<s.Show, typeof s.count>),
})
export const exportCases = endpoint({
  ...{
    id: 'mediation.export',
    method: 'GET',
    path: `${base}/cases.xlsx`,
    summary: zh('导出台账', 'Export the ledger'),
  },
  ...{ query: CaseFilter, produces: 'bytes', hands: 'export' },
})
export const getCase = endpoint({
  ...{ id: 'mediation.get', method: 'GET', path: one, summary: zh('案件', 'A case') },
  ...{ params: s.CaseParams, response: s.CaseView },
})

const PartyBody = Type.Object({
  name: s.words(40),
  phone: Type.Optional(s.Phone),
  details: s.maybeWords(300),
})
export type PartyBody = Static<typeof PartyBody>
export const OpenBody = Type.Object({
  id: Type.Optional(s.CaseIdSchema),
  committeeId: s.CommitteeIdSchema,
  kind: s.KindSchema,
  source: s.SourceSchema,
  originKind: Type.Optional(s.OriginSchema),
  /** Its number there; no words, so that no name stands in clear. */
  originId: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$' })),
  placeId: idSchema<'place'>(),
  firmPostId: optionalPost,
  words: s.words(4000),
  applicants: Type.Array(PartyBody, { minItems: 1, maxItems: 10 }),
  others: Type.Array(PartyBody, { minItems: 1, maxItems: 10 }),
  /** An application is a yes of its side: how, and to which version of the text, which was shown or read out. */
  way: Type.Optional(s.StaffWay),
  consentVersion: Type.Optional(ConsentVersion),
  /** A neighbour, grid worker or mediator who brought it, where that is not a party. */
  foundBySelf: Type.Optional(Type.Boolean()),
})
export type OpenBody = Static<typeof OpenBody>
export const openCase = endpoint({
  ...{ id: 'mediation.open', method: 'POST', path: `${base}/cases`, summary: zh('登记纠纷', 'Take down a dispute') },
  ...{ body: OpenBody, response: Type.Object({ id: s.CaseIdSchema, number: Type.String() }) },
})

export const AddPartyBody = Type.Object({ ...PartyBody.properties, side: s.SideSchema })
export type AddPartyBody = Static<typeof AddPartyBody>
export const addParty = endpoint({
  ...{ id: 'mediation.add_party', method: 'POST', path: `${one}/parties`, summary: zh('添加当事人', 'Add a party') },
  ...{ params: s.CaseParams, body: AddPartyBody, response: Type.Object({ id: s.PartyIdSchema }) },
})
const partyParams = Type.Object({ caseId: s.CaseIdSchema, partyId: s.PartyIdSchema })
export const describeParty = endpoint({
  id: 'mediation.describe_party',
  ...{ method: 'POST', path: `${one}/parties/:partyId`, summary: zh('当事人基本情况', 'Who a party is') },
  ...{ params: partyParams, body: Type.Object({ details: s.words(300) }), response: Done },
})
/** What a party said, written down by those in charge. */
export const SaidBody = Type.Object({
  way: s.StaffWay,
  consent: Type.Optional(s.YesNo),
  /** With a yes: of the text that was shown or read out. */
  consentVersion: Type.Optional(ConsentVersion),
  /** Wishes this mediator; null: leaves it to the committee. */
  wish: Type.Optional(nullable(s.PersonIdSchema)),
  accepts: Type.Optional(Type.Literal(true)),
  /** Asks for another mediator, and why. */
  other: Type.Optional(s.words(300)),
})
export type SaidBody = Static<typeof SaidBody>
export const writeAnswer = endpoint({
  id: 'mediation.write_answer',
  ...{ method: 'POST', path: `${one}/parties/:partyId/answer`, summary: zh('记录当事人答复', 'Write down an answer') },
  ...{ params: partyParams, body: SaidBody, response: Done },
})
export const revealParty = endpoint({
  id: 'mediation.reveal',
  ...{ method: 'POST', path: `${one}/parties/:partyId/reveal`, summary: zh('查看完整信息', 'Reveal a party') },
  ...{ params: partyParams, body: Type.Object({ why: s.words(200) }) },
  response: Type.Object({ name: Type.String(), phone: nullable(Type.String()), details: nullable(Type.String()) }),
})

export const StepBody = Type.Object({
  step: Type.Enum(['ask', 'decline', 'accept', 'begin', 'redraw', 'fail', 'hand_over', 'close'] as const),
  declineReason: Type.Optional(s.DeclineSchema),
  toldWays: Type.Optional(s.WaysSchema),
})
export type StepBody = Static<typeof StepBody>
export const stepCase = endpoint({
  ...{ id: 'mediation.step', method: 'POST', path: `${one}/step`, summary: zh('推进', 'Take a step') },
  ...{ params: s.CaseParams, body: StepBody, response: Done },
})

export const chooseMediator = endpoint({
  id: 'mediation.choose',
  ...{ method: 'POST', path: `${one}/mediators`, summary: zh('选定调解员', 'Choose a mediator') },
  ...{ params: s.CaseParams, body: Type.Object({ personId: s.PersonIdSchema, leads: Type.Boolean() }), response: Done },
})
export const releaseMediator = endpoint({
  id: 'mediation.release',
  ...{ method: 'POST', path: `${one}/mediators/:mediatorId/end`, summary: zh('调解员退出', 'Release a mediator') },
  params: Type.Object({ caseId: s.CaseIdSchema, mediatorId: idSchema<'mediation_mediator'>() }),
  ...{ body: Type.Object({ reason: s.ReleaseSchema }), response: Done },
})
export const SessionBody = Type.Object({
  id: Type.Optional(idSchema<'mediation_session'>()),
  heldAt: Instant,
  where: s.words(100),
  partyIds: Type.Array(s.PartyIdSchema, { uniqueItems: true, maxItems: 20 }),
  words: s.words(8000),
  tried: s.maybeWords(2000),
  nextOn: Type.Optional(nullable(Day)),
})
export type SessionBody = Static<typeof SessionBody>
export const holdSession = endpoint({
  ...{ id: 'mediation.session', method: 'POST', path: `${one}/sessions`, summary: zh('调解记录', 'Record a session') },
  ...{ params: s.CaseParams, body: SessionBody, response: Done },
})
export const EvidenceBody = Type.Object({
  what: s.words(200),
  partyId: Type.Optional(nullable(s.PartyIdSchema)),
  pages: Type.Integer({ minimum: 1, maximum: 999 }),
  fileIds: Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 9 })),
})
export type EvidenceBody = Static<typeof EvidenceBody>
export const keepEvidence = endpoint({
  ...{ id: 'mediation.evidence', method: 'POST', path: `${one}/evidence`, summary: zh('证据材料', 'Keep evidence') },
  ...{ params: s.CaseParams, body: EvidenceBody, response: Done },
})
export const ExtendBody = Type.Object({
  toOn: Day,
  way: s.StaffWay,
  why: s.words(300),
  partyIds: Type.Array(s.PartyIdSchema, { minItems: 1, uniqueItems: true }),
})
export type ExtendBody = Static<typeof ExtendBody>
export const extendCase = endpoint({
  ...{ id: 'mediation.extend', method: 'POST', path: `${one}/extension`, summary: zh('延长期限', 'Extend the days') },
  ...{ params: s.CaseParams, body: ExtendBody, response: Done },
})
export const AgreementBody = Type.Object({
  form: Type.Enum(['written', 'oral'] as const),
  facts: s.maybeWords(4000),
  issues: s.maybeWords(2000),
  duties: s.maybeWords(2000),
  terms: Type.String({ maxLength: 6000 }),
  promises: Type.Array(Type.Object({ partyId: s.PartyIdSchema, what: Type.String({ maxLength: 500 }), dueOn: Day }), {
    maxItems: 30,
  }),
})
export type AgreementBody = Static<typeof AgreementBody>
export const drawUp = endpoint({
  ...{
    id: 'mediation.draw_up',
    method: 'POST',
    path: `${one}/agreement`,
    summary: zh('写协议', 'Draw up the agreement'),
  },
  ...{ params: s.CaseParams, body: AgreementBody, response: Done },
})
export const SignBody = Type.Object({
  who: Type.Enum(['party', 'mediator', 'seal'] as const),
  partyId: Type.Optional(s.PartyIdSchema),
  personId: Type.Optional(s.PersonIdSchema),
  way: Type.Enum(['signature', 'fingerprint', 'stamp'] as const),
  on: Day,
  fileId: Type.Optional(nullable(idSchema<'file'>())),
})
export type SignBody = Static<typeof SignBody>
export const signAgreement = endpoint({
  ...{ id: 'mediation.sign', method: 'POST', path: `${one}/signatures`, summary: zh('登记签名', 'Record a signature') },
  ...{ params: s.CaseParams, body: SignBody, response: Done },
})
export const noteCourt = endpoint({
  ...{ id: 'mediation.court', method: 'POST', path: `${one}/court`, summary: zh('司法确认', 'The court') },
  params: s.CaseParams,
  body: Type.Object({ state: Type.Enum(['made', 'confirmed', 'refused', 'not_wished'] as const), on: Day }),
  response: Done,
})
export const settlePromise = endpoint({
  id: 'mediation.settle_promise',
  ...{ method: 'POST', path: `${one}/promises/:promiseId`, summary: zh('履行情况', 'Settle a promise') },
  params: Type.Object({ caseId: s.CaseIdSchema, promiseId: idSchema<'mediation_promise'>() }),
  body: Type.Object({ state: Type.Enum(['kept', 'broken'] as const), on: Day, note: s.maybeWords(500) }),
  response: Done,
})
export const CallBackBody = Type.Object({
  partyId: s.PartyIdSchema,
  reached: Type.Boolean(),
  content: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  words: s.maybeWords(500),
})
export type CallBackBody = Static<typeof CallBackBody>
export const callBack = endpoint({
  ...{ id: 'mediation.call_back', method: 'POST', path: `${one}/call-backs`, summary: zh('回访', 'Call back') },
  ...{ params: s.CaseParams, body: CallBackBody, response: Done },
})
export const raiseDanger = endpoint({
  ...{ id: 'mediation.danger', method: 'POST', path: `${one}/danger`, summary: zh('危险情况', 'Danger') },
  params: s.CaseParams,
  body: Type.Object({ kind: s.DangerSchema, words: s.words(500) }),
  response: Type.Object({ matterId: idSchema<'matter'>() }),
})
export const endDanger = endpoint({
  id: 'mediation.end_danger',
  ...{ method: 'POST', path: `${one}/danger/:dangerId/end`, summary: zh('危险解除', 'The danger is over') },
  params: Type.Object({ caseId: s.CaseIdSchema, dangerId: idSchema<'mediation_danger'>() }),
  ...{ body: Type.Object({}), response: Done },
})
export const documents = ['agreement.docx', 'agreement.pdf', 'court.docx'] as const
export type DocumentName = (typeof documents)[number]
export const readDocument = endpoint({
  ...{ id: 'mediation.document', method: 'GET', path: `${one}/documents/:name`, summary: zh('文书', 'A document') },
  params: Type.Object({ caseId: s.CaseIdSchema, name: Type.Enum(documents) }),
  produces: 'bytes',
  hands: 'export',
})
export const bindCase = endpoint({
  ...{ id: 'mediation.bind', method: 'POST', path: `${one}/volume`, summary: zh('装订归档', 'Bind the file') },
  ...{ params: s.CaseParams, body: Type.Object({}), response: Done },
})
export const openVolume = endpoint({
  ...{
    id: 'mediation.open_volume',
    method: 'GET',
    path: `${one}/volume.pdf`,
    summary: zh('查阅卷宗', 'Open the file'),
  },
  ...{ params: s.CaseParams, query: Type.Object({ why: s.words(200) }), produces: 'bytes', hands: 'export' },
})

// What is referred from elsewhere.

const OriginOf = Type.Enum(['matter', 'note'] as const)
const OriginId = Type.String({ format: 'uuid' })
export const listReferrals = endpoint({
  ...{ id: 'mediation.referrals', method: 'GET', path: `${base}/referrals`, summary: zh('移送情况', 'Referrals') },
  /** `id`: of one matter; of notes all that are in the reader's charge. */
  query: Type.Object({ of: OriginOf, id: Type.Optional(OriginId) }),
  response: Type.Object({
    rows: Type.Array(
      Type.Object({
        originId: Type.String(),
        at: Instant,
        outcome: nullable(Type.Enum(['settled', 'not_settled'] as const)),
        /** For those in charge of the case alone. */
        caseId: nullable(s.CaseIdSchema),
      }),
    ),
  }),
})
export const referralDraft = endpoint({
  ...{
    id: 'mediation.referral_draft',
    method: 'GET',
    path: `${base}/referrals/draft`,
    summary: zh('可以移送什么', 'What would be referred'),
  },
  query: Type.Object({ of: OriginOf, id: OriginId }),
  response: Type.Object({
    may: Type.Boolean(),
    obstacle: nullable(WordsSchema),
    committee: nullable(Type.String()),
    kind: s.KindSchema,
    words: Type.String(),
    place: nullable(s.PlaceShape),
    /** Masked. */
    people: Type.Array(Type.Object({ key: Type.String(), name: Type.String(), phone: nullable(Type.String()) })),
  }),
})
export const ReferBody = Type.Object({
  ...{ of: OriginOf, id: OriginId, kind: s.KindSchema, words: s.words(4000) },
  /** Of the people of the draft, who is the first side; else `applicant`. */
  person: Type.Optional(Type.String({ maxLength: 40 })),
  applicant: Type.Optional(PartyBody),
  /** Where it is known. */
  other: Type.Optional(PartyBody),
})
export type ReferBody = Static<typeof ReferBody>
export const referDispute = endpoint({
  ...{ id: 'mediation.refer', method: 'POST', path: `${base}/referrals`, summary: zh('转人民调解', 'Refer a dispute') },
  ...{ body: ReferBody, response: Type.Object({ number: Type.String() }) },
})

// For those who see counts alone.

const few = nullable(s.count)
export const StatisticsQuery = Type.Object({
  placeId: Type.Optional(idSchema<'place'>()),
  path: Type.Optional(Type.String({ pattern: '^/([0-9A-Za-z_-]+/)*$', maxLength: 400 })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
})
/** Null: fewer than five, which could be told apart. */
export const statistics = endpoint({
  ...{ id: 'mediation.statistics', method: 'GET', path: `${base}/statistics`, summary: zh('调解统计', 'Statistics') },
  query: StatisticsQuery,
  response: Type.Object({
    ...{ from: Day, to: Day, fewerThan: s.count },
    ...{ received: few, agreed: few, failed: few, refused: few, kept: few, confirmed: few, open: few, late: few },
    byKind: Type.Array(Type.Object({ kind: s.KindSchema, count: few })),
  }),
})

// For the parties.

export const ApplyBody = Type.Object({
  id: Type.Optional(s.CaseIdSchema),
  kind: s.KindSchema,
  placeId: idSchema<'place'>(),
  words: s.words(4000),
  otherName: s.words(40),
  otherPhone: Type.Optional(s.Phone),
  /** Of the text that was ticked: applying is a yes. */
  consentVersion: ConsentVersion,
})
export type ApplyBody = Static<typeof ApplyBody>
export const applyForMediation = endpoint({
  ...{ id: 'mediation.apply', method: 'POST', path: '/api/disputes', summary: zh('申请调解', 'Apply for mediation') },
  ...{ body: ApplyBody, response: Type.Object({ partyId: s.PartyIdSchema, number: Type.String() }) },
})
export const myCases = endpoint({
  ...{ id: 'mediation.mine', method: 'GET', path: '/api/disputes', summary: zh('我的调解', 'My disputes') },
  response: Type.Object({
    rows: Type.Array(s.MyCase),
    /** Cases that the reader mediates. */
    mediating: s.count,
  }),
})
const own = Type.Object({ partyId: s.PartyIdSchema })
export const myCase = endpoint({
  ...{ id: 'mediation.my_case', method: 'GET', path: '/api/disputes/:partyId', summary: zh('我的调解', 'My dispute') },
  ...{ params: own, response: s.MyCase },
})
export const AnswerBody = Type.Object({
  consent: Type.Optional(s.YesNo),
  /** With a yes: of the text that was ticked. */
  consentVersion: Type.Optional(ConsentVersion),
  wish: Type.Optional(nullable(s.PersonIdSchema)),
  accepts: Type.Optional(Type.Literal(true)),
  other: Type.Optional(s.words(300)),
})
export type AnswerBody = Static<typeof AnswerBody>
export const answerMine = endpoint({
  ...{ id: 'mediation.answer', method: 'POST', path: '/api/disputes/:partyId', summary: zh('答复', 'Answer') },
  ...{ params: own, body: AnswerBody, response: Done },
})
const byCode = Type.Object({ code: Type.String({ minLength: 8, maxLength: 24 }) })
export const caseByCode = endpoint({
  id: 'mediation.by_code',
  ...{ method: 'GET', path: '/api/disputes/at/:code', summary: zh('凭码查看', 'By code') },
  ...{ params: byCode, response: s.MyCase },
})
export const answerByCode = endpoint({
  id: 'mediation.answer_by_code',
  ...{ method: 'POST', path: '/api/disputes/at/:code', summary: zh('凭码答复', 'Answer by code') },
  ...{ params: byCode, body: AnswerBody, response: Done },
})
