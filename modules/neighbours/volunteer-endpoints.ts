import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema } from '../../kernel/contract/ids.ts'
import { ConsentVersion } from '../people/contract.ts'
import {
  count,
  Kind,
  LanguageCode,
  PlaceQuery,
  PlaceShape,
  Reason,
  Sex,
  SkillIdSchema,
  Slots,
  TypedConsent,
  text,
  VolunteerIdSchema,
  Whom,
} from './shapes.ts'
import { audiences } from './skills/kinds.ts'

const SkillBody = Type.Object({
  kind: Kind,
  words: Type.Optional(Type.String({ maxLength: 100 })),
  audience: Type.Enum([...audiences]),
  nameShown: Type.Boolean(),
})

const OfferFields = {
  placeId: idSchema<'place'>(),
  skills: Type.Array(SkillBody, { minItems: 1, maxItems: 8 }),
  languages: Type.Array(LanguageCode, { maxItems: 8, uniqueItems: true }),
  sex: Type.Optional(nullable(Sex)),
  helpsSex: Type.Optional(nullable(Sex)),
  slots: Slots,
  reachM: Type.Integer({ minimum: 100, maximum: 20_000 }),
  most: Type.Integer({ minimum: 0, maximum: 20 }),
}
export const OfferBody = Type.Object(OfferFields)
export type OfferBody = Static<typeof OfferBody>

/** Somebody offers to help, or changes what they said; `consent` is the tick under this version of the text. */
export const offer = endpoint({
  id: 'neighbours.offer',
  method: 'POST',
  path: '/api/neighbours/me',
  summary: { zh: '我来帮忙', en: 'Offer to help' },
  body: Type.Object({ ...OfferFields, consent: Type.Literal(true), consentVersion: ConsentVersion }),
  response: Type.Object({ id: VolunteerIdSchema }),
})

export const stopHelping = endpoint({
  id: 'neighbours.stop',
  method: 'POST',
  path: '/api/neighbours/me/withdraw',
  summary: { zh: '不再帮忙', en: 'Stop helping' },
  body: Type.Object({}),
  response: Done,
})

const SkillShape = Type.Object({ id: SkillIdSchema, ...SkillBody.properties, words: Type.String() })

export const VolunteerRow = Type.Object({
  id: VolunteerIdSchema,
  /** Masked, unless the person agreed to its being shown. */
  name: Type.String(),
  place: PlaceShape,
  skills: Type.Array(SkillShape),
  languages: Type.Array(LanguageCode),
  slots: Type.Array(Type.Integer()),
  reachM: Type.Integer(),
  most: count,
  /** People whom they help or are asked to help. */
  load: count,
  state: Type.Enum(['active', 'withdrawn']),
  since: Instant,
})
export type VolunteerRow = Static<typeof VolunteerRow>

export const VolunteerFilter = {
  ...PlaceQuery,
  kind: Type.Optional(Kind),
  state: Type.Optional(Type.Enum(['active', 'withdrawn'])),
}
const VolunteerFilterSchema = Type.Object(VolunteerFilter)
export type VolunteerFilter = Static<typeof VolunteerFilterSchema>

export const listVolunteers = endpoint({
  id: 'neighbours.volunteers',
  method: 'GET',
  path: '/api/neighbours/volunteers',
  summary: { zh: '志愿者', en: 'Volunteers' },
  query: Type.Object({ ...PageQuery, ...VolunteerFilter }),
  response: pageOf(VolunteerRow),
})

export const exportVolunteers = endpoint({
  id: 'neighbours.export_volunteers',
  method: 'GET',
  path: '/api/neighbours/volunteers.xlsx',
  summary: { zh: '导出志愿者', en: 'Export volunteers' },
  query: VolunteerFilterSchema,
  produces: 'bytes',
  hands: 'export',
})

/** Taken down at the counter; somebody who is there already is brought up to date. */
export const registerVolunteer = endpoint({
  id: 'neighbours.register_volunteer',
  method: 'POST',
  path: '/api/neighbours/volunteers',
  summary: { zh: '代登记志愿者', en: 'Take a volunteer down' },
  body: Type.Object({
    ...OfferFields,
    name: text(40),
    phone: Type.String({ minLength: 5, maxLength: 30 }),
    ...TypedConsent,
    /** The version that was shown or read out. */
    consentVersion: ConsentVersion,
  }),
  response: Type.Object({ id: VolunteerIdSchema }),
})

const volunteer = { params: Type.Object({ volunteerId: VolunteerIdSchema }) }

export const getVolunteer = endpoint({
  id: 'neighbours.volunteer',
  method: 'GET',
  path: '/api/neighbours/volunteers/:volunteerId',
  summary: { zh: '一位志愿者', en: 'One volunteer' },
  ...volunteer,
  response: Type.Object({
    volunteer: VolunteerRow,
    consentHow: Type.Enum(['self', 'signed', 'spoken']),
    consentNote: nullable(Type.String()),
    consentAt: Instant,
    consentVersion: Type.Integer(),
    /** False: asked anew, and not suggested before the answer. */
    consentStands: Type.Boolean(),
    teams: Type.Array(Type.Object({ id: idSchema<'team'>(), name: Type.String(), leads: Type.Boolean() })),
    mayChange: Type.Boolean(),
  }),
})

export const withdrawVolunteer = endpoint({
  id: 'neighbours.withdraw_volunteer',
  method: 'POST',
  path: '/api/neighbours/volunteers/:volunteerId/withdraw',
  summary: { zh: '按本人意愿退出', en: 'Stop, as the person asked' },
  ...volunteer,
  body: Type.Object({}),
  response: Done,
})

export const revealVolunteer = endpoint({
  id: 'neighbours.reveal_volunteer',
  method: 'POST',
  path: '/api/neighbours/volunteers/:volunteerId/reveal',
  summary: { zh: '查看志愿者电话', en: 'Whom to call' },
  ...volunteer,
  body: Type.Object({ reason: Reason }),
  response: Whom,
})

export const NearSkill = Type.Object({
  ...SkillShape.properties,
  volunteerId: VolunteerIdSchema,
  name: Type.String(),
  compound: nullable(PlaceShape),
  slots: Type.Array(Type.Integer()),
})
export type NearSkill = Static<typeof NearSkill>

/** What neighbours of where I live let me read; `homes` is empty where it is not known where I live. */
export const skillsNear = endpoint({
  id: 'neighbours.skills_near',
  method: 'GET',
  path: '/api/neighbours/skills',
  summary: { zh: '小区能人', en: 'What neighbours can do' },
  query: Type.Object({ kind: Type.Optional(Kind) }),
  response: Type.Object({ homes: Type.Array(PlaceShape), rows: Type.Array(NearSkill) }),
})

export const SkillCount = Type.Object({ kind: Kind, volunteers: count, open: count })
/** How many can do what, and how many wishes of the kind wait: for who looks after the place. */
export const skillCounts = endpoint({
  id: 'neighbours.skill_counts',
  method: 'GET',
  path: '/api/neighbours/skill-counts',
  summary: { zh: '能人名录概况', en: 'Skills in numbers' },
  query: Type.Object(PlaceQuery),
  response: Type.Object({ rows: Type.Array(SkillCount) }),
})
