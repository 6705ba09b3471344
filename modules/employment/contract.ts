import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { educations, hoursKinds, openingStates, payUnits } from './opening.ts'
import { referralStates } from './referral.ts'

export type { OpeningId, ReferralId, SeekerId } from './events.ts'

const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)
const openingParams = Type.Object({ openingId: idSchema<'opening'>() })
const seekerParams = Type.Object({ seekerId: idSchema<'seeker'>() })
const referralParams = Type.Object({ referralId: idSchema<'referral'>() })
const firmParams = Type.Object({ firmId: idSchema<'firm'>() })
const Place = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
const Month = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' })
const ShortWords = Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { maxItems: 12 })
const Why = Type.String({ minLength: 2, maxLength: 200 })

export const wishHours = ['full', 'part', 'either'] as const
export const reaches = ['walk', 'ride', 'any'] as const
export const consentHows = ['self', 'signed', 'spoken'] as const

export const Reason = Type.Object({ tone: literals(['for', 'unknown', 'mind']), words: WordsSchema })
export type Reason = Static<typeof Reason>

// ---- openings -------------------------------------------------------------------------------------------------------

const OpeningFields = {
  title: Type.String({ minLength: 2, maxLength: 40 }),
  headcount: Type.Integer({ minimum: 1, maximum: 999 }),
  hours: literals(hoursKinds),
  payUnit: literals(payUnits),
  payFromFen: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
  payToFen: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
  education: literals(educations),
  experienceMonths: Type.Integer({ minimum: 0, maximum: 600 }),
  skills: ShortWords,
  words: Type.String({ maxLength: 1000 }),
  /** The last day on which it is open. */
  untilOn: Day,
}
export const OpeningBody = Type.Object({
  ...OpeningFields,
  /** Of the opening; made by the client, so that a retry names the same one. */
  id: Type.Optional(idSchema<'opening'>()),
  /** Where the firm works, if left out. */
  placeId: Type.Optional(idSchema<'place'>()),
  /** Today, if left out. */
  fromOn: Type.Optional(Day),
})
export type OpeningBody = Static<typeof OpeningBody>

export const OpeningRow = Type.Object({
  id: idSchema<'opening'>(),
  firm: Type.Object({ id: idSchema<'firm'>(), name: Type.String(), nameEn: nullable(Type.String()) }),
  ...OpeningFields,
  place: Place,
  above: Type.Object({ name: Type.String(), nameEn: Type.String() }),
  fromOn: Day,
  state: literals(openingStates),
  endedOn: nullable(Day),
  endedWhy: nullable(WordsSchema),
  hired: Type.Integer(),
  byFirm: Type.Boolean(),
  openedAt: Instant,
})
export type OpeningRow = Static<typeof OpeningRow>

const OpeningFilter = {
  q: Type.Optional(Type.String({ maxLength: 60 })),
  state: Type.Optional(Type.Array(literals(openingStates))),
  hours: Type.Optional(literals(hoursKinds)),
  firmId: Type.Optional(idSchema<'firm'>()),
  placeId: Type.Optional(idSchema<'place'>()),
  /** Opened in that month. */
  month: Type.Optional(Month),
}
const OpeningFilterSchema = Type.Object(OpeningFilter)
export type OpeningFilter = Static<typeof OpeningFilterSchema>

export const listOpenings = endpoint({
  id: 'employment.openings',
  method: 'GET',
  path: '/api/jobs/openings',
  summary: { zh: '招聘岗位', en: 'Openings' },
  query: Type.Object({ ...OpeningFilter, ...PageQuery }),
  response: pageOf(OpeningRow),
})

export const exportOpenings = endpoint({
  id: 'employment.export_openings',
  method: 'GET',
  path: '/api/jobs/openings/export.xlsx',
  summary: { zh: '导出招聘岗位', en: 'Export openings' },
  query: OpeningFilterSchema,
  produces: 'bytes',
})

/** By the firm itself (a confirmed contact) or by staff who keep its place. */
export const openOpening = endpoint({
  id: 'employment.open',
  method: 'POST',
  path: '/api/jobs/firms/:firmId/openings',
  summary: { zh: '发布岗位', en: 'Open a job' },
  params: firmParams,
  body: OpeningBody,
  response: Type.Object({ id: idSchema<'opening'>() }),
})

export const changeOpening = endpoint({
  id: 'employment.change_opening',
  method: 'POST',
  path: '/api/jobs/openings/:openingId/change',
  summary: { zh: '修改岗位', en: 'Change an opening' },
  params: openingParams,
  body: Type.Object({ ...OpeningFields, placeId: Type.Optional(idSchema<'place'>()) }),
  response: Done,
})

export const endOpening = endpoint({
  id: 'employment.end_opening',
  method: 'POST',
  path: '/api/jobs/openings/:openingId/end',
  summary: { zh: '结束招聘', en: 'End an opening' },
  params: openingParams,
  body: Type.Object({ step: literals(['fill', 'close']), why: Type.Optional(Why) }),
  response: Done,
})

export const reopenOpening = endpoint({
  id: 'employment.reopen',
  method: 'POST',
  path: '/api/jobs/openings/:openingId/reopen',
  summary: { zh: '重新招聘', en: 'Open it again' },
  params: openingParams,
  body: Type.Object({ untilOn: Day }),
  response: Done,
})

export const ReferralView = Type.Object({
  id: idSchema<'referral'>(),
  state: literals(referralStates),
  opening: Type.Object({ id: idSchema<'opening'>(), title: Type.String() }),
  firm: Type.Object({ id: idSchema<'firm'>(), name: Type.String(), nameEn: nullable(Type.String()) }),
  seekerId: idSchema<'seeker'>(),
  /** Masked; null once the consent ended. */
  name: nullable(Type.String()),
  phone: nullable(Type.String()),
  place: nullable(Place),
  proposedAt: Instant,
  proposedBy: nullable(Type.String()),
  answeredBy: nullable(literals(['seeker', 'staff'])),
  hiredOn: nullable(Day),
  why: nullable(Type.String()),
  /** It is time to ask whether the person is still there, and nobody has said yet. */
  askStill: Type.Boolean(),
  stillThere: nullable(Type.Boolean()),
  changedAt: Instant,
})
export type ReferralView = Static<typeof ReferralView>

export const getOpening = endpoint({
  id: 'employment.opening',
  method: 'GET',
  path: '/api/jobs/openings/:openingId',
  summary: { zh: '一个岗位', en: 'One opening' },
  params: openingParams,
  response: Type.Object({
    opening: OpeningRow,
    mayWrite: Type.Boolean(),
    /** Null for those who do not see residents. */
    referrals: nullable(Type.Array(ReferralView)),
  }),
})

export const SeekerRow = Type.Object({
  id: idSchema<'seeker'>(),
  name: Type.String(),
  phone: Type.String(),
  place: Place,
  kinds: ShortWords,
  skills: ShortWords,
  education: nullable(literals(educations)),
  experienceMonths: nullable(Type.Integer()),
  hours: literals(wishHours),
  payUnit: nullable(literals(payUnits)),
  payFen: nullable(Type.Integer()),
  reach: literals(reaches),
  fromOn: Day,
  consentHow: literals(consentHows),
  consentUntil: Day,
  sinceAt: Instant,
})
export type SeekerRow = Static<typeof SeekerRow>

/** Residents who fit an opening, in the area of who asks; the best first. */
export const listSuggestions = endpoint({
  id: 'employment.suggestions',
  method: 'GET',
  path: '/api/jobs/openings/:openingId/suggestions',
  summary: { zh: '适合的居民', en: 'Residents who fit' },
  params: openingParams,
  response: Type.Object({ suggestions: Type.Array(Type.Object({ seeker: SeekerRow, reasons: Type.Array(Reason) })) }),
})

// ---- seekers --------------------------------------------------------------------------------------------------------

const WishFields = {
  placeId: idSchema<'place'>(),
  kinds: ShortWords,
  skills: ShortWords,
  education: Type.Optional(literals(educations)),
  experienceMonths: Type.Optional(Type.Integer({ minimum: 0, maximum: 600 })),
  hours: literals(wishHours),
  payUnit: Type.Optional(literals(payUnits)),
  payFen: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
  reach: literals(reaches),
  fromOn: Day,
  /** In their own words. */
  words: Type.Optional(Type.String({ maxLength: 500 })),
}
export const WishBody = Type.Object(WishFields)
export type WishBody = Static<typeof WishBody>

/** The one purpose for which consent is asked. */
export const consentPurpose = 'job_suggestions'
export const consentMonths = 6

const SeekerFilter = {
  placeId: Type.Optional(idSchema<'place'>()),
  hours: Type.Optional(literals(wishHours)),
  /** A kind of work or a skill. */
  q: Type.Optional(Type.String({ maxLength: 40 })),
}
const SeekerFilterSchema = Type.Object(SeekerFilter)
export type SeekerFilter = Static<typeof SeekerFilterSchema>

export const listSeekers = endpoint({
  id: 'employment.seekers',
  method: 'GET',
  path: '/api/jobs/seekers',
  summary: { zh: '求职居民', en: 'Seekers' },
  query: Type.Object({ ...SeekerFilter, ...PageQuery }),
  response: pageOf(SeekerRow),
})

/** At the counter or at home: with how consent was given. Somebody who is there already is brought up to date. */
export const registerSeeker = endpoint({
  id: 'employment.register_seeker',
  method: 'POST',
  path: '/api/jobs/seekers',
  summary: { zh: '代登记求职', en: 'Take a seeker down' },
  body: Type.Object({
    ...WishFields,
    name: Type.String({ minLength: 1, maxLength: 60 }),
    phone: Type.String({ minLength: 5, maxLength: 30 }),
    consentHow: literals(['signed', 'spoken']),
    /** Where and how: “在服务台当面说明并同意”. */
    consentNote: Type.String({ minLength: 4, maxLength: 200 }),
  }),
  response: Type.Object({ id: idSchema<'seeker'>() }),
})

const OpeningForSeeker = Type.Object({ opening: OpeningRow, reasons: Type.Array(Reason) })

export const getSeeker = endpoint({
  id: 'employment.seeker',
  method: 'GET',
  path: '/api/jobs/seekers/:seekerId',
  summary: { zh: '一位求职居民', en: 'One seeker' },
  params: seekerParams,
  response: Type.Object({
    seeker: SeekerRow,
    words: nullable(Type.String()),
    consentNote: nullable(Type.String()),
    referrals: Type.Array(ReferralView),
    fitting: Type.Array(OpeningForSeeker),
  }),
})

/** By the person, or by staff whom the person asked. */
export const withdrawConsent = endpoint({
  id: 'employment.withdraw',
  method: 'POST',
  path: '/api/jobs/seekers/:seekerId/withdraw',
  summary: { zh: '撤回同意', en: 'Take consent back' },
  params: seekerParams,
  response: Done,
})

export const revealSeeker = endpoint({
  id: 'employment.reveal_seeker',
  method: 'POST',
  path: '/api/jobs/seekers/:seekerId/reveal',
  summary: { zh: '查看求职居民电话', en: 'Whom to call' },
  params: seekerParams,
  body: Type.Object({ reason: Type.String({ minLength: 4, maxLength: 200 }) }),
  response: Type.Object({ name: Type.String(), phone: Type.String() }),
})

// ---- referrals ------------------------------------------------------------------------------------------------------

const ReferralFilter = {
  state: Type.Optional(Type.Array(literals(referralStates))),
  placeId: Type.Optional(idSchema<'place'>()),
  /** Proposed in that month. */
  month: Type.Optional(Month),
  /** Hired in that month, whenever it was proposed. */
  hiredMonth: Type.Optional(Month),
  /** Those to be asked after. */
  askStill: Type.Optional(Type.Boolean()),
}
const ReferralFilterSchema = Type.Object(ReferralFilter)
export type ReferralFilter = Static<typeof ReferralFilterSchema>

export const listReferrals = endpoint({
  id: 'employment.referrals',
  method: 'GET',
  path: '/api/jobs/referrals',
  summary: { zh: '推荐', en: 'Referrals' },
  query: Type.Object({ ...ReferralFilter, ...PageQuery }),
  response: pageOf(ReferralView),
})

export const exportReferrals = endpoint({
  id: 'employment.export_referrals',
  method: 'GET',
  path: '/api/jobs/referrals/export.xlsx',
  summary: { zh: '导出推荐', en: 'Export referrals' },
  query: ReferralFilterSchema,
  produces: 'bytes',
})

export const propose = endpoint({
  id: 'employment.propose',
  method: 'POST',
  path: '/api/jobs/openings/:openingId/referrals',
  summary: { zh: '推荐', en: 'Propose' },
  params: openingParams,
  body: Type.Object({ seekerId: idSchema<'seeker'>() }),
  response: Type.Object({ id: idSchema<'referral'>() }),
})

export const sayableSteps = ['agree', 'decline', 'interview', 'hire', 'reject', 'no_show'] as const

/** The person, the firm or staff say how it goes on. */
export const sayReferral = endpoint({
  id: 'employment.say',
  method: 'POST',
  path: '/api/jobs/referrals/:referralId/say',
  summary: { zh: '推荐进展', en: 'How a referral goes on' },
  params: referralParams,
  body: Type.Object({
    step: literals(sayableSteps),
    why: Type.Optional(Why),
    /** The first day at work; today, if left out. */
    hiredOn: Type.Optional(Day),
  }),
  response: Done,
})

export const sayStillThere = endpoint({
  id: 'employment.still_there',
  method: 'POST',
  path: '/api/jobs/referrals/:referralId/still-there',
  summary: { zh: '还在岗吗', en: 'Still there?' },
  params: referralParams,
  body: Type.Object({ there: Type.Boolean() }),
  response: Done,
})

// ---- figures --------------------------------------------------------------------------------------------------------

const Counts = {
  openings: Type.Integer(),
  headcount: Type.Integer(),
  /** Null for those who do not see referrals. */
  referred: nullable(Type.Integer()),
  hired: nullable(Type.Integer()),
}

/** Twelve months up to this one, and the places below the one that is asked for. */
export const jobFigures = endpoint({
  id: 'employment.figures',
  method: 'GET',
  path: '/api/jobs/figures',
  summary: { zh: '就业数字', en: 'Figures of jobs' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()), month: Type.Optional(Month) }),
  response: Type.Object({
    total: Type.Object(Counts),
    months: Type.Array(Type.Object({ month: Month, ...Counts })),
    places: Type.Array(Type.Object({ place: Place, ...Counts })),
  }),
})

// ---- the pocket -----------------------------------------------------------------------------------------------------

export const MyProfile = Type.Object({
  id: idSchema<'seeker'>(),
  ...WishFields,
  place: Place,
  consentHow: literals(consentHows),
  consentUntil: Day,
})
export type MyProfile = Static<typeof MyProfile>

export const MyReferral = Type.Object({
  id: idSchema<'referral'>(),
  state: literals(referralStates),
  opening: OpeningRow,
  hiredOn: nullable(Day),
  changedAt: Instant,
})
export type MyReferral = Static<typeof MyReferral>

/** What I look for, what I was proposed for, and the jobs that are open. */
export const myJobs = endpoint({
  id: 'employment.mine',
  method: 'GET',
  path: '/api/jobs/mine',
  summary: { zh: '我的求职', en: 'My jobs' },
  response: Type.Object({
    profile: nullable(MyProfile),
    /** A number is known already and need not be asked for. */
    hasPhone: Type.Boolean(),
    home: nullable(Place),
    referrals: Type.Array(MyReferral),
    /** With a profile those that fit, the best first; else the newest. */
    openings: Type.Array(OpeningForSeeker),
  }),
})

export const saveProfile = endpoint({
  id: 'employment.save_profile',
  method: 'POST',
  path: '/api/jobs/mine',
  summary: { zh: '登记求职', en: 'I look for work' },
  body: Type.Object({
    ...WishFields,
    /** Where no number is known. */
    phone: Type.Optional(Type.String({ minLength: 5, maxLength: 30 })),
    /** Ticked by the person: the purpose and six months. */
    consent: Type.Literal(true),
  }),
  response: Type.Object({ id: idSchema<'seeker'>() }),
})

export const FirmReferral = Type.Object({
  id: idSchema<'referral'>(),
  state: literals(referralStates),
  /** In full between the person's yes and the end of it; else null. */
  name: nullable(Type.String()),
  phone: nullable(Type.String()),
  reasons: Type.Array(Reason),
  hiredOn: nullable(Day),
  why: nullable(Type.String()),
  changedAt: Instant,
})
export type FirmReferral = Static<typeof FirmReferral>

/** The jobs of a firm of the asker's, with those whom it was told of. */
export const firmJobs = endpoint({
  id: 'employment.firm_jobs',
  method: 'GET',
  path: '/api/jobs/firms/:firmId/openings',
  summary: { zh: '本企业的招聘', en: 'Jobs of my firm' },
  params: firmParams,
  response: Type.Object({
    firm: Type.Object({ name: Type.String(), nameEn: nullable(Type.String()), place: Place }),
    openings: Type.Array(Type.Object({ opening: OpeningRow, referrals: Type.Array(FirmReferral) })),
  }),
})
