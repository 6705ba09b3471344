import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Month } from '../../kernel/contract/ids.ts'
import { ConsentVersion } from '../people/contract.ts'
import { educations, payUnits } from './opening.ts'
import { OpeningRow, ReferralView, SeekerRow } from './openings-contract.ts'
import { referralStates } from './referral.ts'
import {
  consentHows,
  firmParams,
  literals,
  openingParams,
  Place,
  Reason,
  reaches,
  referralParams,
  ShortWords,
  seekerParams,
  Why,
  wishHours,
} from './shapes.ts'

export type { OpeningId, ReferralId, SeekerId } from './events.ts'
export * from './openings-contract.ts'
export { Reason, reaches, wishHours } from './shapes.ts'

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
/** Its text and versions (docs/privacy.md, Consent texts). */
export const jobsPurpose = 'employment.jobs'

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

/** Why somebody is not taken down: the phone is down under another name, which `correctsName` puts right. */
export const otherName = 'employment.other_name'

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
    /** The one who is down with this phone goes by this name now; without it another name is refused. */
    correctsName: Type.Optional(Type.Boolean()),
    consentHow: literals(['signed', 'spoken']),
    /** Where and how: “在服务台当面说明并同意”. */
    consentNote: Type.String({ minLength: 4, maxLength: 200 }),
    /** The version that was shown or read out. */
    consentVersion: ConsentVersion,
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
    consentVersion: Type.Integer(),
    /** False: asked anew, and nothing is suggested before the answer. */
    consentStands: Type.Boolean(),
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
  hands: 'export',
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
    /** With a profile and a consent that stands those that fit, the best first; else the newest. */
    fitting: Type.Boolean(),
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
    consentVersion: ConsentVersion,
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
