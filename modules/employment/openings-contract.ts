import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Month, Named, WordsSchema } from '../../kernel/contract/ids.ts'
import { educations, hoursKinds, openingStates, payUnits } from './opening.ts'
import { referralStates } from './referral.ts'
import {
  consentHows,
  firmParams,
  literals,
  openingParams,
  Place,
  Reason,
  reaches,
  ShortWords,
  Why,
  wishHours,
} from './shapes.ts'

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
  above: Named,
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
  hands: 'export',
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
